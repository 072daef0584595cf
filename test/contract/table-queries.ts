import { describe, expect, it } from "vitest";
import type { IndexQuery, Row, Tables } from "#platform/table";

const number = (n: number) => String(n).padStart(3, "0");

/** Reads an index until it shows so many rows: it follows its table at a distance. */
async function settled(tables: Tables, query: IndexQuery, count: number): Promise<Row[]> {
  let rows: Row[] = [];
  for (let tries = 0; tries < 50; tries++) {
    rows = await tables.queryIndex(query);
    if (rows.length === count) break;
  }
  return rows;
}

/** Order, ranges, limits and pages of the table and of its three indexes. */
export function tableQueries(fresh: () => Promise<Tables>) {
  describe("queries", () => {
    it("order texts by their bytes: capitals before small letters, the astral planes after all others", async () => {
      const tables = await fresh();
      const inOrder = ["-1", "1", "10", "2", "A", "Z", "a", "z", "é", "\uFF5E", "\u{1F54A}"];
      for (const sk of inOrder.toReversed()) await tables.put({ pk: "Q#1", sk }, []);
      expect((await tables.query({ pk: "Q#1" })).map(({ sk }) => sk)).toEqual(inOrder);
      expect((await tables.query({ pk: "Q#1", newestFirst: true })).map(({ sk }) => sk)).toEqual(inOrder.toReversed());
      expect((await tables.query({ pk: "Q#1", from: "\uFF5E" })).map(({ sk }) => sk)).toEqual(["\uFF5E", "\u{1F54A}"]);
    });

    it("count both ends of a range in, and an open end out of nothing", async () => {
      const tables = await fresh();
      for (let n = 0; n < 10; n++) await tables.put({ pk: "Q#1", sk: number(n) }, []);
      const read = async (range: { from?: string; to?: string; limit?: number; newestFirst?: boolean }) =>
        (await tables.query({ pk: "Q#1", ...range })).map(({ sk }) => Number(sk));
      expect(await read({ from: "003", to: "005" })).toEqual([3, 4, 5]);
      expect(await read({ from: "008" })).toEqual([8, 9]);
      expect(await read({ to: "001" })).toEqual([0, 1]);
      expect(await read({ from: "003", to: "003" })).toEqual([3]);
      expect(await read({ from: "0035", to: "0036" })).toEqual([]);
      expect(await read({ from: "003", to: "008", newestFirst: true, limit: 2 })).toEqual([8, 7]);
      expect(await read({ limit: 100 })).toHaveLength(10);
    });

    it("see one partition only, however alike its name is", async () => {
      const tables = await fresh();
      for (const pk of ["Q#1", "Q#10", "q#1", "Q#1 "]) await tables.put({ pk, sk: "#" }, []);
      expect((await tables.query({ pk: "Q#1" })).map(({ pk }) => pk)).toEqual(["Q#1"]);
      expect(await tables.query({ pk: "Q#2" })).toEqual([]);
    });

    it("keep a limit over pages of a megabyte, in both directions", async () => {
      const tables = await fresh();
      const text = "x".repeat(300_000);
      for (let n = 0; n < 9; n++) await tables.put({ pk: "Q#1", sk: number(n), text }, []);
      const read = async (limit: number, newestFirst: boolean) =>
        (await tables.query({ pk: "Q#1", limit, newestFirst })).map(({ sk }) => Number(sk));
      expect(await read(5, false)).toEqual([0, 1, 2, 3, 4]);
      expect(await read(7, true)).toEqual([8, 7, 6, 5, 4, 3, 2]);
    });

    it.each(["list", "person", "due"] as const)(
      "list by the index %s, those rows that have its keys",
      async (index) => {
        const tables = await fresh();
        const letter = index.slice(0, 1);
        const [hash, range] = [`${letter}pk`, `${letter}sk`];
        for (let n = 0; n < 6; n++)
          await tables.put({ pk: `Q#${n}`, sk: "#", [hash]: n < 5 ? "one" : "other", [range]: `k${n}` }, []);
        await tables.put({ pk: "Q#7", sk: "#", [hash]: "one" }, []);
        await tables.put({ pk: "Q#8", sk: "#", [range]: "k8" }, []);
        const read = async (query: Omit<IndexQuery, "index" | "pk">) =>
          (await tables.queryIndex({ index, pk: "one", ...query })).map((row) => row[range]);
        expect(await settled(tables, { index, pk: "one" }, 5)).toHaveLength(5);
        expect(await read({})).toEqual(["k0", "k1", "k2", "k3", "k4"]);
        expect(await read({ newestFirst: true, limit: 2 })).toEqual(["k4", "k3"]);
        expect(await read({ prefix: "k1" })).toEqual(["k1"]);
        await tables.update({ key: { pk: "Q#1", sk: "#" }, remove: [hash, range], when: [] });
        await tables.update({ key: { pk: "Q#2", sk: "#" }, set: { [range]: "k9" }, when: [] });
        await settled(tables, { index, pk: "one" }, 4);
        expect(await read({})).toEqual(["k0", "k3", "k4", "k9"]);
        await tables.remove({ pk: "Q#0", sk: "#" });
        expect(await settled(tables, { index, pk: "one" }, 3)).toHaveLength(3);
      },
    );

    it("get each key once, whatever the order of the answer", async () => {
      const tables = await fresh();
      for (let n = 0; n < 105; n++) await tables.put({ pk: `Q#${n % 3}`, sk: number(n), n }, []);
      const keys = Array.from({ length: 110 }, (_, n) => ({ pk: `Q#${n % 3}`, sk: number(n) }));
      const rows = await tables.getMany(keys);
      expect(rows.map((row) => Number(row["n"])).sort((a, b) => a - b)).toEqual(
        Array.from({ length: 105 }, (_, n) => n),
      );
      expect(await tables.getMany([])).toEqual([]);
    });
  });
}
