import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { describe, expect, it } from "vitest";
import * as z from "zod";
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

/** Wildcards that cannot be acknowledged where they are written: their finding is named after the resolved ARN. */
const meant = [
  /^AwsSolutions-IAM5\[Resource::convoke-prod-record:\w+Documents\w+\/(imports|documents|aws\/lambda)\/\*\]$/,
  /^AwsSolutions-IAM5\[Resource::arn:aws:scheduler:[^*]+:schedule\/<Schedules>\/\*\]$/,
  /^AwsSolutions-IAM5\[Resource::\*\]$/,
];

const { app, assembly } = built("prod");
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));

describe("cdk-nag's AWS Solutions pack", () => {
  it("finds nothing that has no reason", () => {
    expect(() => app.synth()).toThrow("AwsSolutions");
    const { pluginReports } = report.parse(JSON.parse(readFileSync(join(assembly, "validation-report.json"), "utf-8")));
    const violations = pluginReports.flatMap(({ violations }) => violations);
    expect(violations.filter(({ ruleName }) => !meant.some((known) => known.test(ruleName)))).toEqual([]);

    // Of every resource is the quota of the account's mail, which the pump asks for, and in prod who lets a round go.
    const star = violations.find(({ ruleName }) => ruleName.endsWith("::*]"));
    const where = star?.violatingConstructs.map(({ constructPath }) => constructPath.split("/")[1]);
    expect(where).toEqual(["mail-moments", "mail-facts", "invitation-commands"]);
  });
});
