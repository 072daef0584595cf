import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { command } from "#events/envelope";
import { commandSteps, onCommand, refused } from "#platform/command-steps";
import { commit } from "#platform/commit";
import { log } from "#platform/log";
import { memoryClock, memoryIds } from "#test/memory/clock";
import { context, onBus, received } from "#test/memory/messages";
import { memoryTables } from "#test/memory/tables";
import { detail, details, noun } from "#test/platform/nouns";

log.setLogLevel("SILENT");
beforeAll(() => vi.stubEnv("TRUSTED_SOURCES", "convoke.secretariat,convoke.partner.trusted"));
afterAll(() => vi.unstubAllEnvs());

describe("the people's door", () => {
  it.each(Object.keys(details))(
    "takes %s and hands the step the actor and the door that were stamped",
    async (type) => {
      const { ask, acts } = noun();
      expect(await ask(type, detail(type))).toEqual({ accepted: true, number: 1 });
      expect(acts).toMatchObject([
        { actor: "staff:amina", door: "gateway", now: "2022-02-01T08:00:00Z", command: { id: "c1", type } },
      ]);
    },
  );
  it("takes an invitee's answer through a link", async () => {
    const { ask, acts } = noun();
    await ask("answer-invitation.v1", detail("answer-invitation.v1"), "invitee:k7x2m4qpa3bd5fztab", "link");
    expect(acts).toMatchObject([{ actor: "invitee:k7x2m4qpa3bd5fztab", door: "link" }]);
  });
  it.each([
    ["an actor that is none", "Amina Diallo", "gateway"],
    ["an invitee's number that is none", "invitee:1", "link"],
    ["a door of its own making", "staff:amina", "bus"],
  ])("does not open to %s", async (_, actor, door) => {
    const { ask, tables } = noun();
    await expect(ask("review-round.v1", detail("review-round.v1"), actor, door)).rejects.toThrow();
    expect(tables.rows()).toEqual([]);
  });
});

describe("the machines' door", () => {
  it.each([
    // what the contract allows, who asks, and whether it is taken
    ["any", "add-rendition.v1", "convoke.partner.unhcr", true],
    ["any", "add-rendition.v1", "convoke.secretariat", true],
    ["any", "draft-round.v1", "convoke.partner.unhcr", true],
    ["trusted", "release-round.v1", "convoke.secretariat", true],
    ["trusted", "release-round.v1", "convoke.partner.trusted", true],
    ["trusted", "release-round.v1", "convoke.partner.unhcr", false],
    ["none", "review-round.v1", "convoke.secretariat", false],
    ["none", "review-round.v1", "convoke.partner.trusted", false],
    ["none and personal", "answer-invitation.v1", "convoke.secretariat", false],
    ["81 · any, a foreign source", "add-rendition.v1", "evil.example", false],
    ["81 · any, our own facts' source", "add-rendition.v1", "convoke", false],
    ["81 · any, a source that only begins like ours", "add-rendition.v1", "convoke.partners", false],
  ])("%s: %s from %s is taken: %s", async (_, type, source, taken) => {
    const { put, acts } = noun();
    const outcome = await put(source, type, detail(type));
    if (taken) {
      expect(outcome).toEqual({ accepted: true, number: 1 });
      expect(acts).toMatchObject([{ actor: `system:${source}`, door: "bus" }]);
    } else {
      expect(outcome).toMatchObject({ accepted: false, code: "needs-a-person" });
      expect(acts).toEqual([]);
    }
  });
  it("takes nothing personal, though the contract would let machines ask", async () => {
    const personal = command("name-somebody.v1", { noun: "invitation", machines: "any", personal: true }, {});
    const tables = memoryTables();
    const entries = [onCommand(personal, async () => ({ accepted: true }))];
    const handler = commandSteps(entries, { tables, clock: memoryClock("2022-02-01T08:00:00Z"), ids: memoryIds() });
    await handler(received(onBus("convoke.secretariat", "name-somebody.v1", { commandId: "c1" })), context);
    expect(tables.rows()).toMatchObject([{ outcome: { accepted: false, code: "needs-a-person" } }]);
  });
  it("81 · a replay is answered once and done once", async () => {
    const { put, acts } = noun();
    await put("convoke.secretariat", "release-round.v1", detail("release-round.v1"));
    expect(await put("convoke.secretariat", "release-round.v1", detail("release-round.v1"))).toEqual({
      accepted: true,
      number: 1,
    });
    expect(acts).toHaveLength(1);
  });
  it("what is no event of the bus returns to its queue", async () => {
    const { tables } = noun();
    const handler = commandSteps([], { tables, clock: memoryClock("2022-02-01T08:00:00Z"), ids: memoryIds() });
    expect(await handler(received({ hello: 1 }), context)).toEqual({ batchItemFailures: [{ itemIdentifier: "m0" }] });
  });
});

describe("the same commandId again", () => {
  it("34 · with the same body is answered the same, and done once", async () => {
    const { ask, acts } = noun();
    const first = await ask("draft-round.v1", detail("draft-round.v1"));
    const reordered = Object.fromEntries(Object.entries(detail("draft-round.v1")).reverse());
    expect(await ask("draft-round.v1", reordered)).toEqual(first);
    expect(acts).toHaveLength(1);
  });
  it.each([
    ["another body", "release-round.v1", detail("release-round.v1", { hash: "other" })],
    ["another command of the same body", "review-round.v1", detail("review-round.v1")],
  ])("35 · with %s is refused, and nothing is done", async (_, type, body) => {
    const { ask, acts } = noun();
    await ask("release-round.v1", detail("release-round.v1"));
    expect(await ask(type, body)).toMatchObject({ accepted: false, code: "command-id-reused" });
    expect(acts).toHaveLength(1);
  });
  it("after a refusal is refused the same, though it might be taken now", async () => {
    let answers = 0;
    const { ask } = noun(async () =>
      ++answers === 1 ? refused("four-eyes", "Ask a colleague.", { hash: "h" }) : { accepted: true },
    );
    const first = await ask("review-round.v1", detail("review-round.v1"));
    expect(first).toEqual({ accepted: false, code: "four-eyes", sentence: "Ask a colleague.", hash: "h" });
    expect(await ask("review-round.v1", detail("review-round.v1"))).toEqual(first);
    expect(await ask("review-round.v1", detail("review-round.v1", { commandId: "c2" }))).toEqual({ accepted: true });
  });
  it("34 · sent twice at once is told what the first one was told, though the second was too late to be taken", async () => {
    const one = detail("review-round.v1");
    const { ask, tables } = noun(async (_, act) => {
      const taken = { accepted: true, version: 2 } as const;
      if (await tables.get({ pk: "CMD#c1", sk: "#" })) return taken;
      await commit(tables, act, { facts: [], outcome: taken });
      return refused("changed-since", "Look at it again.");
    });
    expect(await ask("review-round.v1", one)).toEqual({ accepted: true, version: 2 });
  });
  it("after a step that broke is done then: nothing was kept", async () => {
    let broken = true;
    const { ask, tables } = noun(async () => {
      if (broken) throw new Error("the table cannot be reached");
      return { accepted: true };
    });
    await expect(ask("review-round.v1", detail("review-round.v1"))).rejects.toThrow("reached");
    expect(tables.rows()).toEqual([]);
    broken = false;
    expect(await ask("review-round.v1", detail("review-round.v1"))).toEqual({ accepted: true });
  });
});
