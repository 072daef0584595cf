import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { registryTable } from "#functions/console/look-at-registry";
import { csvOf, xlsxOf } from "#platform/write-tables";
import { readXlsx } from "#platform/xlsx";
import { registryOf } from "#test/functions/dialogue/files";
import { newWorld, type World, withDialogue } from "#test/functions/world";

const names = ["parties", "memberships", "seats", "chairs", "contacts"] as const;
type Name = (typeof names)[number];
async function table(world: World, what: Name, more: { asOf?: string } = {}) {
  const rows: string[][] = [];
  let after: number | undefined;
  let columns: string[] = [];
  do {
    const page = await registryTable(world.tables, {
      dialogueId: "khartoum",
      what,
      ...more,
      ...(after !== undefined && { after }),
    });
    columns = page?.columns ?? [];
    rows.push(...(page?.rows ?? []));
    after = page?.next;
  } while (after !== undefined);
  return { name: what, columns, rows };
}
const taken = async (world: World, what: Name, text: string, format: "csv" | "rows") =>
  what === "contacts" ? world.import("contacts", text, format) : world.import("parties", text, format, { what });

describe("a registry that is exported", () => {
  it("as CSV is imported again without any change, table by table", async () => {
    const world = await withDialogue();
    for (const what of names) {
      const { rows, ...rest } = await table(world, what);
      expect(await taken(world, what, csvOf({ ...rest, rows }), "csv")).toMatchObject({
        accepted: true,
        rows: 0,
        unchanged: rows.length,
        notes: [],
      });
    }
  });
  it("as one workbook is imported again without any change, sheet by sheet", async () => {
    const world = await withDialogue();
    const tables = [];
    for (const what of names) tables.push(await table(world, what));
    const bytes = await xlsxOf(tables);
    for (const { name, rows } of tables) {
      const book = readXlsx(bytes, undefined, name);
      if ("sentence" in book) throw new Error(book.sentence);
      expect([book.sheet, book.formulas]).toEqual([name, 0]);
      expect(await taken(world, name, JSON.stringify(book.rows), "rows")).toMatchObject({
        rows: 0,
        unchanged: rows.length,
      });
    }
  });
  it("into an empty dialogue makes the same registry", async () => {
    const world = await withDialogue();
    const other = newWorld();
    for (const what of names) await taken(other, what, csvOf(await table(world, what)), "csv");
    expect(await registryOf(other)).toEqual(await registryOf(world));
  });
  it("as of a day holds the terms of that day, and every party", async () => {
    const world = await withDialogue();
    const seats = await table(world, "seats", { asOf: "2024-04-16" });
    expect([seats.rows.length, (await table(world, "seats")).rows.length]).toEqual([16, 17]);
    expect((await table(world, "chairs", { asOf: "2021-01-01" })).rows).toEqual([
      ["NL", "2020-03-05", "2022-03-23", ""],
    ]);
    expect((await table(world, "parties", { asOf: "1990-01-01" })).rows).toHaveLength(51);
    expect((await table(world, "contacts", { asOf: "1990-01-01" })).rows).toEqual([]);
  });
  it("of a dialogue that nobody knows is not there", async () => {
    expect(await registryTable(newWorld().tables, { dialogueId: "khartoum", what: "seats" })).toBeUndefined();
  });
  it("of more rows than a page holds comes in pages", async () => {
    const world = newWorld();
    const rows = Array.from({ length: 2500 }, (_, n) => `P${n},guest,africa,P ${n},P ${n},P ${n},en,UTC`);
    await world.import(
      "parties",
      `code,kind,region,name_en,name_fr,name_ar,language,time_zone\n${rows.join("\n")}\n`,
      "csv",
    );
    const first = await registryTable(world.tables, { dialogueId: "khartoum", what: "parties" });
    expect([first?.rows.length, first?.next]).toEqual([2000, 2000]);
    expect((await table(world, "parties")).rows).toHaveLength(2500);
  });
});

describe("any registry", () => {
  const day = (from: number) => fc.integer({ min: from, max: from + 9 }).map((n) => `20${n}-05-17`);
  const until = fc.constantFrom("", "open", "never", "2045-01-01", "unknown", "unknown, before 2046");
  const assumed = fc.constantFrom("", "yes");
  const text = fc.constantFrom("Salem, Nadia", "N'Diaye", "أمينة ديالو", 'the "Office"', "O’Hara; B");
  const rows = fc.record({
    members: fc.array(
      fc.tuple(fc.constantFrom("AT", "SD"), fc.constantFrom("member", "observer"), day(20), until, assumed),
    ),
    seats: fc.array(fc.tuple(fc.constantFrom("AT", "SD"), day(20), until, fc.constantFrom("", "SO"), assumed)),
    chairs: fc.array(
      fc.tuple(fc.constantFrom("AT", "SD"), fc.constantFrom("unknown", "2020-01-01", "2030-01-01"), until, assumed),
    ),
    contacts: fc.array(
      fc.tuple(text, fc.constantFrom("a+b@x.org", "+c@x.org", "-d@x.org"), day(20), until, fc.constantFrom("", "NV/2")),
    ),
  });
  it("that was taken at all comes back from its export unchanged, and makes the same one elsewhere", async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(rows, async ({ members, seats, chairs, contacts }) => {
        const world = newWorld();
        const parties = ["AT", "SD", "SO"].map((code) => [code, "guest", "africa", code, code, code, "en", "UTC", ""]);
        const columns = [
          "code",
          "kind",
          "region",
          "name_en",
          "name_fr",
          "name_ar",
          "language",
          "time_zone",
          "protocol",
        ];
        await taken(world, "parties", csvOf({ columns, rows: parties }), "csv");
        const given = {
          memberships: { columns: ["party", "kind", "from", "until", "assumed"], rows: members },
          seats: { columns: ["party", "from", "until", "held_for", "assumed"], rows: seats },
          chairs: { columns: ["party", "from", "until", "assumed"], rows: chairs },
          contacts: {
            columns: ["party", "role", "rank", "name", "email", "language", "since", "until", "evidence"],
            rows: contacts.map(([name, email, ...rest]) => ["AT", "focal-point", "", name, email, "en", ...rest]),
          },
        };
        // One row after the other: what is refused is left out, the rest makes the registry.
        for (const what of ["memberships", "seats", "chairs", "contacts"] as const)
          for (const row of given[what].rows) {
            const said = await taken(world, what, csvOf({ columns: given[what].columns, rows: [[...row]] }), "csv");
            if (!said.accepted) expect(said["sentence"]).toMatch(/\.$/);
          }
        const other = newWorld();
        for (const what of names) {
          const exported = await table(world, what);
          if (exported.rows.length === 0) continue;
          compared++;
          const again = await taken(world, what, csvOf(exported), "csv");
          expect(again).toMatchObject({ accepted: true, rows: 0, unchanged: exported.rows.length });
          expect(await taken(other, what, csvOf(exported), "csv")).toMatchObject({ added: exported.rows.length });
        }
        const plain = async (one: World) => {
          const tables = await Promise.all(names.map((what) => table(one, what)));
          return tables.map((each) => each.rows.map(String).sort());
        };
        expect(await plain(other)).toEqual(await plain(world));
      }),
      { numRuns: 40 },
    );
    expect(compared).toBeGreaterThan(80);
  });
});
