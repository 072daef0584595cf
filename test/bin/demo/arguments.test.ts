import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { askedFor } from "#bin/demo/arguments";

describe("what of the demo is asked for", () => {
  it("is one meeting where nothing is said, the year, or one meeting with faults", () => {
    expect(askedFor([])).toEqual({ year: false, seed: undefined, debug: false });
    expect(askedFor(["--year", "--debug"])).toEqual({ year: true, seed: undefined, debug: true });
    expect(askedFor(["--unkind", "7"])).toEqual({ year: false, seed: 7, debug: false });
    expect(askedFor(["--unkind=7"])).toEqual({ year: false, seed: 7, debug: false });
  });
  it("a word that it does not know is an error that says what was meant, and how it is used", () => {
    expect(() => askedFor(["--yaer"])).toThrow(
      "The demo does not know --yaer. Did you mean --year? Usage: npm run demo -- [--year | --unkind <number>] [--debug]",
    );
    expect(() => askedFor(["2021"])).toThrow(/^The demo does not know 2021\. Usage: /);
    expect(() => askedFor(["--unkind", "7", "8"])).toThrow("does not know 8");
  });
  it("the year and the faults do not go together, and faults need their number", () => {
    expect(() => askedFor(["--year", "--unkind", "7"])).toThrow("Leave one of them out.");
    expect(() => askedFor(["--year", "--unkind"])).toThrow("--unkind takes the seed");
  });
  it("on the command line the sentence stands alone, with exit code 1, before anything is started", () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ["--disable-warning=ExperimentalWarning", "--import", "./bin/guard.mjs", "bin/demo.ts", "--yaer"],
      { encoding: "utf-8" },
    );
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/^The demo does not know --yaer\. Did you mean --year\? Usage: .*\n$/);
  });
});
