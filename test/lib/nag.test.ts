import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { accepted, wildcards } from "#lib/guard-rails";
import { subscriberExample } from "#lib/subscriber-config";
import { built } from "#test/lib/synthesized";

const report = z.object({
  pluginReports: z.array(
    z.object({
      violations: z.array(
        z.object({ ruleName: z.string(), violatingConstructs: z.array(z.object({ constructPath: z.string() })) }),
      ),
    }),
  ),
});
/** A reviewer reads so many and no more. */
const MOST_REASONS = 8;

/** What cdk-nag finds and no construct acknowledges: `rule at construct`. */
function findings(stage: string): string[] {
  const { app, assembly } = built(stage, { subscribers: subscriberExample });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  // The wildcards' findings are named after resolved ARNs, which no construct can acknowledge beforehand.
  expect(() => app.synth()).toThrow("AwsSolutions");
  const { pluginReports } = report.parse(JSON.parse(readFileSync(join(assembly, "validation-report.json"), "utf-8")));
  return pluginReports.flatMap(({ violations }) =>
    violations.flatMap(({ ruleName, violatingConstructs }) =>
      violatingConstructs.map(({ constructPath }) => `${constructPath}: ${ruleName}`),
    ),
  );
}

describe("cdk-nag's AWS Solutions pack", () => {
  it.each(["dev", "test", "prod"])(
    "finds nothing in %s that has no reason in lib/guard-rails.ts",
    { timeout: 60_000 },
    (stage) => {
      const found = findings(stage);
      expect(
        found.filter((one) => !wildcards.some(({ nag }) => /: AwsSolutions-IAM5\[/.test(one) && nag.test(one))),
      ).toEqual([]);
      // Each of the list's wildcards is one that is found: none is let through in silence.
      for (const { nag, reason } of wildcards)
        expect(found.filter((one) => nag.test(one)).length, reason).toBeGreaterThan(0);
      const star = found.filter((one) => one.endsWith("[Resource::*]")).map((one) => one.split("/")[1]);
      expect(star.sort()).toEqual(stage === "prod" ? ["invitation-commands", "mail-moments"] : ["mail-moments"]);
    },
  );

  it(`is let through for at most ${MOST_REASONS} reasons, each said in a sentence`, () => {
    const reasons = [...Object.values(accepted), ...wildcards].map(({ reason }) => reason);
    expect(new Set(reasons).size).toBe(reasons.length);
    expect(reasons.length).toBeLessThanOrEqual(MOST_REASONS);
    for (const reason of reasons) expect(reason.split(" ").length).toBeGreaterThanOrEqual(6);
  });

  it("would find what a construct acknowledges: each accepted finding is there", () => {
    const { app } = built("prod");
    const acknowledged = app.node
      .findAll()
      .flatMap((construct) => construct.node.metadata.map(({ data }) => JSON.stringify(data ?? "")));
    for (const { rule } of Object.values(accepted))
      expect(
        acknowledged.some((data) => data.includes(`AwsSolutions-${rule}`)),
        rule,
      ).toBe(true);
  });
});
