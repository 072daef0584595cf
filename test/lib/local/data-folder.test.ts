import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openDataFolder, resetDataFolder } from "#lib/local/data-folder";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "convoke-data-"));
});
afterEach(() => rmSync(folder, { recursive: true }));
const put = (name: string, text = "") => writeFileSync(join(folder, name), text);

describe("a data folder", () => {
  it("is marked as ours, and may be taken again once it is let go", () => {
    openDataFolder(folder)();
    const release = openDataFolder(folder);
    expect(readdirSync(folder).sort()).toEqual(["convoke.json", "running"]);
    release();
    expect(existsSync(join(folder, "running"))).toBe(false);
  });
  it("that holds other things is refused, and nothing is touched", () => {
    put("thesis.doc", "years of work");
    const sentence =
      /holds thesis\.doc, which is not Convoke's\. Choose an empty folder with --data; nothing was touched$/;
    expect(() => openDataFolder(folder)).toThrow(sentence);
    expect(() => resetDataFolder(folder)).toThrow(sentence);
    expect(readdirSync(folder)).toEqual(["thesis.doc"]);
  });
  it.each([
    ['{"format":2}', "says format 2; this version knows 1"],
    ['{"format":"1"}', "says format 1; this version knows 1"],
    ["{}", "cannot be read"],
    ["[", "cannot be read"],
  ])("of another version (%s) is refused, with what to do", (marker, why) => {
    put("convoke.json", marker);
    expect(() => openDataFolder(folder)).toThrow(
      `is of another version of Convoke (convoke.json ${why}). Start that version, choose another folder with --data, or empty this one with --reset`,
    );
    expect(existsSync(join(folder, "running"))).toBe(false);
  });
  it("is emptied where nobody uses it, whatever version made it", () => {
    put("convoke.json", '{"format":9}');
    put("local.sqlite");
    put("local.sqlite-wal");
    resetDataFolder(folder);
    expect(readdirSync(folder)).toEqual([]);
    const release = openDataFolder(folder);
    expect(() => resetDataFolder(folder)).toThrow(`A local stack is already running on ${folder}`);
    release();
    resetDataFolder(join(folder, "none"));
  });
});
