import { describe, expect, it } from "vitest";
import type { Row, Tables, Test } from "#platform/table";

const key = { pk: "C#1", sk: "#" };
const row: Row = { ...key, n: 5, text: "m", flag: true, nothing: null, list: [1], empty: "" };

/** Every condition that the platform writes, and whether it holds for the row above. */
const conditions: readonly (readonly [test: Test, holds: boolean])[] = [
  [["n", "=", 5], true],
  [["n", "=", 6], false],
  [["n", "=", "5"], false],
  [["text", "=", "m"], true],
  [["text", "=", "M"], false],
  [["flag", "=", true], true],
  [["flag", "=", false], false],
  [["empty", "=", ""], true],
  [["gone", "=", "m"], false],
  [["n", "<>", 6], true],
  [["n", "<>", 5], false],
  [["n", "<>", "5"], true],
  [["gone", "<>", 5], true],
  [["nothing", "<>", "x"], true],
  [["n", "<", 6], true],
  [["n", "<", 5], false],
  [["text", "<", "n"], true],
  [["text", "<", "m"], false],
  [["text", "<", "Z"], false],
  [["gone", "<", 6], false],
  [["text", "<", 6], false],
  [["n", "<=", 5], true],
  [["n", "<=", 4], false],
  [["text", "<=", "m"], true],
  [["n", ">", 4], true],
  [["n", ">", 5], false],
  [["n", ">", -1], true],
  [["text", ">", "l"], true],
  [["n", ">=", 5], true],
  [["n", ">=", 5.5], false],
  [["text", ">=", "ma"], false],
  [["n", "exists"], true],
  [["nothing", "exists"], true],
  [["empty", "exists"], true],
  [["gone", "exists"], false],
  [["gone", "absent"], true],
  [["nothing", "absent"], false],
  [["n", "absent"], false],
];

/** Conditions, one by one and together, on each kind of write. */
export function tableConditions(fresh: () => Promise<Tables>) {
  describe("conditions", () => {
    it.each(conditions)("%j holds: %j", async (test, holds) => {
      const tables = await fresh();
      await tables.put(row, []);
      expect(await tables.update({ key, set: { mark: 1 }, when: [test] })).toBe(holds);
      expect((await tables.get(key))?.["mark"]).toBe(holds ? 1 : undefined);
      const checked = await tables.transact([{ table: "records", check: { key, when: [test] } }]);
      expect(checked === "done").toBe(holds);
      expect(await tables.put({ ...key, replaced: true }, [test])).toBe(holds);
      expect((await tables.get(key))?.["replaced"]).toBe(holds ? true : undefined);
    });

    it("hold together or not at all", async () => {
      const tables = await fresh();
      await tables.put(row, []);
      expect(
        await tables.update({
          key,
          set: { mark: 1 },
          when: [
            ["n", "=", 5],
            ["text", "=", "x"],
          ],
        }),
      ).toBe(false);
      expect(
        await tables.update({
          key,
          set: { mark: 1 },
          when: [
            ["n", ">", 4],
            ["n", "<", 6],
          ],
        }),
      ).toBe(true);
    });

    it("are asked of a row that is not there as of one without attributes", async () => {
      const tables = await fresh();
      const nobody = { pk: "C#none", sk: "#" };
      expect(await tables.update({ key: nobody, set: { x: 1 }, when: [["pk", "exists"]] })).toBe(false);
      expect(await tables.get(nobody)).toBeUndefined();
      expect(await tables.update({ key: nobody, set: { x: 1 }, when: [["x", "<>", 1]] })).toBe(true);
      expect(await tables.get(nobody)).toEqual({ ...nobody, x: 1 });
    });

    it("read the row as it was, not as it becomes", async () => {
      const tables = await fresh();
      await tables.put({ ...key, n: 1 }, []);
      expect(await tables.update({ key, set: { n: 2 }, when: [["n", "=", 1]] })).toBe(true);
      expect(await tables.update({ key, set: { n: 2 }, when: [["n", "=", 1]] })).toBe(false);
    });

    it("let one of many through", async () => {
      const tables = await fresh();
      const tries = Array.from({ length: 8 }, (_, by) => tables.put({ ...key, by }, [["pk", "absent"]]));
      expect((await Promise.all(tries)).filter((done) => done)).toHaveLength(1);
    });

    it("count up from nothing, and down below it", async () => {
      const tables = await fresh();
      await tables.update({ key, add: { n: 2 }, when: [] });
      await tables.update({ key, add: { n: -5 }, when: [] });
      expect(await tables.get(key)).toEqual({ ...key, n: -3 });
    });

    it("do not count where there is a text", async () => {
      const tables = await fresh();
      await tables.put({ ...key, n: "two" }, []);
      await expect(tables.update({ key, add: { n: 1 }, when: [] })).rejects.toThrow();
      expect(await tables.get(key)).toEqual({ ...key, n: "two" });
    });
  });
}
