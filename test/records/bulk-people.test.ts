import { describe, expect, it } from "vitest";
import { personNumber } from "#domain/person-number";
import type { TransactItem } from "#platform/table";
import { writeToPeople } from "#records/bulk-people";
import { keys } from "#records/keys";
import { memoryTables } from "#test/memory/tables";

const act = { actor: "system:report", door: "fact", now: "2022-03-25T10:00:00Z", commitId: "c1" } as const;
const bulk = {
  batchId: "n-readout",
  kind: "notice",
  convocationId: "som-8",
  revision: 0,
  about: { documentId: "readout" },
  guard: (page: string) => keys.documentPage("readout", page),
} as const;
const place = { roundId: "round-1", page: 3, index: 7, did: "k7x2m4qpa3bd5fzt" };
const people = (count: number, from = 1) =>
  Array.from({ length: count }, (_, index) => ({
    number: personNumber(from + index),
    name: `Person ${from + index}`,
    email: `p${from + index}@example.org`,
    language: "en" as const,
  }));

describe("mails to a delegation's people", () => {
  it("of two hundred go out in transactions that hold fewer than a hundred items, each mail once", async () => {
    const sizes: number[] = [];
    const tables = memoryTables({ after: (items: readonly TransactItem[]) => void sizes.push(items.length) });
    await writeToPeople(tables, act, bulk, place, people(200));
    const mails = tables.rows().filter(({ pk }) => pk.startsWith("MB#"));
    expect(new Set(mails.map((row) => row["person"])).size).toBe(200);
    expect(mails).toHaveLength(200);
    expect(Math.max(...sizes)).toBeLessThan(100);
    expect(tables.rows("ledger")).toHaveLength(sizes.length);
  });
  it("land on the same keys when they are written again, whoever is there by then", async () => {
    const tables = memoryTables();
    await writeToPeople(tables, act, bulk, place, people(120));
    const before = JSON.stringify([tables.rows(), tables.rows("ledger")]);
    await writeToPeople(tables, { ...act, commitId: "c2" }, bulk, place, people(120));
    await writeToPeople(tables, { ...act, commitId: "c3" }, bulk, place, people(60));
    expect(JSON.stringify([tables.rows(), tables.rows("ledger")])).toBe(before);
  });
  it("of two rounds, pages or places never meet on one key", async () => {
    const tables = memoryTables();
    const places = [place, { ...place, roundId: "round-2" }, { ...place, page: 4 }, { ...place, index: 8 }];
    for (const [index, one] of places.entries())
      await writeToPeople(tables, { ...act, commitId: `c${index}` }, bulk, one, people(3));
    expect(tables.rows().filter(({ pk }) => pk.startsWith("MB#"))).toHaveLength(12);
  });
  it("to nobody leave nothing behind", async () => {
    const tables = memoryTables();
    await writeToPeople(tables, act, bulk, place, []);
    expect(tables.rows()).toEqual([]);
  });
});
