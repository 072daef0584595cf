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

const wanted = z.object({
  SecretId: z.string(),
  VersionId: z.string().optional(),
  VersionStage: z.string().default("AWSCURRENT"),
});

/** Secrets Manager: reading what the template makes. */
export class Secrets implements Engine {
  readonly service = "secretsmanager";
  readonly #secrets: readonly SecretDescription[];
  readonly #store: Store;

  constructor(store: Store, clock: Clock, secrets: readonly SecretDescription[]) {
    this.#store = store;
    this.#secrets = secrets;
    store.define(
      "CREATE TABLE IF NOT EXISTS secrets (name TEXT PRIMARY KEY, value TEXT NOT NULL, version TEXT NOT NULL, created INTEGER NOT NULL)",
    );
    const make = store.prepare(
      "INSERT INTO secrets (name, value, version, created) VALUES (?, ?, ?, ?) ON CONFLICT (name) DO NOTHING",
    );
    for (const { name, value, generate } of secrets) {
      make.run(name, value ?? generateSecret(generation.parse(generate ?? {})), randomUUID(), clock.now());
    }
  }

  needs(call: Call): Need[] {
    if (call.action !== "GetSecretValue") throw unknown(call.action);
    return [{ action: "secretsmanager:GetSecretValue", resource: this.#secret(readJson(call)).arn, context: {} }];
  }

  async handle(call: Call): Promise<Answer> {
    try {
      if (call.action !== "GetSecretValue") throw unknown(call.action);
      return success("secretsmanager", this.#value(readJson(call)));
    } catch (error) {
      if (error instanceof Refused) return refusal("secretsmanager", error);
      throw error;
    }
  }

  async stop(): Promise<void> {}

  #value(input: unknown) {
    const { name, arn } = this.#secret(input);
    const row = this.#store.prepare("SELECT value, version, created FROM secrets WHERE name = ?").get(name) ?? {};
    const version = text(row, "version");
    const { VersionId = version, VersionStage } = read(wanted, input);
    if (VersionId !== version || VersionStage !== "AWSCURRENT") {
      throw new Refused(
        "ResourceNotFoundException",
        `Secrets Manager can't find the specified secret value for staging label: ${VersionStage}`,
      );
    }
    return {
      ARN: arn,
      Name: name,
      SecretString: text(row, "value"),
      VersionId: version,
      VersionStages: ["AWSCURRENT"],
      CreatedDate: whole(row, "created") / 1000,
    };
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

const unknown = (action: string) =>
  new Refused("UnknownOperationException", `The local stack does not know Secrets Manager's ${action}.`);
