import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { InvalidExpression, parseExpression } from "#lib/local/cron";

const table = z.object({
  groups: z.array(
    z.object({
      group: z.string(),
      /** The page of AWS that says so. */
      source: z.url(),
      cases: z
        .array(
          z.object({
            expression: z.string(),
            from: z.string(),
            timezone: z.string().default("UTC"),
            /** The first three runs, or all of them where there are fewer. */
            runs: z.array(z.string()),
          }),
        )
        .default([]),
      refused: z.array(z.string()).default([]),
    }),
  ),
});
const { groups } = table.parse(JSON.parse(readFileSync(join(import.meta.dirname, "cron-cases.json"), "utf8")));

function runs(expression: string, from: string, timezone: string): string[] {
  const parsed = parseExpression(expression, timezone);
  const found: string[] = [];
  for (let run = parsed.first(Date.parse(from)); run !== undefined && found.length < 3; run = parsed.next(run))
    found.push(new Date(run).toISOString().replace(":00.000Z", "Z"));
  return found;
}

describe.each(groups)("$group", ({ cases, refused }) => {
  test.each(cases)("$expression in $timezone from $from", ({ expression, from, timezone, runs: expected }) => {
    expect(runs(expression, from, timezone)).toEqual(expected);
  });
  test.each(refused)("refuses %j", (expression) => {
    expect(() => parseExpression(expression)).toThrow(InvalidExpression);
  });
});
