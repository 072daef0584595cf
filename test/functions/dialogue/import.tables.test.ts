import { stringify } from "csv-stringify/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readPeople } from "#records/registry";
import { registryOf, withAustria } from "#test/functions/dialogue/files";
import { newWorld } from "#test/functions/world";
import { anyText } from "#test/texts";

const head = "party,role,rank,name,email,language,since";
const row = "AT,focal-point,primary,Amina Diallo,amina@example.org,en,2020-01-01";

describe("a table of contacts", () => {
  it.each([
    [
      "in French, with semicolons",
      `Depuis;Langue;Courriel;Nom;Rang;Rôle;Partie\n2020-01-01;français;a@example.org;Diallo, Amina;titulaire;point focal;AT\n`,
    ],
    [
      "in Arabic, with tabs",
      "الطرف\tالصفة\tالاسم\tالبريد الإلكتروني\tاللغة\tمنذ\nAT\tنقطة اتصال\tأمينة ديالو\ta@example.org\tالعربية\t2020-01-01\n",
    ],
    ["with a functional mailbox", `${head}\nAT,mission,,Mission of Austria,office@example.org,en,unknown\n`],
  ])("%s is imported", async (_, text) => {
    const world = await withAustria();
    expect(await world.import("contacts", text, "csv")).toMatchObject({ accepted: true, added: 1, notes: [] });
  });
  it("as rows of a workbook is imported, and its own lines stand in a refusal", async () => {
    const world = await withAustria();
    const sheet = (...cells: string[][]) =>
      JSON.stringify(cells.map((some, index) => ({ line: 2 * index + 3, cells: some })));
    const good = row.split(",");
    expect(await world.import("contacts", sheet(head.split(","), good), "rows")).toMatchObject({ added: 1 });
    expect(await world.import("contacts", sheet(head.split(","), good, good.with(4, "x")), "rows")).toMatchObject({
      bad: [{ line: "line 7", column: "column email" }],
    });
  });
  it("tells which columns it left out, shortened and harmless", async () => {
    const world = await withAustria();
    const text = `${head},Fax\u202E,${"x".repeat(100)}\n${row},1,2\n`;
    expect(await world.import("contacts", text, "csv")).toMatchObject({
      added: 1,
      notes: [`Columns that are not known were left out: Fax, ${"x".repeat(40)}….`],
    });
  });
  it("names every bad row by its line as an editor counts it, with the file's own header, and imports nothing", async () => {
    const world = await withAustria();
    const text = `Partie,Rôle,Nom,Courriel,Langue,Depuis\nAT,mission,"Two\nlines",a@example.org,fr,2020-01-01\nAT,mission,B,b@example.org,fr,2020-01-01\n\nZZ,mission,C,"c@x.org, d@x.org",fr,2020-01-01\n`;
    expect(await world.import("contacts", text, "csv")).toMatchObject({
      code: "bad-rows",
      sentence: expect.stringMatching(
        /^Nothing was imported: 2 rows need a correction\. line 2, column Nom: has a line break/,
      ),
      badCount: 3,
      bad: [
        { line: "line 2", column: "column Nom" },
        { line: "line 6", column: "column Partie" },
        { line: "line 6", column: "column Courriel" },
      ],
    });
    expect(world.rows("PER#")).toEqual([]);
  });
  it("68 · shared mailboxes and namesakes are imported and noted", async () => {
    const world = await withAustria();
    const text = `${head}\n${row}\n${row.replace("primary,Amina", "deputy,Bruno")}\n`;
    expect(await world.import("contacts", text, "csv")).toMatchObject({
      added: 2,
      notes: ["line 3 shares its address with line 2: each is written to under their own name."],
    });
  });
});

describe("a table that is refused", () => {
  it.each<[string, string, string, RegExp]>([
    ["76 · empty", "", "empty-file", /no rows/],
    ["76 · a header alone", `${head}\n`, "empty-file", /no rows/],
    [
      "76 · prose",
      "Dear colleague,\nthis is no table.\n",
      "missing-columns",
      /no column for party \(or partie, الطرف\); role .*It has: Dear colleague\./,
    ],
    [
      "a column short",
      `${head.replace("email,", "")}\n`,
      "missing-columns",
      /no column for email \(or courriel, البريد الإلكتروني\)\. It has: party, role/,
    ],
    ["two columns for one", `${head},Nom\n${row},x\n`, "column-twice", /two columns for name/],
    [
      "58 · a comma outside quotes",
      `${head}\n${row.replace("Amina", "Diallo, Amina")}\n`,
      "bad-table",
      /Line 2 has 8 cells; the header has 7/,
    ],
    ["76 · an unclosed quote", `${head}\nAT,"x\n`, "bad-table", /line 2 is never closed/],
    ["77 · 50,001 rows", `${head}\n${`${row}\n`.repeat(50_001)}`, "bad-table", /more than 50000 rows/],
    ["76 · JSON", "[1,2]", "missing-columns", /It has: \[1, 2\]/],
  ])("%s", async (_, text, code, sentence) => {
    const world = await withAustria();
    expect(await world.import("contacts", text, "csv")).toMatchObject({
      code,
      sentence: expect.stringMatching(sentence),
    });
    expect(world.rows("PER#")).toEqual([]);
  });
  it.each(["{}", "[", '[{"line":0,"cells":[]}]', '[{"line":1,"cells":[1]}]'])(
    "rows that are none: %s",
    async (text) => {
      expect(await newWorld().import("contacts", text, "rows")).toMatchObject({ code: "bad-table" });
    },
  );
});

describe("any names that people have", () => {
  it("come back from a table as they were written, composed, or are refused with their line", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(anyText(40), { minLength: 1, maxLength: 4 }), async (names) => {
        const world = await withAustria();
        const table = [
          head.split(","),
          ...names.map((name, n) => ["AT", "mission", "", name, `p${n}@example.org`, "ar", "2020-01-01"]),
        ];
        const said = await world.import("contacts", stringify(table, { quoted: true }), "csv");
        if (!said.accepted) {
          expect(said["sentence"]).toMatch(/\.$/);
          expect(world.rows("PER#")).toEqual([]);
          return;
        }
        const { focalPoints } = await registryOf(world);
        const people = await readPeople(
          world.tables,
          focalPoints.map(({ person }) => person),
        );
        const plain = (text: string) =>
          text
            .normalize("NFC")
            .replaceAll(/[\u200E\u200F]/g, "")
            .replaceAll(/[\u00A0\u2007\u202F]/g, " ")
            .trim();
        expect([...people.values()].map(({ name }) => name).sort()).toEqual(names.map(plain).sort());
      }),
      { numRuns: 60 },
    );
    expect.hasAssertions();
  });
});
