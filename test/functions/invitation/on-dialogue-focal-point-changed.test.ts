import { afterAll, describe, expect, it, vi } from "vitest";
import { invitationAnswered } from "#events/invitation/answered.v1";
import { board } from "#functions/console/board";
import { onInvitationAnswered } from "#functions/registration/on-invitation-answered";
import { readDelegation } from "#records/delegation";
import { mailSchema } from "#records/mail";
import { come, noPart } from "#test/functions/invitation/answers";
import { arrived, heard, letters, named, nora, over } from "#test/functions/invitation/successions";
import { setMeeting } from "#test/functions/mail/post-office";
import { stubSecretariat } from "#test/functions/secretariat";
import { answer, CONVOCATION, type World, withInvitations } from "#test/functions/world";
import { memoryTables } from "#test/memory/tables";

afterAll(() => vi.unstubAllEnvs());

async function invited(): Promise<World> {
  const world = await withInvitations();
  await arrived(world);
  return world;
}
const registered = async (world: World) =>
  onInvitationAnswered(world)(world.newest(invitationAnswered), world.act("system:registration"));
const mailsTo = (world: World, kind: string) =>
  world
    .rows("DEL#", `M#${kind}#`)
    .map((row) => mailSchema.parse(row))
    .map(({ to }) => to.address);

describe("a new focal point of a party that is invited", () => {
  it("has a link of their own with the same rights; the old one is closed and its epoch moves on", async () => {
    const world = await invited();
    const { invitees: before } = await world.delegation("AT");
    await named(world);
    const { invitees, former, delegation } = await world.delegation("AT");
    expect(invitees.map(({ number, name }) => [number, name])).toEqual([
      ["ac", "Deputy focal point of Austria"],
      ["ad", "Mission of Austria"],
      ["ae", "Nora Neu"],
    ]);
    expect(invitees[2]).toMatchObject({
      email: nora.email,
      language: "fr",
      entitled: true,
      functional: false,
      epoch: 1,
      kid: "k1",
      answer: "none",
      predecessors: ["ab"],
    });
    expect(former).toEqual([{ ...before[0], epoch: 2, closed: "2022-01-31T08:00:00Z", successor: "ae" }]);
    expect(delegation).toMatchObject({ people: 4, open: 1, v: 2 });
    expect((await world.delegation("IT")).former).toEqual([]);
  });
  it("gets one letter, and the one before another; each in their own language, and the ledger keeps both by number", async () => {
    const world = await invited();
    await named(world);
    const [successor, ...more] = letters(world, "successor");
    expect(more).toEqual([]);
    expect(successor).toMatchObject({
      to: { name: "Nora Neu", address: nora.email },
      language: "fr",
      person: "ae",
      state: "queued",
      about: { former: "ab", since: "2022-02-10", epoch: 1 },
    });
    expect(successor?.about).not.toHaveProperty("roundId");
    expect((await world.delegation("AT")).invitees.at(-1)?.invitation).toBe(successor?.mailId);
    expect(letters(world, "predecessor")).toMatchObject([
      { to: { address: "focal.point.at@example.org" }, person: "ab", about: { successor: "ae", since: "2022-02-10" } },
    ]);
    const [fact] = world.facts("invitation.focal-point-replaced.v1");
    expect(JSON.parse(String(fact?.["data"]))).toMatchObject({ partyCode: "AT", former: "ab", successor: "ae" });
    expect(fact?.["mails"]).toHaveLength(2);
    expect(JSON.stringify(fact)).not.toMatch(/Nora|@/);
  });
  it("told twice, or told late of what changed again, changes nothing more", async () => {
    const world = await invited();
    await named(world);
    const before = world.snapshot();
    await heard(world);
    expect(world.snapshot()).toBe(before);
  });
  it("who is followed in turn before anybody was told is passed over", async () => {
    const world = await invited();
    await world.done("change-focal-point.v1", nora);
    await named(world, { name: "Otto Ober", email: "otto@example.org", since: "2022-02-20" });
    const { invitees, former } = await world.delegation("AT");
    expect(invitees.map(({ name }) => name)).toContain("Otto Ober");
    expect(former.map(({ name, successor }) => [name, successor])).toEqual([["Focal point of Austria", "ae"]]);
    expect(letters(world, "successor").map(({ to }) => to.name)).toEqual(["Otto Ober"]);
  });
  it("who is followed in turn later hands on what was theirs and their predecessor's", async () => {
    const world = await invited();
    await named(world);
    await named(world, { name: "Otto Ober", email: "otto@example.org", since: "2022-02-20" });
    const { invitees, former } = await world.delegation("AT");
    expect(invitees.at(-1)).toMatchObject({ number: "af", name: "Otto Ober", predecessors: ["ae", "ab"] });
    expect(former.map(({ number, successor }) => [number, successor])).toEqual([
      ["ab", "ae"],
      ["ae", "af"],
    ]);
    // Nora's own letter had not left: what she never had is not taken from her.
    expect(letters(world, "successor").map(({ to, state }) => [to.name, state])).toEqual([
      ["Nora Neu", "cancelled"],
      ["Otto Ober", "queued"],
    ]);
    expect(letters(world, "predecessor").map(({ person }) => person)).toEqual(["ab"]);
  });
  it("who was the deputy keeps their link, and is told that both places are theirs", async () => {
    const world = await invited();
    const deputy = { name: "Deputy focal point of Austria", email: "deputy.at@example.org" };
    await named(world, deputy);
    const { invitees, former } = await world.delegation("AT");
    expect(invitees.map(({ number, epoch }) => [number, epoch])).toEqual([
      ["ac", 1],
      ["ad", 1],
    ]);
    expect(invitees[0]?.predecessors).toEqual(["ab"]);
    expect(former.map(({ number, successor }) => [number, successor])).toEqual([["ab", "ac"]]);
    expect(letters(world, "successor").map(({ person, about }) => [person, about["epoch"]])).toEqual([["ac", 1]]);
  });
  it("from a day after the meeting takes over nothing", async () => {
    const world = await invited();
    const before = (await world.delegation("AT")).invitees;
    await named(world, { since: "2022-03-23" });
    expect((await world.delegation("AT")).invitees).toEqual(before);
    await named(world, { party: "IT", since: "2022-03-22" });
    expect((await world.delegation("IT")).former).toHaveLength(1);
  });
  it.each([
    ["that is over", { state: "ended" }],
    ["whose time for answers is over", { cutOff: "2022-01-31T07:59:59Z" }],
  ])("takes over no meeting %s", async (_, change) => {
    const world = await invited();
    await setMeeting(world, change);
    await named(world);
    expect((await world.delegation("AT")).former).toEqual([]);
    expect(world.facts("invitation.focal-point-replaced.v1")).toEqual([]);
  });
  it("of a party that nobody invited changes no delegation", async () => {
    const world = await invited();
    await named(world, { party: "DE" });
    expect(world.rows("DEL#").filter((row) => row["closed"] !== undefined)).toEqual([]);
  });
  it.each(["bounced", "complained"])(
    "whose predecessor's mail was %s: that address is left in peace",
    async (state) => {
      const world = await withInvitations();
      await arrived(world, state);
      await named(world);
      expect([letters(world, "successor").length, letters(world, "predecessor").length]).toEqual([1, 0]);
    },
  );
  it("whose predecessor's invitation still waits: it never leaves, and nobody is told of a link they never had", async () => {
    const world = await withInvitations();
    const mail = (await world.delegation("AT")).invitees[0]?.invitation;
    await named(world);
    expect(world.rows("MB#").find(({ mailId }) => mailId === mail)).toMatchObject({
      state: "cancelled",
      reason: "link-replaced",
    });
    expect(letters(world, "predecessor")).toEqual([]);
    expect(letters(world, "successor")[0]?.about).toMatchObject({ roundId: "round-1" });
  });
  it("is told once, though the invitation before leaves in the very moment", async () => {
    let left = false;
    const tables = memoryTables({
      before(items) {
        const cancels = items.some((item) => "update" in item && item.update.set?.["state"] === "cancelled");
        if (left || !cancels) return undefined;
        left = true;
        const waiting = tables
          .rows()
          .find(({ pk, to }) => pk.startsWith("MB#") && JSON.stringify(to).includes("focal.point.at"))!;
        void tables.put({ ...waiting, state: "sent" }, []);
        return undefined;
      },
    });
    const world = await withInvitations({ tables });
    await named(world);
    expect([letters(world, "successor").length, letters(world, "predecessor").length]).toEqual([1, 1]);
    expect(letters(world, "successor")[0]?.about).not.toHaveProperty("roundId");
  });
  it("and an answer at the same moment are both there", async () => {
    let answered = false;
    const tables = memoryTables({
      before(items) {
        const closes = items.some((item) => "put" in item && item.put["closed"] !== undefined);
        if (answered || !closes) return undefined;
        answered = true;
        const head = tables.rows().find(({ sk, partyCode }) => sk === "#" && partyCode === "AT")!;
        void tables.put({ ...head, v: Number(head["v"]) + 1, open: 0 }, []);
        return undefined;
      },
    });
    const world = await withInvitations({ tables });
    await named(world);
    expect((await world.delegation("AT")).delegation).toMatchObject({ v: 3, open: 0 });
    expect((await world.delegation("AT")).former).toHaveLength(1);
  });
  it("gives up after eight times, and is handed the fact again", async () => {
    const tables = memoryTables({
      before(items) {
        if (!items.some((item) => "put" in item && item.put["closed"] !== undefined)) return undefined;
        const head = tables.rows().find(({ sk, partyCode }) => sk === "#" && partyCode === "AT")!;
        void tables.put({ ...head, v: Number(head["v"]) + 1 }, []);
        return undefined;
      },
    });
    const world = await withInvitations({ tables });
    await expect(named(world)).rejects.toThrow(/changed 8 times meanwhile; it is handed over again/);
  });
});

describe("what the State said", () => {
  it("stays, and the letter tells of it; the new one changes it as if it were their own", async () => {
    const world = await invited();
    await answer(world, "AT", "ab", { kind: "colleague", parts: ["som-8"], colleague: { name: "Karl Kollege" } });
    await registered(world);
    await named(world);
    const { delegation, registrations, responses } = await world.delegation("AT");
    expect(delegation.parts["som-8"]?.status).toBe("coming-named");
    expect(registrations.map(({ registration }) => registration.state)).toEqual(["registered"]);
    expect(letters(world, "successor")[0]?.about["version"]).toBe(responses.at(-1)?.version);
    expect(await answer(world, "AT", "af", come)).toMatchObject({ accepted: true });
    await registered(world);
    const after = await world.delegation("AT");
    expect(after.nominations.map(({ name, state }) => [name, state])).toEqual([
      ["Karl Kollege", "withdrawn"],
      ["Nora Neu", "confirmed"],
    ]);
    expect(after.responses).toHaveLength(2);
  });
  it("of a colleague without an address is written about to the new one from then on", async () => {
    const world = await invited();
    await answer(world, "AT", "ab", { kind: "colleague", parts: ["som-8"], colleague: { name: "Karl Kollege" } });
    await registered(world);
    await named(world);
    const { registrations } = await world.delegation("AT");
    expect(registrations.map(({ registration }) => [registration.name, registration.email])).toEqual([
      ["Karl Kollege", nora.email],
    ]);
    await answer(world, "AT", "ac", noPart);
    await registered(world);
    expect(mailsTo(world, "cancellation")).toEqual([nora.email]);
  });
  it("of a colleague, where nobody was named in the place, is written about to the one who named them", async () => {
    const world = await invited();
    await answer(world, "AT", "ab", { kind: "colleague", parts: ["som-8"], colleague: { name: "Karl Kollege" } });
    await over(world);
    await registered(world);
    expect(mailsTo(world, "confirmation")).toEqual(["focal.point.at@example.org"]);
  });
  it("of the one before, who comes, stands until the delegation says otherwise", async () => {
    const world = await invited();
    await answer(world, "AT", "ab", come);
    await registered(world);
    await named(world);
    const { registrations } = await world.delegation("AT");
    expect(
      registrations.map(({ registration }) => [registration.email, registration.state, registration.personId]),
    ).toEqual([["focal.point.at@example.org", "registered", (await world.delegation("AT")).former[0]?.personId]]);
    await answer(world, "AT", "ae", noPart);
    await registered(world);
    expect(mailsTo(world, "cancellation")).toEqual(["focal.point.at@example.org"]);
  });
  it("is not the old one's to say any more", async () => {
    const world = await invited();
    await named(world);
    expect(await answer(world, "AT", "ab", come)).toMatchObject({ accepted: false, code: "no-such-invitation" });
  });
  it("by letter has its receipts go to the new one", async () => {
    stubSecretariat();
    const world = await invited();
    await named(world);
    await world.done("record-answer.v1", {
      convocationId: CONVOCATION,
      party: "AT",
      answer: "no-part",
      channel: "letter",
      reference: "L 1",
    });
    expect(mailsTo(world, "receipt").sort()).toEqual(["deputy.at@example.org", nora.email]);
  });
});

describe("a focal point without another", () => {
  it("has no link any more and hears so; the place waits for who is named later", async () => {
    const world = await invited();
    await over(world);
    expect((await world.delegation("AT")).former).toMatchObject([{ number: "ab", epoch: 2 }]);
    expect((await world.delegation("AT")).former[0]).not.toHaveProperty("successor");
    expect(letters(world, "successor")).toEqual([]);
    expect(letters(world, "predecessor")[0]?.about).toEqual({ since: "2022-02-10" });
    await named(world, { since: "2022-03-01" });
    const { former, invitees } = await world.delegation("AT");
    expect(former).toMatchObject([{ number: "ab", epoch: 2, closed: "2022-01-31T08:00:00Z", successor: "ae" }]);
    expect(invitees.at(-1)).toMatchObject({ name: "Nora Neu", predecessors: ["ab"], entitled: true });
    expect([letters(world, "successor").length, letters(world, "predecessor").length]).toEqual([1, 1]);
  });
});

describe("the board", () => {
  it("counts the successor's letter among the party's mails: one that bounces is seen", async () => {
    const world = await invited();
    await named(world);
    const [letter] = letters(world, "successor");
    await world.tables.update({ key: { pk: letter!.pk, sk: letter!.sk }, set: { state: "bounced" }, when: [] });
    const all = await board(world.tables, CONVOCATION);
    expect(all?.parties.find(({ code }) => code === "AT")).toMatchObject({
      invited: 3,
      mails: { sent: 4, delivered: 3, bounced: 1 },
    });
    expect(all?.mails).toMatchObject({ sent: 7, bounced: 1 });
  });
});

describe("a person whom the registry names and nobody knows", () => {
  it("is an error, not a letter to nobody", async () => {
    const world = await invited();
    await world.done("change-focal-point.v1", nora);
    const person = world.rows("PER#").find(({ name }) => name === "Nora Neu")!;
    await world.tables.remove(person);
    await expect(heard(world)).rejects.toThrow(/is nobody whom the registry knows/);
    const { delegation } = await world.delegation("AT");
    expect((await readDelegation(world.tables, delegation.id))?.former).toEqual([]);
  });
});
