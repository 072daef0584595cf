import { stringify } from "csv-stringify/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCsv } from "#platform/csv";
import { anyText, wellFormed } from "#test/texts";

const cells = (text: string) => {
  const table = readCsv(text);
  return "sentence" in table ? table.sentence : table.rows.map((row) => row.cells);
};
const lines = (text: string) => {
  const table = readCsv(text);
  return "sentence" in table ? table.sentence : table.rows.map((row) => [row.cells[0], row.line]);
};

describe("a table", () => {
  it.each([
    ["commas", "party,name\nAT,Amina\n"],
    ["semicolons", "party;name\nAT;Amina\n"],
    ["tabs", "party\tname\nAT\tAmina\n"],
    ["76 · a byte-order mark", "\uFEFFparty,name\nAT,Amina\n"],
    ["the delimiter named as Excel names it", "sep=;\nparty;name\nAT;Amina\n"],
    ["line ends of another system", "party,name\r\nAT,Amina\r\n"],
    ["no line end at its end", "party,name\nAT,Amina"],
    ["spaces around", " party , name\nAT, Amina \n"],
    ["empty lines and rows", "party,name\n\nAT,Amina\n,\n  \n"],
  ])("with %s is read", (_, text) => {
    expect(cells(text)).toEqual([
      ["party", "name"],
      ["AT", "Amina"],
    ]);
  });
  it("keeps the other delimiters within its cells", () => {
    expect(cells("party;name\nAT;Diallo, Amina\n")).toEqual([
      ["party", "name"],
      ["AT", "Diallo, Amina"],
    ]);
    expect(cells('"a, b";name\nAT;x\n')).toEqual([
      ["a, b", "name"],
      ["AT", "x"],
    ]);
  });
  it("76 · keeps a line break, a comma and a quote inside a quoted cell, and a stray quote in a plain one", () => {
    expect(cells('party,name\nAT,"Diallo, ""Amina""\nof Vienna"\nBE,Bruno "Bo" Berger\n')).toEqual([
      ["party", "name"],
      ["AT", 'Diallo, "Amina"\nof Vienna'],
      ["BE", 'Bruno "Bo" Berger'],
    ]);
  });
  it("numbers each row by the line that it begins on, as an editor does", () => {
    for (const end of ["\n", "\r\n"])
      expect(
        lines(["party,name", "AT,Amina", "", 'BE,"Bruno', "of", "Brussels", '"', "FR,Chen", ""].join(end)),
      ).toEqual([
        ["party", 1],
        ["AT", 2],
        ["BE", 4],
        ["FR", 8],
      ]);
    expect(lines("sep=;\nparty;name\nAT;x\n")).toEqual([
      ["party", 2],
      ["AT", 3],
    ]);
  });
  it("75 · keeps cells that a spreadsheet would run as they are", () => {
    expect(cells("name\n=1+1\n@SUM(A1)\n")).toEqual([["name"], ["=1+1"], ["@SUM(A1)"]]);
  });
  it("of a header alone, or of nothing, has no further rows", () => {
    expect([cells("party,name\n"), cells("")]).toEqual([[["party", "name"]], []]);
  });
});

describe("a file that is no table", () => {
  it.each([
    ["76 · an unclosed quote", 'party,name\nAT,x\nBE,"Bruno\nCH,y\n', /the quote that opens on line 3 is never closed/],
    [
      "76 · an unclosed quote in a long file",
      `party,name\nAT,"x\n${"BE,Bruno Berger\n".repeat(10_000)}`,
      /the row of line 2 .* quote/,
    ],
    ["76 · a row without an end", `party,name\nAT,${"a".repeat(200_000)}\n`, /more than 100000 characters/],
    ["76 · a hundred thousand columns", `${"a,".repeat(100_000)}a\n1\n`, /has 100001 columns; at most 200/],
    [
      "59 · text after a closing quote",
      'party,email\nAT,x\nBE,"Bruno" <b@example.org>\n',
      /on line 3 text follows after a closing quote/,
    ],
    ["76 · a thousand columns", `${"a,".repeat(999)}a\n1\n`, /has 1000 columns; at most 200/],
    ["77 · 50,001 rows", `name\n${"x\n".repeat(50_001)}`, /more than 50000 rows. Split it/],
  ])("%s is a sentence that says where and what to do", (_, text, sentence) => {
    expect(cells(text)).toMatch(sentence);
  });
  it("77 · fifty thousand rows are read", () => {
    expect(cells(`name\n${"x\n".repeat(50_000)}`)).toHaveLength(50_001);
  });
  it("any text at all is rows or a sentence, never an exception", () => {
    fc.assert(
      fc.property(anyText(200), (text) => {
        const read = readCsv(text);
        expect("sentence" in read || Array.isArray(read.rows)).toBe(true);
      }),
    );
    expect.hasAssertions();
  });
});

describe("whatever a person wrote into cells", () => {
  it("comes back as it was, but for the space around it", () => {
    const cell = wellFormed(20).map((text) => `x${text.replaceAll("\r", "")}x`);
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 }), (rows) => {
        expect(cells(stringify([["name", "note"], ...rows], { quoted: true }))).toEqual([["name", "note"], ...rows]);
      }),
    );
    expect.hasAssertions();
  });
});
