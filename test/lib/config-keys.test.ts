import { describe, expect, it } from "vitest";
import * as z from "zod";
import { ConfigError, exampleStage, stageConfig, stageSchema } from "#lib/config";

type Path = readonly string[];
const keyed = z.record(z.string(), z.unknown());

/** What may be left out; everything else is asked for. */
const optional = [
  "account",
  "site",
  "mail.allowList",
  "mail.mailFrom",
  "mail.releaseGate",
  "subscribers",
  "restore",
  ...["secretariat", "postalAddress", "dialogue.name"].map((of) => `${of}.ar`),
];
/** The key that a sentence names: of a choice between values, the choice. */
const named = (key: string) => (key === "alarms.email" ? "alarms" : key).replaceAll(".", "\\.");
/** Free words, of which nothing can be said but that they are there. */
const words = /\.(en|fr|ar)$/;

/** What a schema is beneath `optional`, a default or a choice. */
function inner(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return inner(schema.def.innerType);
  if (schema instanceof z.ZodUnion) return inner(schema.def.options.at(-1) ?? schema);
  return schema;
}
function keysOf(schema: z.core.$ZodType, above: readonly string[] = []): Path[] {
  const own = inner(schema);
  if (!(own instanceof z.ZodObject)) return [];
  return Object.entries(z.record(z.string(), z.instanceof(z.core.$ZodType)).parse(own.shape)).flatMap(
    ([key, value]): Path[] => [[...above, key], ...keysOf(value, [...above, key])],
  );
}
const every = keysOf(stageSchema).map((path) => [path.join("."), path] as const);

/** A stage with another value at a path; without one, the key is left out. */
function changed(stage: unknown, path: Path, value?: unknown): unknown {
  const [step = "", ...below] = path;
  const { [step]: inside, ...others } = keyed.parse(stage);
  if (below.length > 0) return { ...others, [step]: changed(inside, below, value) };
  return value === undefined ? others : { ...others, [step]: value };
}
function said(stage: unknown): string[] {
  try {
    stageConfig("dev", { dev: stage });
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split("\n");
    throw error;
  }
  return [];
}
function at(path: Path): unknown {
  return path.reduce<unknown>((value, step) => keyed.parse(value)[step], exampleStage);
}

describe("every key of a stage, taken from the schema", () => {
  it("are found, the example has them all, and it is right", () => {
    expect(every.length).toBeGreaterThanOrEqual(40);
    const lacking = every.filter(([key, path]) => at(path) === undefined && !optional.includes(key));
    expect(lacking).toEqual([]);
    expect(said(exampleStage)).toEqual([]);
  });

  it.each(every.filter(([key]) => !optional.includes(key)))("without %s: one sentence", (key, path) => {
    expect(said(changed(exampleStage, path))).toEqual([
      expect.stringMatching(
        new RegExp(`^Stage dev, key ${named(key)}: (is missing|must be false, or hold).*; for example "`),
      ),
    ]);
  });

  it.each(every.filter(([key]) => optional.includes(key) && key !== "mail.allowList"))(
    "without %s: right",
    (_, path) => {
      expect(said(changed(exampleStage, path))).toEqual([]);
    },
  );

  const wrong = [null, "", -1, ["\n"], { x: 1 }, "x y"];
  it.each(every)("with anything wrong at %s: sentences that name the key", (key, path) => {
    for (const value of wrong) {
      if (value === "x y" && words.test(key)) continue;
      const sentences = said(changed(exampleStage, path, value));
      expect([value, sentences.length > 0]).toEqual([value, true]);
      for (const sentence of sentences)
        expect(sentence).toMatch(new RegExp(`^Stage dev, key ${named(key)}[.:].*[;,] for example \\S`));
    }
  });

  it.each([
    ["nothing", undefined],
    ["null", null],
    ["a word", "eu-west-1"],
    ["a list", []],
  ])("a stage that is %s is no stage", (_, stage) => {
    expect(said(stage)).not.toEqual([]);
  });
});
