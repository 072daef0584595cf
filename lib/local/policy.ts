import { z } from "zod";
import type { Need } from "./engine.ts";

/** Condition keys that a call here has a value for; a policy with any other is refused, since nobody could judge it. */
const KEYS = new Set([
  "aws:SecureTransport",
  "aws:SourceAccount",
  "aws:SourceArn",
  "events:detail-type",
  "events:source",
  "iam:PassedToService",
  "s3:prefix",
  "ses:FromAddress",
]);

type Comparison = (value: string | undefined, expected: readonly string[]) => boolean;
const anyOf =
  (test: (value: string, expected: string) => boolean): Comparison =>
  (value, expected) =>
    value !== undefined && expected.some((one) => test(value, one));
const noneOf =
  (test: (value: string, expected: string) => boolean): Comparison =>
  (value, expected) =>
    value === undefined || !expected.some((one) => test(value, one));
const equal = (a: string, b: string) => a === b;

/** A key without a value fails a positive operator and passes a negated one, as in IAM. */
const OPERATORS: Readonly<Record<string, Comparison>> = {
  StringEquals: anyOf(equal),
  StringNotEquals: noneOf(equal),
  StringLike: anyOf(like),
  StringNotLike: noneOf(like),
  ArnEquals: anyOf(like),
  ArnLike: anyOf(like),
  ArnNotEquals: noneOf(like),
  ArnNotLike: noneOf(like),
  Bool: anyOf((a, b) => a.toLowerCase() === b.toLowerCase()),
};

const oneOrMore = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
const scalars = z.union([z.string(), z.boolean(), z.number()]).transform(String);
const statementShape = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(["Allow", "Deny"]),
  Action: oneOrMore,
  Resource: oneOrMore.optional(),
  Principal: z
    .union([z.literal("*"), z.strictObject({ AWS: oneOrMore.optional(), Service: oneOrMore.optional() })])
    .optional(),
  Condition: z
    .record(z.string(), z.record(z.string(), z.union([scalars.transform((one) => [one]), z.array(scalars)])))
    .default({}),
});
const documentShape = z.strictObject({
  Version: z.string().optional(),
  Id: z.string().optional(),
  Statement: z.union([z.array(statementShape), statementShape.transform((one) => [one])]),
});

interface Condition {
  key: string;
  compare: Comparison;
  expected: readonly string[];
}

export interface Statement {
  effect: "Allow" | "Deny";
  actions: readonly string[];
  /** Empty in a trust policy, which stands on the resource itself. */
  resources: readonly string[];
  /** Services such as events.amazonaws.com; "*" for anybody. */
  services: readonly string[];
  /** ARNs of principals; "*" for anybody. */
  principals: readonly string[];
  conditions: readonly Condition[];
}

/** A policy document; what could not be judged here is an error that says where it stands. */
export function parsePolicy(document: unknown, where: string): Statement[] {
  const parsed = documentShape.safeParse(document);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Error(
      `${where}: a policy that the local stack cannot judge (${issue?.path.map(String).join(".")}: ${issue?.message})`,
    );
  }
  return parsed.data.Statement.map(({ Effect, Action, Resource = [], Principal, Condition }) => ({
    effect: Effect,
    actions: Action,
    resources: Resource,
    services: Principal === "*" ? ["*"] : (Principal?.Service ?? []),
    principals: Principal === "*" ? ["*"] : (Principal?.AWS ?? []),
    conditions: Object.entries(Condition).flatMap(([operator, tests]) =>
      Object.entries(tests).map(([key, expected]) => condition(operator, key, expected, where)),
    ),
  }));
}

function condition(operator: string, key: string, expected: readonly string[], where: string): Condition {
  const compare = OPERATORS[operator];
  if (compare === undefined)
    throw new Error(`${where}: the local stack does not know the condition operator ${operator}`);
  if (!KEYS.has(key)) throw new Error(`${where}: the local stack does not know the condition key ${key}`);
  const variable = expected.find((one) => one.includes("${"));
  if (variable !== undefined) throw new Error(`${where}: the local stack does not know policy variables (${variable})`);
  return { key, compare, expected };
}

/** The action and resource patterns of a statement that cover a need; undefined where the statement does not speak of it. */
export function covers(statement: Statement, need: Need): { actions: string[]; resources: string[] } | undefined {
  const actions = statement.actions.filter((pattern) => like(need.action.toLowerCase(), pattern.toLowerCase()));
  if (actions.length === 0) return undefined;
  const resources = statement.resources.filter((pattern) => like(need.resource, pattern));
  if (resources.length === 0 && statement.resources.length > 0) return undefined;
  const context: Record<string, string> = { "aws:SecureTransport": "true", ...need.context };
  const met = statement.conditions.every(({ key, compare, expected }) => compare(context[key], expected));
  return met ? { actions, resources } : undefined;
}

const compiled = new Map<string, RegExp>();

/** IAM's wildcards: * for any characters, ? for one. */
export function like(value: string, pattern: string): boolean {
  if (!/[*?]/.test(pattern)) return value === pattern;
  let regex = compiled.get(pattern);
  if (regex === undefined) {
    const source = pattern
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replace(/\*/g, "[\\s\\S]*")
      .replace(/\?/g, "[\\s\\S]");
    regex = new RegExp(`^${source}$`);
    compiled.set(pattern, regex);
  }
  return regex.test(value);
}
