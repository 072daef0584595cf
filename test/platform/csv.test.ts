import { stringify } from "csv-stringify/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCsv } from "#platform/csv";
import { anyText, wellFormed } from "#test/texts";

const values = (text: string) => {
  const rows = readCsv(text);
  return "sentence" in rows ? rows.sentence : rows.map((row) => row.values);
};

describe("a table", () => {
  it.each([
    ["commas", "party,name\nAT,Amina\n"],
    ["semicolons", "party;name\nAT;Amina\n"],
    ["tabs", "party\tname\nAT\tAmina\n"],
    ["class 76: a byte-order mark", "\uFEFFparty,name\nAT,Amina\n"],
    ["line ends of another system", "party,name\r\nAT,Amina\r\n"],
    ["no line end at its end", "party,name\nAT,Amina"],
    ["capitals and spaces in its header", " Party , NAME\nAT, Amina \n"],
    ["empty lines", "party,name\n\nAT,Amina\n\n"],
  ])("with %s is read by its column names", (_, text) => {
    expect(values(text)).toEqual([{ party: "AT", name: "Amina" }]);
  });
  it("class 76: keeps a line break, a comma and a quote inside a quoted cell", () => {
    expect(values('party,name\nAT,"Diallo, ""Amina""\nof Vienna"\n')).toEqual([
      { party: "AT", name: 'Diallo, "Amina"\nof Vienna' },
    ]);
  });
  it("numbers each row by the line that it begins on", () => {
    for (const end of ["\n", "\r\n"]) {
      const rows = readCsv(["party,name", "AT,Amina", "", 'BE,"Bruno', "of", 'Brussels"', "FR,Chen", ""].join(end));
      expect("sentence" in rows ? [] : rows.map(({ line, values: { party } }) => [party, line])).toEqual([
        ["AT", 2],
        ["BE", 4],
        ["FR", 7],
      ]);
    }
  });
  it("class 75: keeps cells that a spreadsheet would run as they are", () => {
    expect(values("party,name\nAT,=1+1\nBE,@SUM(A1)\n")).toEqual([
      { party: "AT", name: "=1+1" },
      { party: "BE", name: "@SUM(A1)" },
    ]);
  });
  it("of a header alone, or of nothing, has no rows", () => {
    expect([values("party,name\n"), values("")]).toEqual([[], []]);
  });
  it("class 27: has no column that changes what every object is", () => {
    const read = values("__proto__,constructor,name\nx,y,Amina\n");
    expect(Array.isArray(read) ? Object.getPrototypeOf(read[0]) : read).toBe(Object.prototype);
    expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
  });
});

describe("a file that is no table", () => {
  it.each([
    ["class 76: an unclosed quote", 'party,name\nAT,"Amina\n'],
    ["more cells than columns", "party,name\nAT,Amina,Vienna\n"],
    ["fewer cells than columns", "party,name\nAT\n"],
    ["class 76: a row without an end", `party,name\nAT,${"a".repeat(200_000)}\n`],
    ["class 76: a hundred thousand columns", `${"a,".repeat(100_000)}a\n1\n`],
  ])("%s is a sentence that says what to do", (_, text) => {
    expect(values(text)).toMatch(
      /^The file is not a table that can be read: .* Save it again as CSV with one header line\.$/s,
    );
  });
  it("any text at all is rows or a sentence, never an exception", () => {
    fc.assert(
      fc.property(anyText(200), (text) => {
        const read = readCsv(text);
        expect("sentence" in read || Array.isArray(read)).toBe(true);
      }),
    );
    expect.hasAssertions();
  });
});

describe("whatever a person wrote into cells", () => {
  it("comes back as it was, but for the space around it", () => {
    const cell = wellFormed(20).map((text) => `x${text.replaceAll("\r", "")}x`);
    fc.assert(
      fc.property(fc.array(fc.record({ name: cell, note: cell }), { minLength: 1, maxLength: 5 }), (rows) => {
        expect(values(stringify(rows, { header: true, quoted: true }))).toEqual(rows);
      }),
    );
    expect.hasAssertions();
  });
});
