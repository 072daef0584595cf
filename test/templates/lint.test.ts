import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { unlinted } from "#lib/guard-rails";
import { pythonTool } from "#test/deploy/python";
import { built } from "#test/lib/synthesized";

const VERSION = "1.58.0";
const findings = z.array(
  z.object({
    Filename: z.string(),
    Message: z.string(),
    Rule: z.object({ Id: z.string() }),
    Location: z.object({ Path: z.array(z.union([z.string(), z.number()])).nullable() }),
  }),
);

const stages = ["dev", "test", "prod"].map((name) => ({ name, ...built(name) }));
const found = new Map<string, z.infer<typeof findings>>();

beforeAll(async () => {
  const tool = join(await pythonTool("cfn-lint", VERSION), "cfn-lint");
  for (const { name, app, assembly, stage } of stages) {
    app.synth();
    const templates = readdirSync(assembly).filter((file) => file.endsWith(".template.json"));
    expect(templates).toHaveLength(3);
    const paths = templates.map((file) => join(assembly, file));
    const { region } = stage.record;
    found.set(
      name,
      findings.parse(JSON.parse(await printed(tool, ["--format", "json", "--regions", region, "--", ...paths]))),
    );
  }
});

/** It ends with a code of its own where it finds something; what it found is printed all the same. */
async function printed(tool: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(tool, args, { maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (stdout.trim() === "") reject(new Error(`cfn-lint said nothing: ${stderr}`, { cause: error }));
      else resolve(stdout);
    });
  });
}

describe(`cfn-lint ${VERSION}`, () => {
  it.each(stages.map(({ name }) => name))(
    "finds nothing in the templates of %s but what lib/guard-rails.ts names",
    (name) => {
      const wrong = (found.get(name) ?? []).filter(({ Rule }) => !(Rule.Id in unlinted));
      expect(
        wrong.map(
          ({ Rule, Message, Filename, Location }) =>
            `${Rule.Id} ${Filename.split("/").at(-1)} ${Location.Path?.join(".")}: ${Message}`,
        ),
      ).toEqual([]);
    },
  );
  it("is let through for nothing that it does not find", () => {
    const rules = new Set([...found.values()].flat().map(({ Rule }) => Rule.Id));
    expect(Object.keys(unlinted).filter((rule) => !rules.has(rule))).toEqual([]);
  });
});
