import { comparison, exactly, InvalidPattern, isRecord, type Leaf, type Test } from "./pattern-values.ts";

export { InvalidPattern } from "./pattern-values.ts";

/** Whether an event matches. */
export type Matcher = (event: unknown) => boolean;

interface Field {
  name: string;
  path: readonly string[];
  /** A branch goes on downwards; otherwise the field is a leaf with alternatives. */
  branch?: Branch;
  tests: Test[];
  present: boolean;
  absent: boolean;
}

interface Branch {
  fields: Field[];
  /** Each $or: one of its branches must match. */
  choices: Branch[][];
}

/** Compiles an EventBridge event pattern; throws InvalidPattern for what PutRule refuses. */
export function compilePattern(pattern: unknown): Matcher {
  const root = compileBranch(pattern, []);
  return (event) => isRecord(event) && matchBranch(root, event, event);
}

function compileBranch(pattern: unknown, path: readonly string[]): Branch {
  if (!isRecord(pattern)) throw new InvalidPattern(`"${path.at(-1) ?? "Filter"}" must be an object or an array`);
  const branch: Branch = { fields: [], choices: [] };
  for (const [name, value] of Object.entries(pattern)) {
    if (name === "$or") branch.choices.push(compileChoice(value, path));
    else branch.fields.push(compileField(name, value, [...path, name]));
  }
  if (branch.fields.length + branch.choices.length === 0) throw new InvalidPattern("Empty objects are not allowed");
  return branch;
}

function compileChoice(value: unknown, path: readonly string[]): Branch[] {
  if (!Array.isArray(value) || value.length < 2) throw new InvalidPattern("$or needs an array of at least two objects");
  return value.map((one) => compileBranch(one, path));
}

function compileField(name: string, value: unknown, path: readonly string[]): Field {
  const field: Field = { name, path, tests: [], present: false, absent: false };
  if (!Array.isArray(value)) return { ...field, branch: compileBranch(value, path) };
  if (value.length === 0) throw new InvalidPattern("Empty arrays are not allowed");
  for (const alternative of value) addAlternative(field, alternative);
  return field;
}

function addAlternative(field: Field, alternative: unknown): void {
  if (!isRecord(alternative)) {
    field.tests.push(exactly(alternative));
    return;
  }
  const [[kind, value] = ["", undefined], ...more] = Object.entries(alternative);
  if (more.length > 0) throw new InvalidPattern("Only one key allowed in match expression");
  if (kind !== "exists") field.tests.push(comparison(kind, value));
  else if (value === true) field.present = true;
  else if (value === false) field.absent = true;
  else throw new InvalidPattern("exists match pattern must be either true or false.");
}

/** In an array, one and the same element must match the whole branch. */
function matchBranch(branch: Branch, value: unknown, event: unknown): boolean {
  if (Array.isArray(value) && value.length > 0) return value.some((element) => matchBranch(branch, element, event));
  const here = isRecord(value) ? value : {};
  return (
    branch.fields.every((field) => matchField(field, here[field.name], event)) &&
    branch.choices.every((choice) => choice.some((one) => matchBranch(one, here, event)))
  );
}

function matchField(field: Field, value: unknown, event: unknown): boolean {
  if (field.branch !== undefined) return matchBranch(field.branch, value, event);
  const leaves = leavesOf(value);
  if (leaves.some((leaf) => field.present || field.tests.some((test) => test(leaf)))) return true;
  return field.absent && !isPresent(event, field.path);
}

/** Only leaves count: an object is no value, and an empty array is as good as absent. */
function leavesOf(value: unknown): Leaf[] {
  if (Array.isArray(value)) return value.flatMap(leavesOf);
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" || value === null
    ? [value]
    : [];
}

/** Anywhere in the event, in whatever element of an array. */
function isPresent(value: unknown, path: readonly string[]): boolean {
  const [name, ...rest] = path;
  if (name === undefined) return leavesOf(value).length > 0;
  if (Array.isArray(value)) return value.some((element) => isPresent(element, path));
  return isRecord(value) && Object.hasOwn(value, name) && isPresent(value[name], rest);
}
