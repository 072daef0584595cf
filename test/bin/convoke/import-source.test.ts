import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { importSource } from "#bin/convoke/import-source";
import { archive, sheetOf, workbook, workbookParts } from "#test/workbook";

const folder = mkdtempSync(join(tmpdir(), "convoke-import-"));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, content: string | Buffer) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

describe("a file as the command line hands it in", () => {
  it.each<[string, string, string | Buffer, object]>([
    ["CSV", "c.csv", "party\nAT\n", { format: "csv", text: "party\nAT\n", said: "CSV, UTF-8" }],
    [
      "CSV of an old Excel",
      "c.txt",
      Buffer.from("pays\nCôte\n", "latin1"),
      { format: "csv", text: "pays\nCôte\n", said: "CSV, Windows-1252" },
    ],
    ["JSON by its name", "c.JSON", "{}", { format: "json" }],
    ["JSON by its content", "contacts", ' {"contacts":[]}', { format: "json" }],
    [
      "a workbook, whatever its name",
      "c.csv",
      workbook(["party"], ["AT"]),
      {
        format: "rows",
        text: '[{"line":1,"cells":["party"]},{"line":2,"cells":["AT"]}]',
        said: "Excel workbook, sheet Contacts, 1 rows",
      },
    ],
  ])("%s", (_, name, content, source) => {
    expect(importSource(file(name, content), {})).toMatchObject(source);
  });
  it("tells which sheets it did not read", () => {
    const path = file("two.xlsx", archive(workbookParts({ One: sheetOf(["a"]), Two: sheetOf(["b"]) })));
    expect(importSource(path, {})).toMatchObject({
      notes: ["Other sheets were not read: Two. Name one with --sheet."],
    });
    expect(importSource(path, { sheet: "Two" })).toMatchObject({
      notes: [],
      said: expect.stringContaining("sheet Two"),
    });
  });
  it.each<[string, string | Buffer, string]>([
    ["76 · an empty file", "", "empty-file"],
    ["76 · a picture", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0]), "no-text"],
    ["76 · another archive", archive({ "a.txt": "x" }), "no-workbook"],
    ["28 · more than five million characters", "x".repeat(5_000_001), "too-large"],
  ])("%s is refused", (_, content, code) => {
    expect(importSource(file("bad", content), {})).toMatchObject({ code, sentence: expect.stringMatching(/\.$/) });
  });
  it("that is not there is a sentence", () => {
    expect(() => importSource(join(folder, "nowhere.csv"), {})).toThrow(/There is no file/);
  });
});
