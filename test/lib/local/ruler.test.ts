import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { compilePattern, InvalidPattern } from "#lib/local/pattern";

const answer = z.union([z.boolean(), z.literal("refused")]);
const table = z.object({
  cases: z.array(
    z.object({
      group: z.string(),
      /** The place in event-ruler that says so. */
      where: z.string(),
      pattern: z.unknown(),
      /** As JSON text where the spelling of a number counts; none where the pattern is refused. */
      event: z.unknown().optional(),
      matches: answer,
      /** Where we answer otherwise, and why. */
      ours: answer.optional(),
      why: z.string().optional(),
    }),
  ),
});
const { cases } = table.parse(JSON.parse(readFileSync(join(import.meta.dirname, "ruler-cases.json"), "utf8")));

function answerTo(pattern: unknown, event: unknown): z.output<typeof answer> {
  try {
    return compilePattern(pattern)(typeof event === "string" ? JSON.parse(event) : event);
  } catch (error) {
    if (error instanceof InvalidPattern) return "refused";
    throw error;
  }
}

describe("the matcher answers as AWS's event-ruler", () => {
  test.each(cases.map((one, index) => ({ ...one, index })))(
    "$index: $group ($where)",
    ({ pattern, event, matches, ours }) => {
      expect(answerTo(pattern, event), JSON.stringify({ pattern, event })).toBe(ours ?? matches);
    },
  );

  test("where ours differs, the table says why", () => {
    const different = cases.filter(({ ours }) => ours !== undefined);
    expect(different.filter(({ why }) => why === undefined)).toEqual([]);
    expect(different).toHaveLength(2);
  });
});
