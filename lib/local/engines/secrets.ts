import { randomInt, randomUUID } from "node:crypto";
import { z } from "zod";
import type { Clock } from "#lib/local/clock";
import { type Answer, type Call, type Engine, type Need, Refused, refusal, success } from "#lib/local/engine";
import { read, readJson } from "#lib/local/input";
import { isRecord } from "#lib/local/pattern-values";
import { type Store, text, whole } from "#lib/local/store";

/** CloudFormation's GenerateSecretString, under its own names; unknown members are refused. */
const generation = z.strictObject({
  SecretStringTemplate: z.string().optional(),
  GenerateStringKey: z.string().optional(),
  PasswordLength: z.number().int().min(1).max(4096).default(32),
  ExcludeCharacters: z.string().default(""),
  ExcludeLowercase: z.boolean().default(false),
  ExcludeNumbers: z.boolean().default(false),
  ExcludePunctuation: z.boolean().default(false),
  ExcludeUppercase: z.boolean().default(false),
  IncludeSpace: z.boolean().default(false),
  RequireEachIncludedType: z.boolean().default(true),
});
export type Generation = z.input<typeof generation>;

export interface SecretDescription {
  name: string;
  arn: string;
  /** Either a value or how to make one; a made value is made once and kept. */
  value?: string;
  generate?: Generation;
}

const ACTIONS = ["GetSecretValue", "DescribeSecret", "PutSecretValue"] as const;
const put = z.strictObject({
  SecretId: z.string(),
  ClientRequestToken: z.string().min(32).max(64),
  SecretString: z.string().min(1),
  VersionStages: z.array(z.string().min(1)).min(1).max(20).default(["AWSCURRENT"]),
});

const wanted = z.object({
  SecretId: z.string(),
  VersionId: z.string().optional(),
  VersionStage: z.string().optional(),
});

/** Secrets Manager: what the template makes, its versions, and their labels. A label is of one version at a time. */
export class Secrets implements Engine {
  readonly service = "secretsmanager";
  readonly #secrets: readonly SecretDescription[];
  readonly #store: Store;
  readonly #clock: Clock;

  constructor(store: Store, clock: Clock, secrets: readonly SecretDescription[]) {
    this.#store = store;
    this.#clock = clock;
    this.#secrets = secrets;
    store.define(
      `CREATE TABLE IF NOT EXISTS secrets (name TEXT PRIMARY KEY, value TEXT NOT NULL, version TEXT NOT NULL, created INTEGER NOT NULL);
       CREATE TABLE IF NOT EXISTS secret_versions (
         name TEXT NOT NULL, version TEXT NOT NULL, value TEXT NOT NULL, created INTEGER NOT NULL, stages TEXT NOT NULL,
         PRIMARY KEY (name, version));`,
    );
    const make = store.prepare(
      "INSERT INTO secrets (name, value, version, created) VALUES (?, ?, ?, ?) ON CONFLICT (name) DO NOTHING",
    );
    for (const { name, value, generate } of secrets) {
      make.run(name, value ?? generateSecret(generation.parse(generate ?? {})), randomUUID(), clock.now());
    }
  }

  needs(call: Call): Need[] {
    const action = known(call.action);
    return [{ action: `secretsmanager:${action}`, resource: this.#secret(readJson(call)).arn, context: {} }];
  }

  async handle(call: Call): Promise<Answer> {
    try {
      const input = readJson(call);
      const answers = {
        GetSecretValue: () => this.#value(input),
        DescribeSecret: () => this.#described(input),
        PutSecretValue: () => this.#store.transaction(() => this.#put(input)),
      };
      return success("secretsmanager", answers[known(call.action)]());
    } catch (error) {
      if (error instanceof Refused) return refusal("secretsmanager", error);
      throw error;
    }
  }

  async stop(): Promise<void> {}

  #value(input: unknown) {
    const { name, arn } = this.#secret(input);
    const { VersionId, VersionStage } = read(wanted, input);
    const label = VersionStage ?? (VersionId === undefined ? "AWSCURRENT" : undefined);
    const found = this.#versions(name).find(
      ({ version, stages }) => (VersionId ?? version) === version && (label === undefined || stages.includes(label)),
    );
    if (found === undefined) {
      throw new Refused(
        "ResourceNotFoundException",
        `Secrets Manager can't find the specified secret value for staging label: ${label ?? VersionId}`,
      );
    }
    const { version, value, created, stages } = found;
    return {
      ARN: arn,
      Name: name,
      SecretString: value,
      VersionId: version,
      VersionStages: stages,
      CreatedDate: created / 1000,
    };
  }

  #described(input: unknown) {
    const { name, arn } = this.#secret(input);
    const labelled = this.#versions(name).filter(({ stages }) => stages.length > 0);
    return {
      ARN: arn,
      Name: name,
      VersionIdsToStages: Object.fromEntries(labelled.map(({ version, stages }) => [version, stages])),
    };
  }

  /** The same version again is the same, with another value a conflict. Its labels leave the versions that had them. */
  #put(input: unknown) {
    const { name, arn } = this.#secret(input);
    const { ClientRequestToken: version, SecretString: value, VersionStages } = read(put, input);
    const versions = this.#versions(name);
    const same = versions.find((one) => one.version === version);
    if (same && same.value !== value)
      throw new Refused(
        "ResourceExistsException",
        `A resource with the ID you requested already exists: version ${version} has another value.`,
      );
    const stages = [...new Set([...(same?.stages ?? []), ...VersionStages])];
    if (!same) {
      const wasCurrent = (labels: readonly string[]) =>
        VersionStages.includes("AWSCURRENT") && labels.includes("AWSCURRENT") ? ["AWSPREVIOUS"] : [];
      const left = (labels: readonly string[]) => [
        ...labels.filter((label) => !VersionStages.includes(label) && label !== "AWSPREVIOUS"),
        ...wasCurrent(labels),
      ];
      for (const one of versions) this.#keep(name, { ...one, stages: left(one.stages) });
      this.#keep(name, { version, value, created: this.#clock.now(), stages });
    }
    return { ARN: arn, Name: name, VersionId: version, VersionStages: stages };
  }

  #keep(name: string, { version, value, created, stages }: Version): void {
    this.#store
      .prepare("INSERT OR REPLACE INTO secret_versions (name, version, value, created, stages) VALUES (?, ?, ?, ?, ?)")
      .run(name, version, value, created, JSON.stringify(stages));
  }

  /** What was put, or the one value that the template made, until something is. */
  #versions(name: string): Version[] {
    const put = this.#store.prepare("SELECT * FROM secret_versions WHERE name = ? ORDER BY rowid").all(name);
    if (put.length > 0)
      return put.map((row) => ({
        version: text(row, "version"),
        value: text(row, "value"),
        created: whole(row, "created"),
        stages: z.array(z.string()).parse(JSON.parse(text(row, "stages"))),
      }));
    const made = this.#store.prepare("SELECT value, version, created FROM secrets WHERE name = ?").get(name) ?? {};
    return [
      {
        version: text(made, "version"),
        value: text(made, "value"),
        created: whole(made, "created"),
        stages: ["AWSCURRENT"],
      },
    ];
  }

  #secret(input: unknown): SecretDescription {
    const { SecretId } = read(wanted, input, "InvalidParameterException");
    const found = this.#secrets.find(
      ({ arn, name }) => arn === SecretId || name === SecretId || arn.replace(/-\w{6}$/, "") === SecretId,
    );
    if (found === undefined)
      throw new Refused("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
    return found;
  }
}

const TYPES = [
  "abcdefghijklmnopqrstuvwxyz",
  "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
  "0123456789",
  "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
  " ",
];

function generateSecret(how: z.output<typeof generation>): string {
  const password = generatePassword(how);
  if (how.SecretStringTemplate === undefined || how.GenerateStringKey === undefined) return password;
  const template: unknown = JSON.parse(how.SecretStringTemplate);
  if (!isRecord(template)) throw new Error("SecretStringTemplate must be a JSON object");
  return JSON.stringify({ ...template, [how.GenerateStringKey]: password });
}

function generatePassword(how: z.output<typeof generation>): string {
  const left = [
    how.ExcludeLowercase,
    how.ExcludeUppercase,
    how.ExcludeNumbers,
    how.ExcludePunctuation,
    !how.IncludeSpace,
  ];
  const types = TYPES.filter((_, index) => left[index] !== true)
    .map((type) => [...type].filter((char) => !how.ExcludeCharacters.includes(char)).join(""))
    .filter((type) => type !== "");
  if (types.length === 0) throw new Error("GenerateSecretString excludes every character");
  const all = types.join("");
  for (;;) {
    const password = Array.from({ length: how.PasswordLength }, () => all.charAt(randomInt(all.length))).join("");
    const complete = types.every((type) => [...password].some((char) => type.includes(char)));
    if (complete || !how.RequireEachIncludedType || how.PasswordLength < types.length) return password;
  }
}

interface Version {
  readonly version: string;
  readonly value: string;
  readonly created: number;
  readonly stages: readonly string[];
}

function known(action: string): (typeof ACTIONS)[number] {
  const found = ACTIONS.find((one) => one === action);
  if (found === undefined)
    throw new Refused("UnknownOperationException", `The local stack does not know Secrets Manager's ${action}.`);
  return found;
}
