import ICAL from "ical.js";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { answer } from "#bin/demo/delegate";
import { linkIn } from "#bin/demo/mailbox";
import { Stage } from "#bin/demo/stage";
import { Timeline } from "#bin/demo/timeline";
import { DIALOGUE } from "#bin/demo/world";
import { startStack } from "#lib/local/stack";
import { dialogue, done, hashOf, rows, takeIn } from "./play.ts";

const MEETING = "training-2022";
const COUNTRIES = ["SS", "KE", "UG", "ET", "SO", "DJ", "ER", "CF"];
const PARTIES = [...COUNTRIES, "EAPCCO", "FRONTEX"];
const part = { kind: "regional-training", timeZone: "Africa/Juba", organisers: ["ICMPD"] };
const training = {
  dialogueId: DIALOGUE,
  convocationId: MEETING,
  title: { en: "Regional training for officials of border management agencies" },
  answersBy: "2022-05-01T23:59",
  namesBy: "2022-05-15T23:59",
  timeZone: "Africa/Juba",
  languages: ["en", "fr"],
  parts: [
    {
      ...part,
      id: "opening",
      title: { en: "Opening for heads of delegation" },
      modality: "in-person",
      place: { city: "Juba", country: "SS" },
      sessions: [{ day: "2022-05-23", from: "17:00", until: "18:00" }],
      audience: { parties: COUNTRIES },
    },
    {
      ...part,
      id: "training",
      title: { en: "Regional training" },
      modality: "hybrid",
      place: { city: "Juba", country: "SS" },
      sessions: [
        { day: "2022-05-24", from: "09:00", until: "17:00" },
        { day: "2022-05-25", from: "09:00", until: "17:00" },
        { day: "2022-05-26", from: "09:00", until: "12:30" },
      ],
      audience: { parties: PARTIES },
    },
  ],
};

let stage: Stage;
beforeAll(async () => {
  const now = "2022-04-11T08:00:00Z";
  stage = new Stage(await startStack({ assembly: inject("assembly"), now, quiet: true }), new Timeline(true));
  // A seat of the committee is held for Sudan.
  await takeIn(stage, dialogue([...PARTIES, "SD"]));
  await done(stage, stage.amina, "convene-meeting.v1", training);
  const roundId = "training-round";
  const draft = { roundId, convocationId: MEETING, template: "invitation", audience: { parties: PARTIES } };
  await done(stage, stage.amina, "draft-round.v1", draft);
  await done(stage, stage.amina, "submit-round.v1", { roundId });
  await done(stage, stage.bilal, "release-round.v1", { roundId, hash: await hashOf(stage, roundId) });
  await stage.stack.advance({ minutes: 10 });
});
afterAll(() => stage?.stack.stop());

/** So many of a party: a head who goes to the opening too, the others to the training alone; every second has an address. */
const people = (code: string, count: number, more: object = {}) =>
  Array.from({ length: count }, (_, index) => ({
    name: `${code} Participant ${index + 1}`,
    ...(index % 2 === 0 && { email: `participant.${index + 1}.${code.toLowerCase()}@example.org` }),
    capacity: index === 0 ? "HeadOfDelegation" : "Expert",
    attends: "in-person",
    parts: index === 0 ? ["opening", "training"] : ["training"],
    ...more,
  }));
const record = (party: string, named: readonly object[], more: object = {}) =>
  done(stage, stage.amina, "record-answer.v1", {
    convocationId: MEETING,
    party,
    answer: "come",
    people: named,
    channel: "note-verbale",
    ...more,
  });
const mark = (party: string, asked: object) =>
  stage.amina.command("mark-attendance.v1", { convocationId: MEETING, part: "training", party, ...asked });
async function marked(party: string, asked: object) {
  const said = await mark(party, asked);
  if (!said.accepted) throw new Error(said.sentence);
}
const counts = async () => (await stage.amina.query({ query: "attendance", convocationId: MEETING }))["parts"];
const confirmationTo = async (address: string) => {
  const letter = (await stage.letters("confirmation")).find(({ to }) => to === address);
  if (!letter) throw new Error(`Nobody confirmed anything to ${address}`);
  return letter.calendars.flatMap((text) => new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent"));
};

describe("a hybrid training, of which each test is the next chapter", () => {
  test("a focal point says on the page that she joins online; her capital's letter names three more beside her", async () => {
    const invitation = (await stage.letters("invitation")).find(({ to }) => to === "focal.point.ke@example.org");
    if (!invitation) throw new Error("Nobody invited Kenya");
    const link = linkIn(invitation, stage.stack.siteUrl);
    await expect(answer(link, { answer: "come", parts: ["training"] })).rejects.toThrow("422");
    await answer(link, { answer: "come", parts: ["training"], attends: "online" });
    await stage.stack.settle();
    await record("KE", people("KE", 3), { add: true });
    const { registrations } = await stage.amina.query({ query: "delegation", convocationId: MEETING, party: "KE" });
    expect(registrations).toMatchObject([
      { name: "Focal point of Kenya", attends: { training: "online" } },
      { capacity: "HeadOfDelegation", parts: ["opening", "training"] },
      { capacity: "Expert", parts: ["training"] },
      { capacity: "Expert", parts: ["training"] },
    ]);
  });

  test("each confirmation holds the sessions of the person's own parts, where that person attends them", async () => {
    for (const [code, count] of [
      ["SS", 4],
      ["UG", 4],
      ["ET", 5],
      ["SO", 3],
      ["DJ", 3],
      ["ER", 3],
      ["CF", 2],
    ] as const)
      await record(code, people(code, count));
    await record("EAPCCO", people("EAPCCO", 1, { capacity: "Trainer", parts: ["training"] }));
    await record("FRONTEX", people("FRONTEX", 1, { capacity: "Trainer", attends: "online", parts: ["training"] }));
    await stage.stack.advance({ minutes: 5 });
    const locations = async (address: string) =>
      (await confirmationTo(address)).map((event) => event.getFirstPropertyValue("location"));
    const juba = "Juba, South Sudan";
    expect(await locations("participant.1.ug@example.org")).toEqual([juba, juba, juba, juba]);
    expect(await locations("participant.3.ug@example.org")).toEqual([juba, juba, juba]);
    expect(await locations("participant.1.frontex@example.org")).toEqual(["Online", "Online", "Online"]);
    expect(await locations("focal.point.ke@example.org")).toEqual(["Online", "Online", "Online"]);
  });

  test("nobody is written to for who has no address, neither now nor as a reminder", async () => {
    await stage.stack.advance("2022-05-23T06:00:00Z");
    const addresses = (await stage.letters()).map(({ to }) => to);
    expect(addresses.filter((to) => to === "" || to.startsWith("participant.2."))).toEqual([]);
    expect(await counts()).toMatchObject([
      { id: "opening", registered: { participants: 8, countries: 8, organisations: 0 } },
      { id: "training", registered: { participants: 28, serving: 2, countries: 8, organisations: 0 } },
    ]);
  });

  test("nobody is marked before the first session begins", async () => {
    expect(await mark("KE", { all: true })).toMatchObject({ accepted: false, code: "not-begun" });
  });

  test("the counts come out as published: 28 participants from 8 countries, and no name", async () => {
    await stage.stack.advance("2022-05-24T08:00:00Z");
    for (const party of PARTIES) await marked(party, { all: true });
    const { registrations } = await stage.amina.query({ query: "delegation", convocationId: MEETING, party: "ET" });
    const last = Array.isArray(registrations) ? registrations.at(-1) : undefined;
    await marked("ET", { persons: [last.number], absent: true });
    await marked("CF", { walkIns: { count: 1, capacity: "Expert" }, attends: "in-person" });
    const said = await counts();
    expect(said).toMatchObject([
      { id: "opening", present: { participants: 0 } },
      {
        id: "training",
        modality: "hybrid",
        present: {
          participants: 28,
          serving: 2,
          countries: 8,
          organisations: 0,
          inPerson: 28,
          online: 2,
          notSaid: 0,
          byCapacity: { Expert: 19, HeadOfDelegation: 8, NotStated: 1, Trainer: 2 },
        },
        walkIns: 1,
        unmarked: 0,
      },
    ]);
    expect(JSON.stringify(said)).not.toMatch(/Participant|Focal/);
  });

  test("after the meeting it may still be corrected; facts hold numbers alone, in a chain that verifies", async () => {
    await stage.stack.advance("2022-05-27T08:00:00Z");
    await marked("FRONTEX", { all: true, absent: true });
    await marked("FRONTEX", { all: true });
    expect(await counts()).toMatchObject([{}, { present: { participants: 28, serving: 2 } }]);
    const facts = await rows(stage.stack, "ATT#");
    expect(facts).toHaveLength(PARTIES.length + 4);
    expect(JSON.stringify(facts)).not.toMatch(/Participant|Focal|@/);
    const objects = [...new Set(facts.map(({ pk }) => String(pk)))];
    for (const object of objects)
      expect(await stage.amina.query({ query: "verify", object })).toMatchObject({ accepted: true, whole: true });
  });
});
