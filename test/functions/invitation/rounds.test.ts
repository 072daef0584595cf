import { describe, expect, it } from "vitest";
import { onInvitationRoundReleased } from "#functions/invitation/on-invitation-round-released";
import { atMeetingEnd } from "#functions/meeting/at-meeting-end";
import { keys, lists } from "#records/keys";
import { readLeftOut, readPages, readRound, releasedRounds } from "#records/round";
import {
  AMINA,
  BRUNO,
  CONVOCATION,
  expand,
  newWorld,
  release,
  type World,
  withInvitations,
  withMeeting,
} from "#test/functions/world";
import { memoryQueues } from "#test/memory/queues";
import { memoryTables } from "#test/memory/tables";

const draft = { roundId: "r1", convocationId: CONVOCATION, template: "invitation", audience: { members: true } };
const roundOf = async ({ tables }: World, id = "r1") => (await readRound(tables, id))?.round;
async function inReview() {
  const world = await withMeeting();
  await world.done("draft-round.v1", draft);
  const { hash } = await world.done("submit-round.v1", { roundId: "r1" });
  return { world, hash: String(hash) };
}
async function ended(world: World) {
  world.clock.set("2022-03-24T00:00:00Z");
  await atMeetingEnd(world)({ convocationId: CONVOCATION });
}

describe("drafting a round", () => {
  it("keeps who drafted it, through whatever door", async () => {
    const world = await withMeeting();
    expect(await world.ask("draft-round.v1", draft)).toEqual({ accepted: true, roundId: "r1", state: "draft" });
    expect(await roundOf(world)).toMatchObject({ state: "draft", drafter: AMINA, audience: { members: true } });
  });
  it.each<[string, Record<string, unknown>, string]>([
    ["to a meeting that is not there", { convocationId: "nowhere" }, "no-such-meeting"],
    ["for a party that nobody knows", { audience: { parties: ["ZZ"] } }, "unknown-party"],
    ["but for a party that nobody knows", { audience: { members: true, except: ["ZZ"] } }, "unknown-party"],
    ["with a template that is none", { template: "{{7*7}}" }, "malformed"],
    ["with a text of its own", { text: "Dear colleague" }, "malformed"],
  ])("%s is refused", async (_, change, code) => {
    const world = await withMeeting();
    expect(await world.ask("draft-round.v1", { ...draft, ...change })).toMatchObject({ accepted: false, code });
    expect(world.rows("RND#")).toEqual([]);
  });
  it("twice under one id is refused, though another drafts it", async () => {
    const { world } = await inReview();
    expect(await world.ask("draft-round.v1", draft, BRUNO)).toMatchObject({ code: "already-drafted" });
    expect(await roundOf(world)).toMatchObject({ state: "in-review", drafter: AMINA });
  });
  it("to a meeting that has ended is refused", async () => {
    const world = await withMeeting();
    await ended(world);
    expect(await world.ask("draft-round.v1", draft)).toMatchObject({ code: "not-convened" });
  });
});

describe("submitting a round", () => {
  it("freezes the audience in pages of at most 96 items, and names their number and hash", async () => {
    const { world, hash } = await inReview();
    const round = await roundOf(world);
    expect(round).toMatchObject({ state: "in-review", delegations: 44, invitees: 132, pages: 4, hash });
    const pages = await readPages(world.tables, round!);
    expect(pages.map(({ entries }) => entries.length)).toEqual([11, 11, 11, 11]);
    for (const { entries } of pages)
      expect(3 + entries.reduce((sum, { invitees }) => sum + 2 + 2 * invitees.length, 0)).toBeLessThanOrEqual(96);
  });
  it("invites the committee to both parts and everybody else to the SOM alone", async () => {
    const { world } = await inReview();
    const entries = (await readPages(world.tables, (await roundOf(world))!)).flatMap((page) => page.entries);
    expect(entries.filter(({ parts }) => parts.length === 2)).toHaveLength(13);
    expect(entries.find(({ code }) => code === "AT")).toMatchObject({
      parts: ["som-8"],
      reason: "member",
      member: true,
    });
    expect(entries.find(({ code }) => code === "NL")).toMatchObject({ parts: ["sc-2022-03", "som-8"] });
  });
  it("numbers a party's people with the primary focal point first and the mission last", async () => {
    const { world } = await inReview();
    const [first] = (await readPages(world.tables, (await roundOf(world))!)).flatMap((page) => page.entries);
    expect(first?.invitees.map(({ number, role }) => [number, role])).toEqual([
      ["ab", "focal-point"],
      ["ac", "focal-point"],
      ["ad", "mission"],
    ]);
    const [primary] = world.rows(`PER#${first?.invitees[0]?.person}`);
    expect(primary?.["name"]).toMatch(/^Focal point of/);
  });
  it("tells who is left out and why", async () => {
    const world = await withInvitations();
    await world.done("draft-round.v1", { ...draft, audience: { parties: ["AT", "CF", "ICMPD", "DE"] } });
    const said = await world.done("submit-round.v1", { roundId: "r1" });
    expect(said).toMatchObject({
      delegations: 1,
      invitees: 3,
      leftOut: [
        { code: "AT", why: "already-invited", roundId: "round-1" },
        { code: "CF", why: "no-part" },
        { code: "ICMPD", why: "no-part" },
      ],
      leftOutCount: 3,
    });
    const round = await roundOf(world);
    expect(round && (await readLeftOut(world.tables, round))).toEqual(said["leftOut"]);
  });
  it("68 · leaves out whom an earlier round holds that was released and is not written yet", async () => {
    const world = await withMeeting();
    await release(world, "round-1");
    await world.done("draft-round.v1", { ...draft, audience: { parties: ["AT", "DE"] } });
    expect(await world.done("submit-round.v1", { roundId: "r1" })).toMatchObject({
      delegations: 1,
      leftOut: [{ code: "AT", why: "already-invited", roundId: "round-1" }],
    });
  });
  it("68 · tells the registered from the invited", async () => {
    const world = await withInvitations();
    const { delegation } = await world.delegation("AT");
    await world.tables.put({ ...keys.registration(delegation.id, "ab"), state: "registered" }, []);
    await world.done("draft-round.v1", { ...draft, audience: { parties: ["AT", "DE", "IT"] } });
    expect(await world.done("submit-round.v1", { roundId: "r1" })).toMatchObject({
      leftOut: [
        { code: "AT", why: "already-registered", roundId: "round-1" },
        { code: "IT", why: "already-invited", roundId: "round-1" },
      ],
    });
  });
  it("68 · with everybody invited already is refused, lists them, and stays a draft", async () => {
    const world = await withInvitations();
    await world.done("draft-round.v1", { ...draft, audience: { parties: ["AT", "IT"] } });
    expect(await world.ask("submit-round.v1", { roundId: "r1" })).toMatchObject({
      code: "everybody-invited",
      leftOut: [{ code: "AT" }, { code: "IT" }],
    });
    expect(await roundOf(world)).toMatchObject({ state: "draft" });
  });
  it("is refused where the sender has seen another version of it", async () => {
    const world = await withMeeting();
    await world.done("draft-round.v1", draft);
    const asked = { roundId: "r1", expectedVersion: 7 };
    expect(await world.ask("submit-round.v1", asked)).toMatchObject({ accepted: false, code: "changed-meanwhile" });
    expect(await roundOf(world)).toMatchObject({ state: "draft" });
    expect(await world.ask("submit-round.v1", { ...asked, expectedVersion: 1 })).toMatchObject({ accepted: true });
  });
  it("77 · with more people of one party than a page can hold is refused, and says who", async () => {
    const world = await withMeeting();
    const contacts = Array.from({ length: 50 }, (_, place) => ({
      party: "AT",
      role: "focal-point",
      rank: "deputy",
      name: `Person ${place}`,
      email: `person.${place}@example.org`,
      language: "en",
      since: "2020-01-01",
    }));
    expect(await world.import("contacts", JSON.stringify({ contacts }))).toMatchObject({ accepted: true });
    await world.done("draft-round.v1", draft);
    const said = await world.ask("submit-round.v1", { roundId: "r1" });
    expect(said).toMatchObject({ accepted: false, code: "too-many-invitees" });
    expect(said["sentence"]).toMatch(/^AT has 5\d people to write to; a round writes to at most 45 of one party\./);
    expect(await roundOf(world)).toMatchObject({ state: "draft" });
  });
  it("77 · with nobody to write to is refused, and stays a draft", async () => {
    const world = await withMeeting();
    await world.done("draft-round.v1", { ...draft, audience: { parties: ["CF"] } });
    expect(await world.ask("submit-round.v1", { roundId: "r1" })).toMatchObject({ code: "nobody-to-invite" });
    expect(await roundOf(world)).toMatchObject({ state: "draft" });
  });
  it("twice is refused, and the frozen pages stay", async () => {
    const { world, hash } = await inReview();
    const pages = world.rows("RND#r1", "AUD#");
    expect(await world.ask("submit-round.v1", { roundId: "r1" })).toMatchObject({ code: "already-in-review" });
    expect(world.rows("RND#r1", "AUD#")).toEqual(pages);
    expect(await roundOf(world)).toMatchObject({ hash });
  });
  it("that lost a race with another submission does not change the pages that were frozen", async () => {
    const world = await withMeeting();
    await world.done("draft-round.v1", draft);
    const said = await Promise.all([
      world.ask("submit-round.v1", { roundId: "r1" }),
      world.ask("submit-round.v1", { roundId: "r1" }),
    ]);
    expect(said.filter(({ accepted }) => accepted)).toHaveLength(1);
    const round = (await roundOf(world))!;
    expect(said.find(({ accepted }) => accepted)?.["hash"]).toBe(round.hash);
    expect((await readPages(world.tables, round)).flatMap(({ entries }) => entries)).toHaveLength(44);
  });
  it("82 · of a round of another id is refused", async () => {
    expect(await (await withMeeting()).ask("submit-round.v1", { roundId: "nowhere" })).toMatchObject({
      code: "no-such-round",
    });
  });
});

describe("reviewing and releasing a round", () => {
  it("by a colleague, one after the other, as one transaction of four items whatever the size", async () => {
    const sizes: number[] = [];
    const tables = memoryTables({ after: (items) => void sizes.push(items.length) });
    const world = await withMeeting({ tables });
    await world.done("draft-round.v1", draft);
    const { hash } = await world.done("submit-round.v1", { roundId: "r1" });
    await world.done("review-round.v1", { roundId: "r1", hash }, BRUNO);
    await world.done("release-round.v1", { roundId: "r1", hash }, BRUNO);
    expect(sizes.slice(-2)).toEqual([4, 4]);
    expect(await roundOf(world)).toMatchObject({ state: "released", drafter: AMINA, reviewer: BRUNO, releaser: BRUNO });
    expect(world.facts("invitation.round-released.v1")).toMatchObject([
      { actor: BRUNO, data: expect.stringContaining('"pages":4') },
    ]);
  });
  it("by the drafter is refused in both", async () => {
    const { world, hash } = await inReview();
    expect(await world.ask("review-round.v1", { roundId: "r1", hash })).toMatchObject({ code: "four-eyes" });
    expect(await world.ask("release-round.v1", { roundId: "r1", hash })).toMatchObject({ code: "four-eyes" });
    expect(await roundOf(world)).toMatchObject({ state: "in-review" });
  });
  it("of an audience that was not read is refused with the hash that it has", async () => {
    const { world, hash } = await inReview();
    expect(await world.ask("release-round.v1", { roundId: "r1", hash: "other" }, BRUNO)).toMatchObject({
      code: "other-audience",
      hash,
    });
  });
  it("82 · by two at once is done once", async () => {
    const { world, hash } = await inReview();
    const said = await Promise.all(
      [BRUNO, "staff:chen"].map((who) => world.ask("release-round.v1", { roundId: "r1", hash }, who)),
    );
    expect(said.map(({ accepted }) => accepted).sort()).toEqual([false, true]);
    expect(world.facts("invitation.round-released.v1")).toHaveLength(1);
  });
  it("after the meeting has ended is refused", async () => {
    const { world, hash } = await inReview();
    await ended(world);
    expect(await world.ask("release-round.v1", { roundId: "r1", hash }, BRUNO)).toMatchObject({ code: "not-convened" });
    expect(await roundOf(world)).toMatchObject({ state: "in-review" });
  });
  it("34 · asked again with the same id answers the same, and is released once", async () => {
    const { world, hash } = await inReview();
    const first = await world.ask("release-round.v1", { commandId: "go", roundId: "r1", hash }, BRUNO);
    expect(first).toMatchObject({ accepted: true, state: "released", invitees: 132 });
    expect(await world.ask("release-round.v1", { commandId: "go", roundId: "r1", hash }, BRUNO)).toEqual(first);
    expect(world.facts("invitation.round-released.v1")).toHaveLength(1);
  });
  it("puts it into the convocation's list of released rounds", async () => {
    const { world, hash } = await inReview();
    expect(await releasedRounds(world.tables, CONVOCATION)).toEqual([]);
    await world.done("release-round.v1", { roundId: "r1", hash }, BRUNO);
    expect((await releasedRounds(world.tables, CONVOCATION)).map(({ id }) => id)).toEqual(["r1"]);
    const [row] = await world.tables.queryIndex({
      index: "list",
      pk: lists.ofConvocation(CONVOCATION),
      prefix: "RND#",
    });
    expect(row?.["b"]).toMatchObject({ state: "released" });
  });
});

describe("the planner of a released round", () => {
  const fact = {
    id: "RND#r1#00000003#0",
    at: "2022-02-01T08:00:00Z",
    by: BRUNO,
    door: "gateway",
    aggregate: "RND#r1",
    version: 3,
    data: { roundId: "r1", convocationId: CONVOCATION, pages: 25, hash: "h" },
  } as const;
  it("hands out every page number once", async () => {
    const { queues } = newWorld();
    await onInvitationRoundReleased({ queues })(fact);
    expect(queues.receive("PAGES_QUEUE_URL")).toEqual(
      Array.from({ length: 25 }, (_, page) => ({ roundId: "r1", hash: "h", page, at: fact.at })),
    );
  });
  it("whose queue did not take a page is tried again, whole", async () => {
    let refusals = 1;
    const queues = memoryQueues({ refuse: (_, body) => JSON.stringify(body).includes('"page":7,') && refusals-- > 0 });
    await expect(onInvitationRoundReleased({ queues })(fact)).rejects.toThrow("1 of 25");
    await onInvitationRoundReleased({ queues })(fact);
    expect(queues.receive("PAGES_QUEUE_URL")).toHaveLength(24 + 25);
  });
});

describe("a second round", () => {
  it("invites who was not in the first, and nobody twice", async () => {
    const world = await withInvitations();
    await expand(world, await release(world, "round-2", { members: true }));
    expect(world.rows(`CNV#${CONVOCATION}`, "INVITED#")).toHaveLength(44);
    const people = world.rows("DEL#", "I#").map((row) => row["personId"]);
    expect(new Set(people).size).toBe(people.length);
  });
});
