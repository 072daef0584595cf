import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";

const cdkJson = z.object({
  context: z.looseObject({ stages: z.record(z.string(), z.record(z.string(), z.unknown())) }),
});

/** The context of cdk.json, stages and feature flags. */
export const { context } = cdkJson.parse(
  JSON.parse(readFileSync(join(import.meta.dirname, "../../cdk.json"), "utf-8")),
);
