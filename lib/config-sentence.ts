import * as z from "zod";

/** What is wrong at which key. */
export interface Fault {
  readonly path: readonly string[];
  readonly what: string;
  /** Keys that are not known there. */
  readonly unknown?: readonly string[];
}

export function fault(issue: z.core.$ZodIssue): Fault {
  const path = issue.path.map(String);
  if (issue.code === "unrecognized_keys") return { path, what: "is not known", unknown: issue.keys };
  const inner = issue.code === "invalid_key" ? issue.issues[0]?.message : undefined;
  return { path, what: inner ?? (issue.input === undefined ? "is missing" : issue.message) };
}

/** A fault as one sentence: stage, key, what is wrong, and how `example` has it. */
export function sentence(stage: string, { path, what, unknown }: Fault, example: object): string {
  if (unknown) {
    const keys = Object.keys(z.record(z.string(), z.unknown()).parse(found(path, example).value));
    const wrong = unknown.map((key) => [...path, key].join("."));
    return `Stage ${stage}, key ${wrong.join(", ")}: ${what}; the keys there are ${keys.join(", ")}, for example ${shown([...path, keys[0] ?? ""], example)}`;
  }
  return `Stage ${stage}, key ${path.join(".")}: ${what}; for example ${shown(path, example)}`;
}

/** How the example has it, as one would write it in cdk.json. */
function shown(path: readonly string[], example: object): string {
  const { key, value } = found(path, example);
  return key === undefined ? JSON.stringify(value) : `${JSON.stringify(key)}: ${JSON.stringify(value)}`;
}

/** The part of the example that a path leads to, or that it leads into: a list's item is shown as the list. */
function found(
  path: readonly string[],
  example: object,
): { readonly key: string | undefined; readonly value: unknown } {
  let key: string | undefined;
  let value: unknown = example;
  for (const step of path) {
    const inside = z.record(z.string(), z.unknown()).safeParse(value);
    if (!inside.success || !(step in inside.data)) break;
    key = step;
    value = inside.data[step];
  }
  return { key, value };
}
