import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readXlsx } from "#platform/xlsx";
import { archive, cell, sheetOf, workbook, workbookParts } from "#test/workbook";

const sheet = (rows: string) => archive(workbookParts({ S: `<worksheet><sheetData>${rows}</sheetData></worksheet>` }));
const rowsOf = (bytes: Buffer) => {
  const read = readXlsx(bytes);
  return "sentence" in read ? read.sentence : read.rows;
};

describe("a workbook", () => {
  it("gives the rows of its first sheet, numbered as the sheet numbers them, without the empty ones", () => {
    const bytes = sheet(
      `<row r="2">${cell("A2", "party")}${cell("C2", "name")}</row><row r="3"/><row r="7">${cell("A7", "AT")}${cell("C7", "Amina & <Bruno>")}</row>`,
    );
    expect(rowsOf(bytes)).toEqual([
      { line: 2, cells: ["party", "", "name"] },
      { line: 7, cells: ["AT", "", "Amina & <Bruno>"] },
    ]);
  });
  it("keeps Arabic, accents, commas, and a line break within a cell", () => {
    expect(rowsOf(workbook(["name"], ["النمسا، فيينا"], ["Élodie, née Müller"], ["two\nlines"]))).toEqual([
      { line: 1, cells: ["name"] },
      { line: 2, cells: ["النمسا، فيينا"] },
      { line: 3, cells: ["Élodie, née Müller"] },
      { line: 4, cells: ["two\nlines"] },
    ]);
  });
  it("reads shared strings in pieces, without their phonetic guides, and another program's prefixes", () => {
    const parts = workbookParts({
      S: '<x:worksheet><x:sheetData><x:row r="1"><x:c r="A1" t="s"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>',
    });
    const strings =
      "<sst><si><t>no</t></si><si><r><t>Ami</t></r><r><t>na_x000D_</t></r><rPh><t>ni</t></rPh></si></sst>";
    expect(rowsOf(archive({ ...parts, "xl/sharedStrings.xml": strings }))).toEqual([{ line: 1, cells: ["Amina"] }]);
  });
  it.each([
    ["Excel's own date", '<xf numFmtId="14"/>', "43831", "2020-01-01"],
    ["a date of the file", '<xf numFmtId="164"/>', "43831.75", "2020-01-01"],
    ["the day that never was", '<xf numFmtId="14"/>', "61", "1900-03-01"],
    ["a plain number", '<xf numFmtId="0"/>', "43831", "43831"],
  ])("shows %s as people see it", (_, style, value, shown) => {
    const parts = workbookParts({
      S: `<worksheet><sheetData><row r="1"><c r="A1" s="0"><v>${value}</v></c></row></sheetData></worksheet>`,
    });
    const styles = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy"/></numFmts><cellXfs>${style}</cellXfs></styleSheet>`;
    expect(rowsOf(archive({ ...parts, "xl/styles.xml": styles }))).toEqual([{ line: 1, cells: [shown] }]);
  });
  it("75 · a formula is not run: the value that was saved is read, and they are counted", () => {
    const bytes = sheet(
      '<row r="1"><c r="A1" t="str"><f>cmd|\'/C calc\'!A0</f><v>Amina</v></c><c r="B1"><f>1+1</f></c></row>',
    );
    expect(readXlsx(bytes)).toMatchObject({ rows: [{ line: 1, cells: ["Amina"] }], formulas: 2 });
  });
  it("reads the sheet that is named, and tells which others there are", () => {
    const bytes = archive(workbookParts({ Notes: sheetOf(["x"]), Contacts: sheetOf(["party"]) }));
    expect(readXlsx(bytes)).toMatchObject({ sheet: "Notes", others: ["Contacts"] });
    expect(readXlsx(bytes, "Contacts")).toMatchObject({ sheet: "Contacts", rows: [{ cells: ["party"] }] });
    expect(readXlsx(bytes, "Elsewhere")).toMatchObject({
      code: "no-sheet",
      sentence: expect.stringContaining("Notes, Contacts"),
    });
  });
});

describe("a workbook that is refused", () => {
  const plain = workbookParts({ S: sheetOf(["a"]) });
  const bomb = { ...plain, "xl/worksheets/sheet1.xml": Buffer.alloc(140 * 1024 * 1024, 32) };
  it.each<[string, () => Buffer, string]>([
    ["76 · no spreadsheet", () => archive({ "word/document.xml": "<w/>" }), "no-workbook"],
    ["76 · an archive cut short", () => archive(plain).subarray(0, 200), "no-workbook"],
    ["76 · locked by a password", () => archive(plain, { encrypted: true }), "locked"],
    ["76 · with macros", () => archive({ ...plain, "xl/vbaProject.bin": "x" }), "macros"],
    ["30 · that unpacks to too much", () => archive(bomb), "too-large"],
    ["30 · that unpacks to too much and says that it does not", () => archive(bomb, { claim: 100 }), "too-large"],
    [
      "76 · with a sheet that is not there",
      () => archive({ ...plain, "xl/worksheets/sheet1.xml": "", "xl/_rels/workbook.xml.rels": "" }),
      "damaged",
    ],
    ["76 · with a cell in its last column", () => sheet(`<row r="1">${cell("XFD1", "x")}</row>`), "bad-table"],
    [
      "77 · of 50,001 rows",
      () =>
        sheet(Array.from({ length: 50_002 }, (_, n) => `<row r="${n + 1}">${cell(`A${n + 1}`, "x")}</row>`).join("")),
      "bad-table",
    ],
  ])("%s", (_, bytes, code) => {
    expect(readXlsx(bytes())).toMatchObject({ code, sentence: expect.stringMatching(/\.$/) });
  });
  it("76 · one cell at the end of a million rows costs one row", () => {
    expect(rowsOf(sheet(`<row r="1048576">${cell("A1048576", "x")}</row>`))).toEqual([
      { line: 1_048_576, cells: ["x"] },
    ]);
  });
  it("76 · any bytes, and any XML, are rows or a sentence, never an exception", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(readXlsx(Buffer.from(bytes))).toHaveProperty("sentence");
      }),
    );
    const xml = fc.array(
      fc.constantFrom(
        "<row>",
        '<c r="A1">',
        "<v>",
        "</v>",
        "<f/>",
        "</c>",
        "</row>",
        "x",
        "<!--",
        "<![CDATA[",
        "&#x41;",
        "<",
        '<c t="s">',
      ),
    );
    fc.assert(
      fc.property(xml, (parts) => {
        const read = readXlsx(archive({ ...plain, "xl/worksheets/sheet1.xml": parts.join("") }));
        expect("rows" in read || "sentence" in read).toBe(true);
      }),
    );
  });
});
