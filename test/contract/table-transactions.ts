import { describe, expect, it } from "vitest";
import type { Tables, TransactItem } from "#platform/table";

const puts = (count: number): TransactItem[] =>
  Array.from({ length: count }, (_, n) => ({
    table: n % 2 === 0 ? "records" : "ledger",
    put: { pk: "T#1", sk: String(n).padStart(3, "0") },
    when: [["pk", "absent"]],
  }));

/** Transactions at their limits, and what is told of those that were not written. */
export function tableTransactions(fresh: () => Promise<Tables>) {
  describe("transactions", () => {
    it("hold a hundred items over both tables", async () => {
      const tables = await fresh();
      expect(await tables.transact(puts(100))).toBe("done");
      expect(await tables.query({ pk: "T#1" })).toHaveLength(50);
      expect(await tables.query({ pk: "T#1" }, "ledger")).toHaveLength(50);
    });

    it("of a hundred and one items are refused, and nothing is written", async () => {
      const tables = await fresh();
      await expect(tables.transact(puts(101))).rejects.toThrow();
      expect(await tables.query({ pk: "T#1" })).toEqual([]);
    });

    it("of nothing are refused", async () => {
      await expect((await fresh()).transact([])).rejects.toThrow();
    });

    it("with two operations on one item are refused, the same key in the other table is another item", async () => {
      const tables = await fresh();
      const put = { pk: "T#1", sk: "#" };
      const check = { key: put, when: [["pk", "absent"] as const] };
      await expect(
        tables.transact([
          { table: "records", put, when: [] },
          { table: "records", check },
        ]),
      ).rejects.toThrow();
      expect(
        await tables.transact([
          { table: "records", put, when: [] },
          { table: "ledger", put, when: [] },
        ]),
      ).toBe("done");
    });

    it("tell the reason at the place of each item, with the row as it stands", async () => {
      const tables = await fresh();
      await tables.put({ pk: "T#1", sk: "b", v: 1 }, []);
      await tables.put({ pk: "T#1", sk: "d", v: 2 }, []);
      const answer = await tables.transact([
        { table: "records", put: { pk: "T#1", sk: "a" }, when: [] },
        { table: "records", put: { pk: "T#1", sk: "b" }, when: [["pk", "absent"]] },
        { table: "records", update: { key: { pk: "T#1", sk: "c" }, set: { x: 1 }, when: [["pk", "exists"]] } },
        { table: "records", check: { key: { pk: "T#1", sk: "d" }, when: [["v", "=", 1]] } },
        { table: "ledger", put: { pk: "T#1", sk: "a" }, when: [["pk", "absent"]] },
      ]);
      expect(answer).toMatchObject([
        { code: "None" },
        { code: "ConditionalCheckFailed", row: { pk: "T#1", sk: "b", v: 1 } },
        { code: "ConditionalCheckFailed" },
        { code: "ConditionalCheckFailed", row: { pk: "T#1", sk: "d", v: 2 } },
        { code: "None" },
      ]);
      expect(answer === "done" ? undefined : answer[2]?.row).toBeUndefined();
      expect((await tables.query({ pk: "T#1" })).map(({ sk }) => sk)).toEqual(["b", "d"]);
      expect(await tables.query({ pk: "T#1" }, "ledger")).toEqual([]);
    });

    it("read every condition before anything is written", async () => {
      const tables = await fresh();
      await tables.put({ pk: "T#1", sk: "a", v: 1 }, []);
      expect(
        await tables.transact([
          {
            table: "records",
            update: { key: { pk: "T#1", sk: "a" }, set: { v: 2 }, remove: ["w"], when: [["v", "=", 1]] },
          },
          { table: "records", update: { key: { pk: "T#1", sk: "b" }, add: { n: 3 }, when: [["pk", "absent"]] } },
        ]),
      ).toBe("done");
      expect(await tables.query({ pk: "T#1" })).toEqual([
        { pk: "T#1", sk: "a", v: 2 },
        { pk: "T#1", sk: "b", n: 3 },
      ]);
    });

    it("with an item that is too large write nothing", async () => {
      const tables = await fresh();
      const large = { pk: "T#1", sk: "b", text: "x".repeat(410_000) };
      const written = tables.transact([
        { table: "records", put: { pk: "T#1", sk: "a" }, when: [] },
        { table: "records", put: large, when: [] },
      ]);
      expect(
        await written.then(
          (answer) => answer === "done",
          () => false,
        ),
      ).toBe(false);
      expect(await tables.query({ pk: "T#1" })).toEqual([]);
    });
  });
}
