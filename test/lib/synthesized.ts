import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { afterAll, expect } from "vitest";
import * as z from "zod";
import { stageConfig } from "#lib/config";
import { ConvokeStage } from "#lib/convoke-stage";
import { functions } from "#lib/functions";
import { context, stages } from "#test/lib/context";

export const anything = z.record(z.string(), z.unknown());
const resource = z.object({
  Type: z.string(),
  Properties: anything.default({}),
  DeletionPolicy: z.string().optional(),
});
export type Resource = z.output<typeof resource> & { readonly id: string };

/** A stage of cdk.json, with other values where a test needs them, over bundles that are empty: nothing here reads their code. */
export function built(name: string, changes: { readonly [key: string]: unknown } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "convoke-stacks-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  for (const { name } of functions) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, "index.mjs"), `export const handler = async () => "${name}";\n`);
  }
  const assembly = join(folder, "cdk.out");
  const app = new App({ context: { ...context, "aws:cdk:disable-stack-trace": true }, outdir: assembly });
  const config = stageConfig(name, { [name]: { ...stages[name], ...changes } });
  return { app, assembly, stage: new ConvokeStage(app, config, folder) };
}

/** The same, with its templates. */
export function synthesized(name: string, changes: { readonly [key: string]: unknown } = {}) {
  const { stage } = built(name, changes);
  const templates = {
    record: Template.fromStack(stage.record),
    workflow: Template.fromStack(stage.workflow),
    frontDoor: Template.fromStack(stage.frontDoor),
  };
  return { stage, ...templates, resources: Object.values(templates).flatMap(resourcesOf) };
}

/** CDK's assertions, counted as ours. */
export function holds(assertion: () => void): void {
  expect(assertion).not.toThrow();
}

export function resourcesOf(template: Template): Resource[] {
  const { Resources } = z.object({ Resources: z.record(z.string(), resource) }).parse(template.toJSON());
  return Object.entries(Resources).map(([id, found]) => ({ id, ...found }));
}

export const ofType = (resources: readonly Resource[], type: string) =>
  resources.filter((candidate) => candidate.Type === type);

const list = z.union([z.array(z.unknown()), z.unknown().transform((value) => [value])]);
const strings = z.union([z.array(z.string()), z.string().transform((value) => [value])]);
const document = z.object({
  Statement: z.array(
    z.object({ Effect: z.string(), Action: strings, Resource: list, Condition: anything.default({}) }),
  ),
});
const role = z.object({ Policies: z.array(z.object({ PolicyDocument: document })) });
const policy = z.object({ PolicyDocument: document });

export interface Grant {
  readonly who: string;
  readonly action: string;
  /** As it stands in the template, as text. */
  readonly resource: string;
  readonly condition: string;
}

/** Every allowance of every role, one action and one resource at a time. */
export function grantsOf(resources: readonly Resource[]): Grant[] {
  const documents = [
    ...ofType(resources, "AWS::IAM::Role").flatMap(({ id, Properties }) => {
      const own = role.safeParse(Properties);
      return own.success ? own.data.Policies.map(({ PolicyDocument }) => ({ id, PolicyDocument })) : [];
    }),
    ...ofType(resources, "AWS::IAM::Policy").map(({ id, Properties }) => ({ id, ...policy.parse(Properties) })),
  ];
  return documents.flatMap(({ id, PolicyDocument }) =>
    PolicyDocument.Statement.flatMap(({ Action, Resource, Condition }) =>
      Action.flatMap((action) =>
        Resource.map((on) => ({ who: id, action, resource: JSON.stringify(on), condition: JSON.stringify(Condition) })),
      ),
    ),
  );
}
