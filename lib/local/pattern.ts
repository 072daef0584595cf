import { type Matchable, type Place, type Spot, spotsOf, together } from "./pattern-event.ts";
import { comparison, exactly, InvalidPattern, isRecord, type Test } from "./pattern-values.ts";

export { InvalidPattern } from "./pattern-values.ts";

/** Whether an event matches. */
export type Matcher = (event: unknown) => boolean;

/** What one path of the event must hold: one of its tests, or nothing where `absent`. */
interface Field {
  path: string;
  tests: readonly Test[];
  absent: boolean;
}
/** Fields by path, all of which must match. A path that is named again takes the former one's place. */
type Branch = ReadonlyMap<string, Field>;

/** So many combinations of $or a rule may have. */
const MOST_BRANCHES = 1000;
/** Names that $or keeps for comparisons. */
const RESERVED = new Set(
  "exactly equals-ignore-case prefix suffix anything-but exists wildcard numeric cidr = < <= > >= regex not-wildcard not-equals-ignore-case date-after date-on-or-after date-before date-on-or-before in-date-range ip-address-in-range ip-address-not-in-range".split(
    " ",
  ),
);

/** Compiles an EventBridge event pattern; throws InvalidPattern for what PutRule refuses. */
export function compilePattern(pattern: unknown): Matcher {
  const branches = compileObject(pattern, [], [new Map()], false).map((branch) =>
    [...branch.values()].sort((a, b) => (a.path < b.path ? -1 : 1)),
  );
  const paths = new Set(branches.flatMap((fields) => fields.map(({ path }) => path)));
  return (event) => {
    if (!isRecord(event)) return false;
    const spots = spotsOf(event, paths);
    return branches.some((fields) => matches(fields, 0, spots, new Map()));
  };
}

/** Adds an object's fields to every branch; each $or multiplies them. */
function compileObject(
  pattern: unknown,
  path: readonly string[],
  before: readonly Branch[],
  insideOr: boolean,
): readonly Branch[] {
  if (!isRecord(pattern)) throw new InvalidPattern(`"${path.at(-1) ?? "Filter"}" must be an object or an array`);
  const entries = Object.entries(pattern);
  if (entries.length === 0) throw new InvalidPattern("Empty objects are not allowed");
  let branches = before;
  for (const [name, value] of entries) {
    if (name === "$or") branches = compileChoice(value, path, branches);
    else if (insideOr && RESERVED.has(name)) throw new InvalidPattern(`${name} cannot be a field inside $or`);
    else if (Array.isArray(value)) branches = withField(branches, compileField(value, [...path, name].join(".")));
    else branches = compileObject(value, [...path, name], branches, insideOr);
  }
  return branches;
}

function compileChoice(value: unknown, path: readonly string[], branches: readonly Branch[]): readonly Branch[] {
  if (!Array.isArray(value) || value.length < 2) throw new InvalidPattern("$or needs an array of at least two objects");
  const multiplied = value.flatMap((one) => compileObject(one, path, branches, true));
  if (multiplied.length > MOST_BRANCHES)
    throw new InvalidPattern(`The pattern has more than ${MOST_BRANCHES} combinations of $or`);
  return multiplied;
}

const withField = (branches: readonly Branch[], field: Field): Branch[] =>
  branches.map((branch) => new Map(branch).set(field.path, field));

function compileField(alternatives: readonly unknown[], path: string): Field {
  if (alternatives.length === 0) throw new InvalidPattern("Empty arrays are not allowed");
  const tests: Test[] = [];
  let absent = false;
  for (const alternative of alternatives) {
    const test = compileAlternative(alternative);
    if (test === "absent") absent = true;
    else tests.push(test);
  }
  return { path, tests, absent };
}

function compileAlternative(alternative: unknown): Test | "absent" {
  if (!isRecord(alternative)) return exactly(alternative);
  const [[kind, value] = ["", undefined], ...more] = Object.entries(alternative);
  if (more.length > 0) throw new InvalidPattern("Only one key allowed in match expression");
  if (kind !== "exists") return comparison(kind, value);
  if (value === true) return () => true;
  if (value === false) return "absent";
  throw new InvalidPattern("exists match pattern must be either true or false.");
}

/**
 * Fields in the order of their paths, each at a place that goes together with those before: no two of them in
 * different elements of one array. A field is absent when nothing of its path goes together with what was matched.
 */
function matches(fields: readonly Field[], at: number, spots: Matchable, place: Place): boolean {
  const field = fields[at];
  if (field === undefined) return true;
  const here = (spots.get(field.path) ?? []).flatMap((spot: Spot) => {
    const joined = together(place, spot.place);
    return joined === undefined ? [] : [{ leaf: spot.leaf, place: joined }];
  });
  if (field.absent && here.length === 0) return matches(fields, at + 1, spots, place);
  return here.some(
    ({ leaf, place: joined }) => field.tests.some((test) => test(leaf)) && matches(fields, at + 1, spots, joined),
  );
}
