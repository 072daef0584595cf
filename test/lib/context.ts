import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { withExamples } from "#lib/config";

const cdkJson = z.object({
  context: z.looseObject({ stages: z.record(z.string(), z.record(z.string(), z.unknown())) }),
});

/** The context of cdk.json, stages and feature flags. */
export const { context } = cdkJson.parse(
  JSON.parse(readFileSync(join(import.meta.dirname, "../../cdk.json"), "utf-8")),
);

/** The stages of cdk.json; prod with the account and the address that whoever deploys it writes there. */
export const stages: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  ...context.stages,
  prod: withExamples(context.stages["prod"] ?? {}),
};
