import { beforeAll, describe, expect, it } from "vitest";
import { listConvocations, readConvocation } from "#records/convocation";
import { keys } from "#records/keys";
import { mailSchema } from "#records/mail";
import { readRegistry } from "#records/registry";
import { another } from "#test/domain/examples";
import { LAKES, lakesContacts, lakesParties } from "#test/domain/second-dialogue";
import { expand, type World, withDialogue } from "#test/functions/world";

const JOINT = "joint-talks";
const AUDIENCE = { parties: ["AT", "RW", "UG", "IT"] };
const asked = {
  ...another(JOINT),
  with: [LAKES],
  parts: another(JOINT)
    .parts.slice(1)
    .map((part) => ({ ...part, audience: AUDIENCE, chair: "RW" })),
};
const AUSTRIAN = { name: "Focal point of Austria", email: "focal.point.at@example.org" };

/** Both dialogues, and a meeting that both convene. */
async function withJointMeeting() {
  const world = await withDialogue();
  const inLakes = { dialogueId: LAKES };
  expect(await world.import("parties", JSON.stringify(lakesParties), "json", inLakes)).toMatchObject({
    accepted: true,
  });
  const people = JSON.stringify(lakesContacts(AUSTRIAN));
  expect(await world.import("contacts", people, "json", inLakes)).toMatchObject({ accepted: true });
  await world.done("convene-meeting.v1", asked);
  return world;
}

describe("a joint meeting of two dialogues", () => {
  let world: World;
  beforeAll(async () => {
    world = await withJointMeeting();
    await world.done("draft-round.v1", {
      roundId: "joint",
      convocationId: JOINT,
      template: "invitation",
      audience: AUDIENCE,
    });
    const { hash, pages } = await world.done("submit-round.v1", { roundId: "joint" });
    await world.done("release-round.v1", { roundId: "joint", hash }, "staff:bruno");
    await expand(world, { roundId: "joint", hash: String(hash), pages: Number(pages) });
  });
  const people = async (code: string) =>
    (await world.delegation(code, JOINT)).invitees.map(({ name, entitled }) => [name, entitled ? "answers" : "copy"]);

  it("stands in the lists of both, and its meetings are known to both by their ids", async () => {
    const [id] = asked.parts.map((part) => part.id);
    for (const dialogue of ["khartoum", LAKES]) {
      expect((await listConvocations(world.tables, dialogue)).map((listed) => listed.id)).toContain(JOINT);
      expect(await world.tables.get(keys.meeting(dialogue, id!))).toMatchObject({ convocationId: JOINT });
    }
    expect((await readConvocation(world.tables, JOINT))?.convocation.dialogues).toEqual(["khartoum", LAKES]);
  });
  it("invites a party of both once; the focal points that the first dialogue names answer, the other's has a copy", async () => {
    expect(await people("UG")).toEqual([
      ["Focal point of Uganda", "answers"],
      ["Deputy focal point of Uganda", "answers"],
      ["Mission of Uganda", "answers"],
      ["Ulla Lac", "copy"],
    ]);
  });
  it("writes once to a person whom both name, whatever the case of the address", async () => {
    expect(await people("AT")).toEqual([
      ["Focal point of Austria", "answers"],
      ["Deputy focal point of Austria", "answers"],
      ["Mission of Austria", "answers"],
    ]);
  });
  it("lets the second dialogue's focal point answer for a party that only it knows", async () => {
    expect(await people("RW")).toEqual([["Rose Lac", "answers"]]);
  });
  it("sends one mail to each of them", () => {
    const mails = world.rows("MB#r-joint", "M#").map((row) => mailSchema.parse(row));
    expect(mails.map(({ to }) => to.name).sort()).toEqual([
      "Deputy focal point of Austria",
      "Deputy focal point of Italy",
      "Deputy focal point of Uganda",
      "Focal point of Austria",
      "Focal point of Italy",
      "Focal point of Uganda",
      "Mission of Austria",
      "Mission of Italy",
      "Mission of Uganda",
      "Rose Lac",
      "Ulla Lac",
    ]);
  });
  it("takes a copy's yes as a proposal, and the focal point's as the State's", async () => {
    const { delegation, invitees } = await world.delegation("UG", JOINT);
    const part = asked.parts[0]!.id;
    const say = (person: string) =>
      world.ask(
        "answer-invitation.v1",
        { delegationId: delegation.id, person, who: { kind: "self" }, answer: { kind: "come", parts: [part] } },
        `invitee:${delegation.id}${person}`,
        "link",
      );
    expect(await say(invitees[3]!.number)).toMatchObject({ accepted: true });
    const proposed = await world.delegation("UG", JOINT);
    expect(proposed.delegation.parts[part]?.status).toBe("unanswered");
    expect(proposed.nominations.map(({ state, name }) => [state, name])).toEqual([["proposed", "Ulla Lac"]]);
    expect(await say(invitees[0]!.number)).toMatchObject({ accepted: true });
    expect((await world.delegation("UG", JOINT)).delegation.parts[part]?.status).toBe("coming-named");
  });
});

describe("a joint meeting that is refused", () => {
  it.each([
    ["with a dialogue that nobody knows", { with: ["nowhere"] }, "unknown-dialogue"],
    ["under an id that the second dialogue has", {}, "meeting-exists"],
    ["with a party that neither dialogue knows", { parts: [{ ...asked.parts[0], chair: "ZZ" }] }, "unknown-party"],
  ])("%s", async (_, change, code) => {
    const world = await withJointMeeting();
    const again = { ...asked, convocationId: "joint-again", ...change };
    expect(await world.ask("convene-meeting.v1", again)).toMatchObject({ accepted: false, code });
    expect(world.rows("CNV#joint-again")).toEqual([]);
  });
});

describe("two dialogues of one stage", () => {
  it("keep their registries apart", async () => {
    const world = await withJointMeeting();
    const [first, second] = await Promise.all(
      ["khartoum", LAKES].map(async (id) => (await readRegistry(world.tables, id)).registry),
    );
    expect(first?.parties.find(({ code }) => code === "UG")?.names.en).toBe("Uganda");
    expect(first?.parties.some(({ code }) => code === "RW")).toBe(false);
    expect(second?.parties.map(({ code }) => code)).toEqual(["AT", "BE", "RW", "UG"]);
  });
});
