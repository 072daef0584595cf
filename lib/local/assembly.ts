import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** A resource as the template has it, intrinsics unresolved. */
export interface Resource {
  readonly stack: StackTemplate;
  readonly id: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** The construct's path below its stack, such as ["site-public", "Function", "Resource"]; the logical id where none is known. */
  readonly path: readonly string[];
}

export interface Output {
  readonly id: string;
  readonly value: unknown;
  readonly exportName: unknown;
}

/** One stack of the assembly. */
export interface StackTemplate {
  readonly name: string;
  readonly region: string;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly outputs: readonly Output[];
  /** Parameters by their defaults. */
  readonly parameters: ReadonlyMap<string, unknown>;
  /** Object key of an asset, such as "<hash>.zip", to its folder on this machine. */
  readonly assets: ReadonlyMap<string, string>;
}

const manifestFile = z.object({ artifacts: z.record(z.string(), z.looseObject({ type: z.string() })) });
const stackArtifact = z.object({
  environment: z.string(),
  properties: z.looseObject({ templateFile: z.string(), stackName: z.string().optional() }),
  metadata: z.record(z.string(), z.unknown()).optional(),
  additionalMetadataFile: z.string().optional(),
});
const assetArtifact = z.object({ properties: z.looseObject({ file: z.string() }) });
const assetFile = z.object({
  files: z
    .record(
      z.string(),
      z.object({
        source: z.object({ path: z.string().optional() }),
        destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
      }),
    )
    .default({}),
});
const templateFile = z.strictObject({
  AWSTemplateFormatVersion: z.string().optional(),
  Description: z.string().optional(),
  Metadata: z.unknown().optional(),
  Parameters: z.record(z.string(), z.looseObject({ Default: z.unknown().optional() })).default({}),
  /** Assertions about the account's bootstrap, which is no matter here. */
  Rules: z.unknown().optional(),
  Resources: z.record(
    z.string(),
    z.strictObject({
      Type: z.string(),
      Properties: z.record(z.string(), z.unknown()).default({}),
      DependsOn: z.unknown().optional(),
      DeletionPolicy: z.unknown().optional(),
      UpdateReplacePolicy: z.unknown().optional(),
      Metadata: z.unknown().optional(),
    }),
  ),
  Outputs: z
    .record(z.string(), z.looseObject({ Value: z.unknown(), Export: z.object({ Name: z.unknown() }).optional() }))
    .default({}),
});
const logicalIds = z.record(z.string(), z.array(z.looseObject({ type: z.string(), data: z.unknown().optional() })));

/** Reads what `cdk synth` wrote; what this stack would not understand is an error that names it. */
export function readAssembly(folder: string): StackTemplate[] {
  const manifestPath = join(folder, "manifest.json");
  if (!existsSync(manifestPath)) throw new Error(`${folder} holds no synthesized assembly (no manifest.json)`);
  const artifacts = Object.entries(parse(manifestPath, manifestFile).artifacts);
  const nested = artifacts.find(([, { type }]) => type === "cdk:cloud-assembly");
  if (nested !== undefined)
    throw new Error(`${nested[0]} is a nested assembly (a CDK Stage), which the local stack does not read`);
  const assets = new Map(
    artifacts.flatMap(([, artifact]) => (artifact.type === "cdk:asset-manifest" ? readAssets(folder, artifact) : [])),
  );
  const stacks = artifacts.flatMap(([id, artifact]) =>
    artifact.type === "aws:cloudformation:stack" ? [readStack(folder, id, artifact, assets)] : [],
  );
  if (stacks.length === 0) throw new Error(`${folder} holds no stack`);
  const regions = new Set(stacks.map(({ region }) => region));
  if (regions.size > 1) throw new Error(`The stacks are for several regions (${[...regions].join(", ")})`);
  return stacks;
}

function readAssets(folder: string, artifact: unknown): [string, string][] {
  const { file } = assetArtifact.parse(artifact).properties;
  return Object.values(parse(join(folder, file), assetFile).files).flatMap(({ source, destinations }) =>
    Object.values(destinations).map(({ objectKey }): [string, string] => [objectKey, join(folder, source.path ?? "")]),
  );
}

function readStack(folder: string, id: string, artifact: unknown, assets: Map<string, string>): StackTemplate {
  const { environment, properties, metadata, additionalMetadataFile } = stackArtifact.parse(artifact);
  const template = parse(join(folder, properties.templateFile), templateFile);
  const name = properties.stackName ?? id;
  const paths = new Map([
    ...pathsOf(logicalIds.safeParse(metadata ?? {}).data ?? {}),
    ...(additionalMetadataFile === undefined ? [] : pathsOf(parse(join(folder, additionalMetadataFile), logicalIds))),
  ]);
  const resources = new Map<string, Resource>();
  const [, region = ""] = /^aws:\/\/[^/]+\/(.+)$/.exec(environment) ?? [];
  const stack: StackTemplate = {
    name,
    region: region === "" || region === "unknown-region" ? "eu-west-1" : region,
    resources,
    outputs: Object.entries(template.Outputs).map(([key, output]) => ({
      id: key,
      value: output.Value,
      exportName: output.Export?.Name,
    })),
    parameters: new Map(Object.entries(template.Parameters).map(([key, { Default }]) => [key, Default])),
    assets,
  };
  for (const [key, { Type, Properties }] of Object.entries(template.Resources)) {
    resources.set(key, { stack, id: key, type: Type, properties: Properties, path: paths.get(key) ?? [key] });
  }
  return stack;
}

function pathsOf(metadata: z.output<typeof logicalIds>): [string, string[]][] {
  return Object.entries(metadata).flatMap(([path, entries]) =>
    entries.flatMap(({ type, data }): [string, string[]][] =>
      type === "aws:cdk:logicalId" && typeof data === "string" ? [[data, path.split("/").slice(2)]] : [],
    ),
  );
}

function parse<S extends z.ZodType>(path: string, schema: S): z.output<S> {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new Error(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Error(`${path}: ${issue?.path.map(String).join(".") ?? ""}: ${issue?.message ?? "malformed"}`);
}
