import ICAL from "ical.js";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { answer } from "#bin/demo/delegate";
import { type Letter, linkIn } from "#bin/demo/mailbox";
import { Stage } from "#bin/demo/stage";
import { Timeline } from "#bin/demo/timeline";
import { MEETING, world } from "#bin/demo/world";
import { startStack } from "#lib/local/stack";
import { dialogue, done, prepare, release, rows, START } from "./play.ts";

const PARTIES = ["NL", "FR", "EG"];
const NL = "focal.point.nl@example.org";
const FR = "focal.point.fr@example.org";

let stage: Stage;
beforeAll(async () => {
  stage = new Stage(await startStack({ assembly: inject("assembly"), now: START, quiet: true }), new Timeline(true));
  await prepare(stage, dialogue(PARTIES));
  await release(stage);
  await stage.stack.advance({ minutes: 2 });
});
afterAll(() => stage?.stack.stop());

const linkOf = async (address: string) => {
  const letter = (await stage.letters("invitation")).find(({ to }) => to === address);
  if (!letter) throw new Error(`Nobody invited ${address}`);
  return linkIn(letter, stage.stack.siteUrl);
};
const change = async (type: string, detail: object = {}) => {
  const before = (await stage.letters("change")).length;
  await done(stage, stage.amina, type, { convocationId: MEETING, reason: "For the record alone", ...detail });
  await stage.stack.advance({ minutes: 2 });
  return (await stage.letters("change")).slice(before);
};
const invitees = PARTIES.flatMap((code) => world.contactsOf(code).map(({ email }) => email)).sort();
const to = (letters: readonly Letter[]) => letters.map((letter) => letter.to).sort();
const events = ({ calendars }: Letter) =>
  calendars.map((text) => {
    const calendar = new ICAL.Component(ICAL.parse(text));
    const event = new ICAL.Event(calendar.getFirstSubcomponent("vevent")!);
    const status = event.component.getFirstPropertyValue("status");
    return [
      calendar.getFirstPropertyValue("method"),
      status,
      event.sequence,
      event.startDate.toString(),
      event.uid,
    ] as const;
  });
const ofNL = (letters: readonly Letter[]) => letters.find((letter) => letter.to === NL)!;
const delegation = async (code: string) =>
  (await rows(stage.stack, "DEL#")).find(({ partyCode, sk }) => partyCode === code && sk === "#");

describe("what people are told and asked when a meeting changes", () => {
  const days = [
    { id: "sc-2022-03", sessions: [{ day: "2022-03-29", from: "09:00", until: "12:00" }] },
    {
      id: "som-8",
      sessions: [
        { day: "2022-03-29", from: "14:00", until: "18:00" },
        { day: "2022-03-30", from: "09:00", until: "16:00" },
      ],
    },
  ];
  let uids: readonly string[] = [];

  test("one answers, another is silent", async () => {
    await answer(await linkOf(NL), { answer: "come" });
    await stage.stack.advance({ minutes: 1 });
    const [confirmation] = await stage.letters("confirmation");
    uids = events(confirmation!).map(([, , , , uid]) => uid);
    expect(uids).toHaveLength(3);
  });

  test("a new day: each invitee has exactly one mail; calendars move under their UIDs; who answered is asked again", async () => {
    const letters = await change("reschedule-meeting.v1", { parts: days });
    expect(to(letters)).toEqual(invitees);
    expect(letters.filter(({ calendars }) => calendars.length > 0).map((letter) => letter.to)).toEqual([NL]);
    expect(events(ofNL(letters))).toEqual([
      ["REQUEST", "CONFIRMED", 1, "2022-03-29T07:00:00Z", uids[0]],
      ["REQUEST", "CONFIRMED", 1, "2022-03-29T12:00:00Z", uids[1]],
      ["REQUEST", "CONFIRMED", 1, "2022-03-30T07:00:00Z", uids[2]],
    ]);
    for (const { html, text } of letters) expect(html + text).not.toContain("For the record alone");
    expect(await delegation("NL")).toMatchObject({ rev: 2, open: 2 });
    const page = await (await fetch(await linkOf(NL))).text();
    expect(page).toContain("The meeting has changed");
  });

  test("confirmed with the same answer: a receipt, and nothing else", async () => {
    const before = (await stage.letters()).length;
    await answer(await linkOf(NL), { answer: "come" });
    await stage.stack.advance({ minutes: 1 });
    expect((await stage.letters()).slice(before).map(({ to }) => to)).toEqual([NL]);
    expect(await delegation("NL")).toMatchObject({
      open: 0,
      parts: { "som-8": { status: "coming-named", revision: 2 } },
    });
  });

  test("a reminder still reaches the silent alone", async () => {
    await stage.stack.advance("2022-02-18T08:03:00Z");
    const reminded = (await stage.letters("reminder")).map(({ to }) => to);
    expect(reminded).toContain(FR);
    expect(reminded).not.toContain(NL);
  });

  test("postponed: tentative at the old time, answers kept, a page with nothing to answer", async () => {
    const letters = await change("postpone-meeting.v1");
    expect(to(letters)).toEqual(invitees);
    expect(events(ofNL(letters)).map(([method, status, sequence]) => [method, status, sequence])).toEqual(
      Array.from({ length: 3 }, () => ["REQUEST", "TENTATIVE", 2]),
    );
    const page = await (await fetch(await linkOf(NL))).text();
    expect(page).toContain("The meeting is postponed");
    expect(await delegation("NL")).toMatchObject({ open: 0, parts: { "som-8": { status: "coming-named" } } });
  });

  test("cancelled: everything leaves the calendar under its UID, and nobody is asked anything", async () => {
    const letters = await change("cancel-meeting.v1");
    expect(to(letters)).toEqual(invitees);
    expect(events(ofNL(letters)).map(([method, status, sequence, , uid]) => [method, status, sequence, uid])).toEqual(
      uids.map((uid) => ["CANCEL", "CANCELLED", 3, uid]),
    );
    const registered = (await rows(stage.stack, "DEL#")).filter(({ sk }) => String(sk).startsWith("G#"));
    expect(registered).toMatchObject([{ state: "cancelled", because: "meeting-cancelled" }]);
    expect(stage.stack.problems).toEqual([]);
  });
});
