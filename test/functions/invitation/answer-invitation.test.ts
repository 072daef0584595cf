import { describe, expect, it } from "vitest";
import { mailKey } from "#records/mail";
import { colleague, come, guest, noPart, receipts, state } from "#test/functions/invitation/answers";
import { answer, withInvitations } from "#test/functions/world";
import { memoryTables } from "#test/memory/tables";

describe("an answer", () => {
  it("is one transaction: the delegation, the person, the response, the receipt and the fact", async () => {
    const sizes: number[] = [];
    const world = await withInvitations({ tables: memoryTables({ after: (items) => void sizes.push(items.length) }) });
    expect(await answer(world, "AT", "ab", come)).toEqual({
      accepted: true,
      unchanged: false,
      proposed: false,
      version: 2,
    });
    // Delegation, nomination, response, the invitee's last word, the meeting's guard, receipt, ledger, outcome.
    expect(sizes.at(-1)).toBe(8);
    const view = await world.delegation("AT");
    expect(view.delegation).toMatchObject({
      v: 2,
      open: 0,
      people: 3,
      parts: { "som-8": { status: "coming-named", at: "2022-01-31T08:00:00Z", by: `invitee:${view.delegation.id}ab` } },
    });
    expect(view.nominations).toMatchObject([
      { number: "ab", state: "confirmed", parts: ["som-8"], name: "Focal point of Austria" },
    ]);
    expect(view.responses).toMatchObject([
      {
        version: 2,
        kind: "come",
        channel: "link",
        byName: "Focal point of Austria",
        names: ["Focal point of Austria"],
      },
    ]);
    expect(view.invitees.map((invitee) => invitee.answer)).toEqual(["come", "none", "none"]);
    expect(world.facts("invitation.answered.v1")).toMatchObject([
      { door: "link", actor: `invitee:${view.delegation.id}ab`, mails: [receipts(world)[0]?.mailId] },
    ]);
  });
  it("is receipted to the address on file at once, whoever held the link", async () => {
    const world = await withInvitations();
    await answer(world, "AT", "ab", come, { who: guest() });
    const [receipt] = receipts(world);
    expect(receipt).toMatchObject({
      kind: "receipt",
      state: "queued",
      to: { address: "focal.point.at@example.org" },
      about: { version: 2 },
    });
    expect(mailKey(receipt!.mailId)).toEqual({ pk: receipt!.pk, sk: receipt!.sk });
  });
  it("holds no name and no address in the ledger", async () => {
    const world = await withInvitations();
    await answer(world, "AT", "ab", colleague({ name: "Karl Kollege", email: "karl@example.org" }));
    await answer(world, "AT", "ac", come, { who: guest() });
    expect(JSON.stringify(world.facts())).not.toMatch(/Karl|Gerda|Focal|karl|gerda/);
  });
  it("of an office asks for a name, and takes the one of the office who gives it", async () => {
    const world = await withInvitations();
    expect(await answer(world, "AT", "ad", come)).toMatchObject({ code: "name-needed" });
    expect(await answer(world, "AT", "ad", come, { who: guest() })).toMatchObject({ accepted: true, proposed: false });
    expect((await world.delegation("AT")).delegation.open).toBe(0);
  });
  it("through a forwarded link is a proposal, leaves the invitee's own answer open and says so", async () => {
    const world = await withInvitations();
    expect(await answer(world, "AT", "ab", come, { who: guest() })).toMatchObject({ accepted: true, proposed: true });
    const { delegation, invitees, nominations, responses } = await world.delegation("AT");
    expect([delegation.open, invitees[0]?.answer, nominations[0]?.state, responses[0]?.kind]).toEqual([
      1,
      "none",
      "proposed",
      "proposed",
    ]);
    expect(world.facts("invitation.nomination-proposed.v1")).toHaveLength(1);
  });
  it("that is one person's regret is kept and receipted, and nobody else's silence is broken by it", async () => {
    const world = await withInvitations();
    expect(await answer(world, "AT", "ab", { kind: "regret", reason: "On leave" })).toMatchObject({
      accepted: true,
      unchanged: false,
    });
    const { delegation, invitees, responses } = await world.delegation("AT");
    expect(delegation.open).toBe(1);
    expect(invitees.map((invitee) => invitee.answer)).toEqual(["regret", "none", "none"]);
    expect(responses).toMatchObject([{ kind: "regret" }]);
    expect(receipts(world)).toHaveLength(1);
  });
  it("may be changed until the cut-off, with a response and a receipt for each", async () => {
    const world = await withInvitations();
    for (const said of [
      come,
      { kind: "names-follow", parts: ["som-8"] },
      colleague({ name: "Karl Kollege" }),
      noPart,
      come,
    ])
      await answer(world, "AT", "ab", said);
    const view = await world.delegation("AT");
    expect(view.responses.map(({ kind }) => kind)).toEqual(["come", "names-follow", "colleague", "no-part", "come"]);
    expect(view.nominations.map(({ number, state }) => [number, state])).toEqual([
      ["ab", "confirmed"],
      ["ae", "withdrawn"],
    ]);
    expect(receipts(world)).toHaveLength(5);
  });
});

describe("an answer again", () => {
  it("34 · the same POST is answered the same, and is done once", async () => {
    const world = await withInvitations();
    const first = await answer(world, "AT", "ab", come, { commandId: "nonce-1" });
    const before = world.snapshot();
    expect(await answer(world, "AT", "ab", come, { commandId: "nonce-1" })).toEqual(first);
    expect(world.snapshot()).toBe(before);
  });
  it("34 · the same POST twice at once is done once", async () => {
    const world = await withInvitations();
    const said = await Promise.all([1, 2, 3].map(() => answer(world, "AT", "ab", come, { commandId: "nonce-1" })));
    expect(new Set(said.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(world.facts("invitation.answered.v1")).toHaveLength(1);
    expect(receipts(world)).toHaveLength(1);
  });
  it("35 · the same answer id with another body is refused, and nothing is written", async () => {
    const world = await withInvitations();
    await answer(world, "AT", "ab", come, { commandId: "nonce-1" });
    const before = world.snapshot();
    expect(await answer(world, "AT", "ab", noPart, { commandId: "nonce-1" })).toMatchObject({
      accepted: false,
      code: "command-id-reused",
    });
    expect(await answer(world, "IT", "ab", come, { commandId: "nonce-1" })).toMatchObject({
      code: "command-id-reused",
    });
    expect(world.snapshot()).toBe(before);
  });
  it("with the same content under a new id changes nothing, and that is kept: a late repeat undoes nobody's answer", async () => {
    const world = await withInvitations();
    await answer(world, "AT", "ab", come);
    const before = state(world);
    expect(await answer(world, "AT", "ab", come, { commandId: "again" })).toMatchObject({
      accepted: true,
      unchanged: true,
      version: 2,
    });
    expect(state(world)).toBe(before);
    await answer(world, "AT", "ab", noPart);
    expect(await answer(world, "AT", "ab", come, { commandId: "again" })).toMatchObject({
      accepted: true,
      unchanged: true,
    });
    expect((await world.delegation("AT")).delegation.parts["som-8"]?.status).toBe("regrets");
  });
  it("37 · in two tabs, opposite: the second finds that the answer was changed since", async () => {
    const world = await withInvitations();
    await answer(world, "AT", "ab", come, { expectedVersion: 1 });
    const before = state(world);
    expect(await answer(world, "AT", "ab", noPart, { expectedVersion: 1 })).toMatchObject({
      accepted: false,
      code: "changed-since",
    });
    expect(state(world)).toBe(before);
    expect(await answer(world, "AT", "ab", noPart, { expectedVersion: 2 })).toMatchObject({ accepted: true });
  });
  it("37 · in two tabs at once, opposite: exactly one is taken", async () => {
    const world = await withInvitations();
    const said = await Promise.all([come, noPart].map((one) => answer(world, "AT", "ab", one, { expectedVersion: 1 })));
    expect(said.map(({ accepted }) => accepted).sort()).toEqual([false, true]);
    expect(said.find(({ accepted }) => !accepted)).toMatchObject({ code: "changed-since" });
    expect((await world.delegation("AT")).responses).toHaveLength(1);
  });
  it("whose answer was lost is told the truth when it is sent again", async () => {
    let lost = false;
    const tables = memoryTables({
      after(items) {
        if (lost || !items.some((item) => "put" in item && item.put.sk.startsWith("R#"))) return;
        lost = true;
        throw new Error("the answer was lost");
      },
    });
    const world = await withInvitations({ tables });
    await expect(answer(world, "AT", "ab", come, { commandId: "nonce-1" })).rejects.toThrow("lost");
    expect(await answer(world, "AT", "ab", come, { commandId: "nonce-1" })).toEqual({
      accepted: true,
      unchanged: false,
      proposed: false,
      version: 2,
    });
    expect((await world.delegation("AT")).responses).toHaveLength(1);
  });
});

describe("68 · people and addresses", () => {
  it("one address may be given for two people", async () => {
    const world = await withInvitations();
    await answer(world, "IT", "ab", { ...colleague({ name: "Uno", email: "embassy@example.org" }) });
    await answer(world, "IT", "ac", { ...colleague({ name: "Due", email: "embassy@example.org" }) });
    expect((await world.delegation("IT")).nominations.map(({ number, state }) => [number, state])).toEqual([
      ["ae", "confirmed"],
      ["af", "confirmed"],
    ]);
  });
  it("one person proposed twice through one link is one proposal", async () => {
    const world = await withInvitations();
    await answer(world, "AT", "ab", come, { who: guest() });
    expect(await answer(world, "AT", "ab", come, { who: guest() })).toMatchObject({ accepted: true, unchanged: true });
    expect((await world.delegation("AT")).nominations).toHaveLength(1);
  });
});
