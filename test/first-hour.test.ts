import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Command } from "commander";
import { afterAll, describe, expect, it } from "vitest";
import { everyCommand, program } from "#bin/convoke/program";
import { firstHour, wordsOf } from "#test/deploy/first-hour";

const root = join(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "convoke-first-hour-"));
afterAll(() => rmSync(folder, { recursive: true }));
const OUTPUTS = join(folder, "outputs.json");
const [record, workflow] = [{ SiteUrl: "https://x.org" }, { BusName: "bus" }];
writeFileSync(OUTPUTS, JSON.stringify({ "convoke-dev-record": record, "convoke-dev-workflow": workflow }));

const lines = firstHour();
const ours = lines.filter((line) => line.startsWith("npx convoke "));

/** Parses a line as the command line does, up to the act itself. */
async function parsed(
  words: readonly string[],
): Promise<{ readonly command: Command; readonly args: readonly unknown[] }> {
  const convoke = program(() => {});
  let found: { command: Command; args: readonly unknown[] } | undefined;
  for (const command of everyCommand(convoke))
    command.action((...given: unknown[]) => {
      found = { command, args: given.slice(0, -2) };
    });
  await convoke.parseAsync([...words], { from: "user" });
  if (!found) throw new Error(`${words.join(" ")} does nothing`);
  return found;
}

describe("README's first hour", () => {
  it("has its commands in order: install, bootstrap, deploy, the first command, staff, imports, a round to oneself", () => {
    const starts = ["npm ci", "npx cdk bootstrap", "npx cdk deploy", "npx convoke init", "npx convoke staff invite"];
    const order = [...starts, "npx convoke import parties", "npx convoke import contacts", "npx convoke convene"];
    const places = [...order, "npx convoke round test"].map((start) =>
      lines.findIndex((line) => line.startsWith(start)),
    );
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
  });
  it.each(ours)("%s: parses, at dev, with files that are there, or were written by the line before", async (line) => {
    const written = / meeting sample (\S+)/.exec(ours[ours.indexOf(line) - 1] ?? "")?.[1];
    const { command, args } = await parsed([...wordsOf(line).slice(2), "--outputs", OUTPUTS]);
    if (command.name() === "sample") return expect(args).toEqual([expect.stringMatching(/^build\//)]);
    expect(command.optsWithGlobals()).toMatchObject({ stage: "dev" });
    for (const file of args.filter((arg) => typeof arg === "string" && /[/.](json|csv|txt)$/.test(arg)))
      expect([file, file === written || existsSync(join(root, String(file)))]).toEqual([file, true]);
  });
  it.each(lines.filter((line) => !ours.includes(line)))("%s: is npm's or the CDK's", (line) => {
    expect(wordsOf(line).slice(0, 2).join(" ")).toMatch(/^(npm ci|npx cdk)$/);
  });
  it("leaves out what is done by hand, and what no emulator has", () => {
    expect(lines.filter((line) => line.includes("prod"))).toEqual([]);
    expect(readFileSync(join(root, "README.md"), "utf-8").match(/\*by hand\*/gi)?.length).toBeGreaterThanOrEqual(3);
  });
  it("is read by its mark alone", () => {
    const readme =
      "## Other\n```sh deploy-test\nno\n```\n## The first hour\n```\nno\n```\n```sh deploy-test\nnpm ci\n\nnpx cdk synth\n```\n## Next\n";
    expect(firstHour(readme)).toEqual(["npm ci", "npx cdk synth"]);
    expect(() => wordsOf("npx convoke board `id`")).toThrow("Not plain words");
  });
});
