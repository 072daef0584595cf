import { describe, expect, it } from "vitest";
import type { Tables } from "#platform/table";
import { tableConditions } from "./table-conditions.ts";
import { tableQueries } from "./table-queries.ts";
import { tableTransactions } from "./table-transactions.ts";
import { tableValues } from "./table-values.ts";

/** What any implementation of the two tables does. Run on the one in memory, on our engine and on any that is given. */
export function tablesContract(name: string, fresh: () => Promise<Tables>) {
  describe(`tables: ${name}`, () => {
    tableConditions(fresh);
    tableTransactions(fresh);
    tableQueries(fresh);
    tableValues(fresh);

    it("puts, gets and leaves out what is not there", async () => {
      const tables = await fresh();
      expect(await tables.put({ pk: "A#1", sk: "#", n: 1, deep: { list: [1, "two", null, true] } }, [])).toBe(true);
      expect(await tables.get({ pk: "A#1", sk: "#" })).toEqual({
        pk: "A#1",
        sk: "#",
        n: 1,
        deep: { list: [1, "two", null, true] },
      });
      expect(await tables.get({ pk: "A#2", sk: "#" })).toBeUndefined();
      expect(
        await tables.getMany([
          { pk: "A#1", sk: "#" },
          { pk: "A#2", sk: "#" },
        ]),
      ).toHaveLength(1);
    });

    it("puts under a condition once", async () => {
      const tables = await fresh();
      expect(await tables.put({ pk: "A#1", sk: "#", by: "x" }, [["pk", "absent"]])).toBe(true);
      expect(await tables.put({ pk: "A#1", sk: "#", by: "y" }, [["pk", "absent"]])).toBe(false);
      expect(await tables.get({ pk: "A#1", sk: "#" })).toMatchObject({ by: "x" });
    });

    it("updates reserved words, counts, removes, and only where the condition holds", async () => {
      const tables = await fresh();
      await tables.put({ pk: "A#1", sk: "#", state: "queued", last: "a", count: 1 }, []);
      const key = { pk: "A#1", sk: "#" };
      expect(
        await tables.update({
          key,
          set: { state: "sending" },
          add: { count: 2 },
          remove: ["last"],
          when: [
            ["state", "=", "queued"],
            ["count", "<", 2],
          ],
        }),
      ).toBe(true);
      expect(await tables.update({ key, set: { state: "again" }, when: [["state", "=", "queued"]] })).toBe(false);
      expect(await tables.get(key)).toEqual({ pk: "A#1", sk: "#", state: "sending", count: 3 });
      expect(await tables.update({ key: { pk: "A#9", sk: "#" }, set: { x: 1 }, when: [["v", ">", 0]] })).toBe(false);
    });

    it("queries in order, by prefix, by range, newest first, with a limit", async () => {
      const tables = await fresh();
      for (const sk of ["R#3", "R#1", "#", "R#2", "S#1"]) await tables.put({ pk: "A#1", sk }, []);
      const read = async (query: Omit<Parameters<Tables["query"]>[0], "pk">) =>
        (await tables.query({ pk: "A#1", ...query })).map(({ sk }) => sk);
      expect(await read({})).toEqual(["#", "R#1", "R#2", "R#3", "S#1"]);
      expect(await read({ prefix: "R#" })).toEqual(["R#1", "R#2", "R#3"]);
      expect(await read({ from: "R#1!", to: "R#~" })).toEqual(["R#2", "R#3"]);
      expect(await read({ prefix: "R#", newestFirst: true, limit: 2 })).toEqual(["R#3", "R#2"]);
    });

    it("lists by the index, with what the index holds", async () => {
      const tables = await fresh();
      await tables.put({ pk: "D#1", sk: "#", lpk: "LIB#public", lsk: "2022#1", b: { title: "one" } }, []);
      await tables.put({ pk: "D#2", sk: "#", lpk: "LIB#public", lsk: "2023#2", b: { title: "two" } }, []);
      await tables.put({ pk: "D#3", sk: "#", lpk: "LIB#members", lsk: "2023#3", b: {} }, []);
      const rows = await tables.queryIndex({ index: "list", pk: "LIB#public", newestFirst: true });
      expect(rows.map((row) => row["b"])).toEqual([{ title: "two" }, { title: "one" }]);
      expect(await tables.queryIndex({ index: "list", pk: "LIB#public", prefix: "2022" })).toHaveLength(1);
    });

    it("writes a transaction over both tables whole, or not at all with the reasons in order", async () => {
      const tables = await fresh();
      await tables.put({ pk: "A#1", sk: "#", v: 1 }, []);
      const items = (was: number) =>
        [
          { table: "records", put: { pk: "A#1", sk: "#", v: was + 1 }, when: [["v", "=", was]] },
          { table: "records", update: { key: { pk: "B#1", sk: "#" }, add: { n: 1 }, when: [] } },
          { table: "records", check: { key: { pk: "C#1", sk: "#" }, when: [["state", "absent"]] } },
          { table: "ledger", put: { pk: "A#1", sk: `0000000${was + 1}#0`, type: "x" }, when: [["pk", "absent"]] },
        ] as const;
      expect(await tables.transact(items(1))).toBe("done");
      const answer = await tables.transact(items(1));
      expect(answer).toMatchObject([
        { code: "ConditionalCheckFailed", row: { v: 2 } },
        { code: "None" },
        { code: "None" },
        { code: "ConditionalCheckFailed", row: { type: "x" } },
      ]);
      expect(await tables.get({ pk: "B#1", sk: "#" })).toMatchObject({ n: 1 });
      expect(await tables.query({ pk: "A#1" }, "ledger")).toHaveLength(1);
    });

    it("removes, and removing what is not there is no fault", async () => {
      const tables = await fresh();
      await tables.put({ pk: "A#1", sk: "#" }, []);
      await tables.remove({ pk: "A#1", sk: "#" });
      await tables.remove({ pk: "A#1", sk: "#" });
      expect(await tables.get({ pk: "A#1", sk: "#" })).toBeUndefined();
    });

    it("reads more than one page of a query, and more than a hundred keys", async () => {
      const tables = await fresh();
      const text = "x".repeat(30_000);
      for (let index = 0; index < 40; index++)
        await tables.put({ pk: "BIG", sk: String(index).padStart(3, "0"), text }, []);
      expect(await tables.query({ pk: "BIG" })).toHaveLength(40);
      expect(
        await tables.getMany(
          Array.from({ length: 130 }, (_, index) => ({ pk: "BIG", sk: String(index).padStart(3, "0") })),
        ),
      ).toHaveLength(40);
    });
  });
}
