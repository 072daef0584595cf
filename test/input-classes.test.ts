import { globSync, readFileSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { inputClasses } from "#test/input-classes";

/** Classes that may never lose their last test. */
const required: readonly number[] = [...span(1, 41), 44, 47, 50, ...span(58, 68), 72, 76, 77, 81, 82];

function span(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

const CALL = String.raw`\b(?:describe|it|test)(?:\.concurrent)?`;
/** `.each<…>([`, up to the `])(` before the name; or `.each(table)(`. */
const EACH = String.raw`\.each(?:<.*?>)?\((?:\[(?<rows>.*?)\](?: as const)?|[^[\n]+)\)\(`;
const numbers = String.raw`["'\`](?<numbers>\d+(?:, \d+)*) · `;
const NAMED = new RegExp(String.raw`${CALL}(?:\(|${EACH})\s*(?:${numbers})?`, "gs");
/** A row of a table begins its line, or its bracket. */
const ROW = new RegExp(String.raw`(?<=^\s*\[?\s*|\[)${numbers}`, "gm");
const OTHERWISE = /["'`](?:[^"'`\n]*\bclass(?:es)? \d|\d+(?:, \d+)* and \d+ · |[^"'`\n]* \[\d+(?:-\d+)?\]["'`],)/g;

const listed = (text = "") => text.split(", ").filter(Boolean).map(Number);

/**
 * The classes that the names of tests begin with, as `7 · …` or `1, 2 · …`: of a call, or of a row of its table.
 * A test that is skipped counts as little as one in a comment.
 */
function classesIn(source: string): number[] {
  const live = source.replaceAll(/^\s*\/\/.*$/gm, "");
  return [...live.matchAll(NAMED)].flatMap(({ groups }) => [
    ...listed(groups?.["numbers"]),
    ...[...(groups?.["rows"] ?? "").matchAll(ROW)].flatMap((row) => listed(row.groups?.["numbers"])),
  ]);
}

const files = globSync("**/*.ts", { cwd: import.meta.dirname })
  .filter((path) => /\.test\.ts$|^contract\//.test(path) && !path.startsWith("input-classes"))
  .map((path) => ({ path, text: readFileSync(`${import.meta.dirname}/${path}`, "utf-8") }));
const found = files.map(({ path, text }) => ({ path, classes: classesIn(text) }));
const covered = new Set(found.flatMap(({ classes }) => classes));
const missing = [...inputClasses.keys()].filter((number) => !covered.has(number));

afterAll(() => {
  const rows = missing.map((number) => `  ${String(number).padStart(2)} · ${inputClasses.get(number)}`);
  console.info([`classes of bad input: covered ${82 - missing.length} / 82`, ...rows].join("\n"));
});

describe("the classes of bad input", () => {
  it("are 82", () => {
    expect([...inputClasses.keys()]).toEqual(span(1, 82));
  });
  it("that are required each have a test", () => {
    expect(missing.filter((number) => required.includes(number))).toEqual([]);
  });
  it("that tests name are on the list", () => {
    const unknown = found.flatMap(({ path, classes }) =>
      classes.filter((number) => !inputClasses.has(number)).map((number) => `${path}: ${number}`),
    );
    expect(unknown).toEqual([]);
  });
  it("are spelled one way", () => {
    const wrong = files.flatMap(({ path, text }) =>
      [...text.matchAll(OTHERWISE)].map(([words]) => `${path}: ${words}`),
    );
    expect(wrong).toEqual([]);
  });
  it.each<[string, string, number[]]>([
    ["a call", 'describe("31 · a forged host", () => {', [31]],
    ["two classes", "test(\n  `1, 2 · an empty token`, () => {", [1, 2]],
    ["a table", 'it.each<[string]>([\n  ["5 · x", "6 · y"],\n  [\n    "7 · z",\n  ],\n])("8 · %s", () => {', [5, 7, 8]],
    ["a list", 'it.each(["5 · x",\n  "6 · y",\n])("%s", () => {', [5, 6]],
    ["a table elsewhere", 'it.each(Object.entries(x))("5 · %s", () => {', [5]],
    ["skipped", 'it.skip("5 · x", () => {});\nit.todo("6 · y");\n// it("7 · z", () => {});', []],
    ["no name", 'expect(text).toBe("12 · 30");\nconst rows = ["5 · x"];\nsplit("6 · y");', []],
    ["a time, an id", 'it("10:30 is a time", () => {});\nit("81-x · y", () => {});\nit("at 7 · z", () => {});', []],
  ])("are read from %s", (_, source, classes) => {
    expect(classesIn(source).sort()).toEqual(classes);
  });
});
