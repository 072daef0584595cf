import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { everyCommand, pathOf, program } from "#bin/convoke/program";
import { nearest } from "#bin/convoke/suggest";
import { convoke } from "#test/bin/door";

const commands = everyCommand(program(() => {}));
const leaves = commands.filter(({ commands }) => commands.length === 0);
const words = (command: (typeof commands)[number]) => pathOf(command).split(" ").slice(1);

describe("help", () => {
  it.each(commands.map((command) => [pathOf(command), words(command)] as const))("%s", async (path, args) => {
    const { code, out, err } = await convoke(...args, "--help");
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(new RegExp(`^Usage: ${path}`));
    if (leaves.some((leaf) => pathOf(leaf) === path)) expect(out).toMatch(/Examples?:\n {2}convoke /);
  });
  it("every example of a command is one of that command, with options that it has", async () => {
    const wrong: string[] = [];
    for (const command of leaves) {
      const { out } = await convoke(...words(command), "--help");
      const path = pathOf(command).replace("audit show", "audit");
      for (const [, line = ""] of out.matchAll(/^ {2}(convoke .*)$/gm)) {
        const flags = [...line.matchAll(/ (--[a-z-]+)/g)].map(([, flag]) => flag);
        const known = [...command.options, ...program(() => {}).options].map(({ long }) => long);
        if (!line.startsWith(path)) wrong.push(`${path}: ${line}`);
        wrong.push(...flags.filter((flag) => !known.includes(flag)).map((flag) => `${path}: ${flag}`));
      }
    }
    expect(wrong).toEqual([]);
  });
  it("without a command is wrong usage, and shows what there is, once", async () => {
    const { code, out, err } = await convoke();
    expect([code, out]).toEqual([2, ""]);
    expect(err.match(/Usage: convoke/g)).toHaveLength(1);
  });
  it("--version is the package's", async () => {
    const { version } = JSON.parse(readFileSync(join(import.meta.dirname, "../../package.json"), "utf-8"));
    expect(await convoke("--version")).toEqual({ code: 0, out: version, err: "" });
    expect(JSON.parse((await convoke("--version", "--json")).out)).toEqual({ accepted: true, text: version });
  });
});

describe("wrong usage", () => {
  it.each<[string, string[], RegExp]>([
    ["an unknown command", ["rond", "list"], /^Unknown command 'rond'\. \(Did you mean round\?\)$/m],
    ["an unknown command of a group", ["round", "relase", "x"], /Did you mean release\?/],
    ["an unknown command of a group with a usual one", ["dlq", "redirve"], /Did you mean redrive\?/],
    [
      "an unknown option",
      ["round", "list", "--meting", "x"],
      /^Unknown option '--meting'\. Did you mean --meeting\?$/m,
    ],
    ["an unknown option like none", ["round", "list", "--wherever"], /^Unknown option '--wherever'\.$/m],
    [
      "a command that stands by itself, in a group",
      ["meeting", "reschedule", "x"],
      /^reschedule stands by itself: convoke reschedule, not convoke meeting reschedule\.$/m,
    ],
    [
      "a day that is none",
      ["audience", "members", "--as-of", "2022-02-30"],
      /'2022-02-30' is invalid\. Write year, month/,
    ],
    ["no day", ["party", "list", "--as-of", "yesterday"], /'yesterday' is invalid\. Write year, month and day/],
    ["an option that is missing", ["round", "draft", "x"], /--meeting <id>/],
    ["an argument that is missing", ["board"], /missing.*meeting/i],
    ["one argument too many", ["board", "a", "b"], /^Too many arguments/],
    ["a group without its command", ["round"], /Say what to do/],
    [
      "a choice that is none",
      ["answer", "record", "m", "--party", "EG", "--answer", "maybe"],
      /Allowed choices are come/,
    ],
    ["27 · the name of every object", ["constructor"], /^Unknown command/],
    ["27 · __proto__ as an option", ["board", "m", "--__proto__", "x"], /Unknown option/],
    ["an object that is none", ["audit", "som-8"], /^An object is CNV#/],
    ["verify without anything", ["audit", "verify"], /Name one object, or a meeting/],
    ["verify with both", ["audit", "verify", "RND#a", "--meeting", "m"], /Name one object, or a meeting/],
    ["an address that is none", ["board", "m", "--url", "nowhere"], /--url is an address/],
    [
      "42 · a name with a bidi override",
      ["board", "m", "--url", "http://127.0.0.1:1", "--as", "a\u202Eb"],
      /--as is a/,
    ],
    ["stage and address", ["board", "m", "--stage", "dev", "--url", "http://127.0.0.1:1"], /either --stage or --url/],
    ["stage and name", ["board", "m", "--stage", "dev", "--as", "amina"], /--as is for the local stack/],
    ["a stage that there is not", ["board", "m", "--stage", "prd"], /dev, test, prod\. Did you mean prod\?/],
  ])("%s: exit 2, said once", async (_, args, sentence) => {
    const { code, out, err } = await convoke(...args);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(sentence);
    expect(err.split("\n").filter((line) => sentence.test(line))).toHaveLength(1);
    expect(err).not.toMatch(/\n\s+at /);
  });
  it.each([[["rond"]], [["round"]], [["board"]], [[]], [["board", "m", "--stage", "nope"]]])(
    "%j with --json is one line of JSON",
    async (args) => {
      const { code, out, err } = await convoke(...args, "--json");
      expect([code, err, out.split("\n").length]).toEqual([2, "", 1]);
      expect(JSON.parse(out)).toMatchObject({ accepted: false, code: "wrong-usage" });
    },
  );
});

describe("a failure", () => {
  it("is one sentence, exit 1; a stack trace only with --debug", async () => {
    const args = ["board", "m", "--url", "http://127.0.0.1:1", "--as", "amina"];
    const { code, err } = await convoke(...args);
    expect([code, err]).toEqual([1, expect.stringMatching(/^Nothing answers at .*\.$/)]);
    expect((await convoke(...args, "--debug")).err).toMatch(/\n\s+at /);
    expect(JSON.parse((await convoke(...args, "--json")).out)).toMatchObject({ accepted: false, code: "failed" });
  });
  it("a file that is not there, or holds no JSON", async () => {
    const at = ["--url", "http://127.0.0.1:1", "--as", "amina"];
    expect(await convoke("convene", "nowhere.json", ...at)).toMatchObject({
      code: 1,
      err: "There is no file nowhere.json.",
    });
    expect((await convoke("convene", "LICENSE", ...at)).err).toMatch(/does not hold a JSON object \(.+ JSON.*\)\.$/);
  });
});

describe("a command for the bus", () => {
  const sample = "events/commands/release-round.v1.sample.json";
  it.each<[string, string, RegExp]>([
    ["81 · an unknown command", "relase-round.v1", /Did you mean release-round\.v1\?/],
    ["81 · an unknown version", "release-round.v9", /no command of this type and version.*release-round\.v1/],
    ["27 · the name of every object", "constructor", /no command of this type/],
    ["a personal one", "record-answer.v1", /holds names, addresses or free text/],
    ["one for a person only", "review-round.v1", /needs a person/],
  ])("%s is refused before it is put there", async (_, type, sentence) => {
    const { code, err, out } = await convoke("event", type, "--file", sample, "--bus", "b");
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(sentence);
  });
});

describe("the nearest word", () => {
  it.each([
    ["som-8-membres", ["som-8-members", "som-8-organisations"], "som-8-members"],
    ["eg", ["EG", "DE"], "EG"],
    ["zzzz", ["som-8"], undefined],
    ["som-8", ["som-8"], undefined],
    ["x".repeat(10_000), ["som-8"], undefined],
  ])("of %s", (word, known, meant) => {
    expect(nearest(word, known)).toBe(meant);
  });
});
