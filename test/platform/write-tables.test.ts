import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainCell, readCsv } from "#platform/csv";
import { csvOf, xlsxOf } from "#platform/write-tables";
import { readXlsx } from "#platform/xlsx";

const columns = ["party", "name"];

describe("a table that is written", () => {
  it.each(["=1+1", "+33 1", "-x", "@SUM(A1)", "＝1+1", "＋1", "－1", "＠x"])(
    "75 · has a quote before %s in CSV, and is read back without",
    (cell) => {
      const text = csvOf({ columns, rows: [["AT", cell]] });
      expect(text).toContain(`'${cell}`);
      const read = readCsv(text);
      expect("rows" in read && read.rows.at(-1)?.cells.map(plainCell)).toEqual(["AT", cell]);
    },
  );
  it("75 · is a workbook of text alone: no formula, no number, no date", async () => {
    const rows = [
      ["AT", "=1+1"],
      ["0012", "2020-01-01"],
      ["", 'a "b", <c> & d'],
    ];
    expect(readXlsx(await xlsxOf([{ name: "seats", columns, rows }]))).toMatchObject({
      sheet: "seats",
      formulas: 0,
      rows: [{ cells: columns }, ...rows.map((cells) => ({ cells }))],
    });
  });
  it("has a sheet for each, found by its name", async () => {
    const bytes = await xlsxOf(["parties", "seats"].map((name) => ({ name, columns, rows: [[name, "x"]] })));
    expect(readXlsx(bytes)).toMatchObject({ sheet: "parties", others: ["seats"] });
    expect(readXlsx(bytes, undefined, "seats")).toMatchObject({
      sheet: "seats",
      rows: [{}, { cells: ["seats", "x"] }],
    });
    expect(readXlsx(bytes, undefined, "chairs")).toMatchObject({ sheet: "parties" });
    expect(readXlsx(bytes, "parties", "seats")).toMatchObject({ sheet: "parties" });
  });
  it("of any text that a registry holds comes back as it was", () => {
    const cell = fc
      .stringMatching(/^[=+\-@]?[A-Za-zÀ-ÿ\u0627-\u064A"',;&<>.]{1,20}$/)
      .filter((text) => !/^'[=+\-@]/.test(text));
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 }), (rows) => {
        const read = readCsv(csvOf({ columns, rows }));
        expect("rows" in read && read.rows.slice(1).map(({ cells }) => cells.map(plainCell))).toEqual(rows);
      }),
    );
    expect.hasAssertions();
  });
});
