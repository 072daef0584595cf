import { describe, expect, it } from "vitest";
import { invitationRoundDrafted } from "#events/invitation/round-drafted.v1";
import { type Act, commit } from "#platform/commit";
import { memoryTables } from "#test/memory/tables";

const act: Act = {
  actor: "staff:amina",
  door: "gateway",
  now: "2022-01-31T08:00:00Z",
  commitId: "c1",
  command: { id: "draft-1", type: "draft-round.v1", digest: "d" },
};
const fact = invitationRoundDrafted({ roundId: "r1", convocationId: "c1" });
const row = { pk: "RND#r1", sk: "#", state: "draft" };

describe("commit", () => {
  it("writes state, fact and outcome in one transaction, and numbers the version", async () => {
    const tables = memoryTables();
    expect(
      await commit(tables, act, {
        change: { before: undefined, after: row },
        facts: [fact],
        outcome: { accepted: true },
      }),
    ).toEqual({ kind: "done", version: 1 });
    expect(tables.rows().map(({ pk }) => pk)).toEqual(["RND#r1", "CMD#draft-1"]);
    expect(tables.rows("ledger")).toMatchObject([
      { pk: "RND#r1", sk: "00000001#0", type: fact.type, actor: "staff:amina", prev: "" },
    ]);
  });

  it("chains the hashes of an aggregate's facts", async () => {
    const tables = memoryTables();
    await commit(tables, act, { change: { before: undefined, after: row }, facts: [fact] });
    const before = await tables.get(row);
    await commit(tables, { ...act, commitId: "c2" }, { change: { before, after: row }, facts: [fact, fact] });
    const [first, second, third] = tables.rows("ledger");
    expect([second?.["prev"], third?.["prev"]]).toEqual([first?.["hash"], second?.["hash"]]);
  });

  it("says moved-on where the aggregate has another version, and writes nothing", async () => {
    const tables = memoryTables();
    await commit(tables, act, { change: { before: undefined, after: row }, facts: [] });
    const stale = { ...row, v: 7 };
    expect(
      await commit(tables, { ...act, commitId: "c2" }, { change: { before: stale, after: row }, facts: [fact] }),
    ).toEqual({ kind: "moved-on" });
    expect(tables.rows("ledger")).toEqual([]);
  });

  it("says moved-on where the sender has seen another version than stands there", async () => {
    const tables = memoryTables();
    await commit(tables, act, { change: { before: undefined, after: row }, facts: [], outcome: { accepted: true } });
    const before = await tables.get(row);
    const again = (expectedVersion: number, id: string) =>
      commit(
        tables,
        { ...act, commitId: id, command: { id, type: "review-round.v1", digest: id }, expectedVersion },
        { change: { before, after: row }, facts: [fact], outcome: { accepted: true } },
      );
    expect(await again(2, "c2")).toEqual({ kind: "moved-on" });
    expect(tables.rows("ledger")).toEqual([]);
    expect(await again(1, "c3")).toEqual({ kind: "done", version: 2 });
  });

  it("names the refusal of the guard that does not hold", async () => {
    const tables = memoryTables();
    const guards = [
      { key: { pk: "CNV#c", sk: "#" }, when: [["state", "=", "convened"]] as const, refusal: "not-convened" },
    ];
    expect(
      await commit(tables, act, { change: { before: undefined, after: row }, guards, facts: [fact] }),
    ).toMatchObject({ kind: "refused", refusal: "not-convened" });
    expect(tables.rows()).toEqual([]);
  });

  it("answers a repeated command with what was answered", async () => {
    const tables = memoryTables();
    await commit(tables, act, {
      change: { before: undefined, after: row },
      facts: [],
      outcome: { accepted: true, roundId: "r1" },
    });
    const again = await commit(
      tables,
      { ...act, commitId: "c2" },
      { change: { before: undefined, after: row }, facts: [], outcome: { accepted: true } },
    );
    expect(again).toMatchObject({ kind: "repeated", outcome: { outcome: { roundId: "r1" } } });
  });

  it("takes a condition that fails against its own id for a success whose answer was lost", async () => {
    let lost = false;
    const tables = memoryTables({
      after: () => {
        if (lost) return;
        lost = true;
        throw new Error("the connection was reset after the write");
      },
    });
    const asked = { change: { before: undefined, after: row }, facts: [fact] };
    await expect(commit(tables, act, asked)).rejects.toThrow("reset");
    expect(await commit(tables, act, asked)).toEqual({ kind: "done", version: 1 });
    expect(tables.rows("ledger")).toHaveLength(1);
  });

  it("tries conflicts and throttling again, the same request, and then succeeds", async () => {
    let calls = 0;
    const tables = memoryTables({
      before: (items) =>
        ++calls < 4
          ? items.map(() => ({ code: calls % 2 ? ("TransactionConflict" as const) : ("Throttled" as const) }))
          : undefined,
    });
    expect(await commit(tables, act, { change: { before: undefined, after: row }, facts: [fact] })).toEqual({
      kind: "done",
      version: 1,
    });
    expect(calls).toBe(4);
  });

  it("refuses more than a hundred items before it asks the table", async () => {
    const creates = Array.from({ length: 101 }, (_, index) => ({
      row: { pk: `X#${index}`, sk: "#" },
      refusal: "there",
    }));
    await expect(commit(memoryTables(), act, { creates, facts: [] })).rejects.toThrow("at most 100 items");
  });
});
