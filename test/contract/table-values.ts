import { describe, expect, it } from "vitest";
import type { Tables, Value } from "#platform/table";

const key = { pk: "V#1", sk: "#" };

const kept: readonly (readonly [what: string, value: Value])[] = [
  ["an empty text", ""],
  ["an empty list and an empty map", { list: [], map: {} }],
  ["null, true and false", [null, true, false]],
  ["what looks like a number", "007"],
  ["whole numbers", [0, 1, -1, 9_007_199_254_740_991, -9_007_199_254_740_991]],
  ["fractions", [0.1, -2.5, 1e-7, 123456.789]],
  ["small numbers", [1e-100, -1e-130]],
  ["letters of all kinds", "é اجتماع 会议 \u{1F54A} \u0000\t\n \u2028 \uFFFD"],
  ["the name of a reserved word", { state: 1, "a.b": 2, "#": 3, ":x": 4, size: 5 }],
  ["nesting, as deep as 30", Array.from({ length: 30 }).reduce<Value>((inner) => ({ in: inner }), "end")],
];

/** What a row may hold, and what comes back. */
export function tableValues(fresh: () => Promise<Tables>) {
  describe("values", () => {
    it.each(kept)("%s", async (_, value) => {
      const tables = await fresh();
      await tables.put({ ...key, value }, []);
      expect(await tables.get(key)).toEqual({ ...key, value });
      await tables.update({ key, set: { again: value }, when: [["pk", "exists"]] });
      expect(await tables.query({ pk: key.pk })).toEqual([{ ...key, value, again: value }]);
    });

    it("a letter composed and the same letter in two parts are two keys", async () => {
      const tables = await fresh();
      const [composed, parted] = ["r\u00E9union", "re\u0301union"];
      expect(composed.normalize("NFD")).toBe(parted);
      await tables.put({ pk: "V#1", sk: composed, form: "NFC" }, []);
      await tables.put({ pk: "V#1", sk: parted, form: "NFD" }, []);
      expect(await tables.get({ pk: "V#1", sk: composed })).toMatchObject({ form: "NFC" });
      expect(await tables.get({ pk: "V#1", sk: parted })).toMatchObject({ form: "NFD" });
      expect(
        await tables.update({ key: { pk: "V#1", sk: composed }, set: { x: 1 }, when: [["form", "=", "NFD"]] }),
      ).toBe(false);
    });

    it.each([
      ["half a surrogate pair, the first", "a\uD800"],
      ["half a surrogate pair, the second", "\uDC00b"],
    ])("%s is no text: nothing is written", async (_, text) => {
      const tables = await fresh();
      await expect(tables.put({ ...key, text }, [])).rejects.toThrow();
      await expect(tables.put({ pk: "V#1", sk: text }, [])).rejects.toThrow();
      await expect(tables.update({ key, set: { text }, when: [] })).rejects.toThrow();
      const deep = tables.transact([{ table: "records", put: { ...key, deep: [text] }, when: [] }]);
      expect(await deep.catch(() => "refused")).not.toBe("done");
      expect(await tables.query({ pk: "V#1" })).toEqual([]);
    });

    it.each([
      ["an empty partition key", { pk: "", sk: "#" }],
      ["an empty sort key", { pk: "V#1", sk: "" }],
    ])("%s is refused", async (_, empty) => {
      const tables = await fresh();
      await expect(tables.put(empty, [])).rejects.toThrow();
      await expect(tables.update({ key: empty, set: { x: 1 }, when: [] })).rejects.toThrow();
      await expect(tables.get(empty)).rejects.toThrow();
      await expect(tables.remove(empty)).rejects.toThrow();
    });

    it("an empty key of an index is refused", async () => {
      const tables = await fresh();
      await expect(tables.put({ ...key, lpk: "", lsk: "x" }, [])).rejects.toThrow();
      await expect(tables.put({ ...key, lpk: "x", lsk: "" }, [])).rejects.toThrow();
      expect(await tables.get(key)).toBeUndefined();
    });

    it("keys as long as they may be, and not one byte longer", async () => {
      const tables = await fresh();
      const longest = { pk: "p".repeat(2048), sk: "s".repeat(1024) };
      await tables.put(longest, []);
      expect(await tables.get(longest)).toEqual(longest);
      await expect(tables.put({ pk: "p".repeat(2049), sk: "#" }, [])).rejects.toThrow();
      await expect(tables.put({ pk: "V#1", sk: "s".repeat(1025) }, [])).rejects.toThrow();
      await expect(tables.put({ pk: "V#1", sk: "é".repeat(513) }, [])).rejects.toThrow();
    });

    it("a row of 400 KB and none larger, in bytes", async () => {
      const tables = await fresh();
      const names = "pk".length + "V#1".length + "sk".length + "#".length + "text".length;
      const most = 400 * 1024 - names;
      expect(await tables.put({ ...key, text: "x".repeat(most) }, [])).toBe(true);
      await expect(tables.put({ ...key, text: "x".repeat(most + 1) }, [])).rejects.toThrow();
      await expect(tables.put({ ...key, text: "é".repeat(most / 2 + 1) }, [])).rejects.toThrow();
      await expect(tables.update({ key, set: { more: "x".repeat(100) }, when: [] })).rejects.toThrow();
      expect(Object.keys((await tables.get(key)) ?? {})).toEqual(expect.arrayContaining(["text"]));
      expect((await tables.get(key))?.["more"]).toBeUndefined();
    });

    it.each([
      ["no number", Number.NaN],
      ["infinity", Number.POSITIVE_INFINITY],
      ["a number beyond those that are exact", 2 ** 53],
      ["a number beyond 10^126", 1e126],
      ["a number closer to nothing than 10^-130", 1e-131],
    ])("%s is refused", async (_, n) => {
      const tables = await fresh();
      await expect(tables.put({ ...key, n }, [])).rejects.toThrow();
      expect(await tables.get(key)).toBeUndefined();
    });

    it("a row whose time to live is over is there until the service takes it: its attribute is one like others", async () => {
      const tables = await fresh();
      await tables.put({ ...key, ttl: 1_000_000_000, v: 1 }, []);
      expect(await tables.get(key)).toEqual({ ...key, ttl: 1_000_000_000, v: 1 });
      expect(await tables.update({ key, set: { v: 2 }, when: [["ttl", "=", 1_000_000_000]] })).toBe(true);
      expect(await tables.query({ pk: key.pk })).toEqual([{ ...key, ttl: 1_000_000_000, v: 2 }]);
    });
  });
}
