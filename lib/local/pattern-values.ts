import { BlockList, isIP } from "node:net";

/** A leaf of an event. */
export type Leaf = string | number | boolean | null;
export type Test = (leaf: Leaf) => boolean;

export class InvalidPattern extends Error {}

const LARGEST = 5_000_000_000;
const NO_STRING = "must be a string";

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The test of one comparison object such as {"prefix": "a"}; `exists` is the caller's, as it looks at the whole event. */
export function comparison(kind: string, value: unknown): Test {
  switch (kind) {
    case "prefix":
      return affix(kind, value, (text, affixed) => text.startsWith(affixed));
    case "suffix":
      return affix(kind, value, (text, affixed) => text.endsWith(affixed));
    case "equals-ignore-case":
      return ignoringCase(string(kind, value));
    case "wildcard":
      return wildcard(string(kind, value));
    case "anything-but":
      return anythingBut(value);
    case "numeric":
      return numeric(value);
    case "cidr":
      return cidr(string(kind, value));
    default:
      throw new InvalidPattern(`Unrecognized match type ${kind}`);
  }
}

/** An exact value. 300, 300.0 and 3e2 are one number, which may be of any size; a number never equals a string. */
export function exactly(value: unknown): Test {
  if (typeof value === "number" || typeof value === "string" || typeof value === "boolean" || value === null)
    return (leaf) => leaf === value;
  throw new InvalidPattern("Match value must be String, number, true, false, or null");
}

function string(kind: string, value: unknown): string {
  if (typeof value !== "string") throw new InvalidPattern(`${kind} match pattern ${NO_STRING}`);
  return value;
}

function inRange(value: number): number {
  if (Math.abs(value) > LARGEST) throw new InvalidPattern(`Value must be between -5.0e9 and 5.0e9, ${value} is not`);
  return value;
}

function affix(kind: string, value: unknown, compare: (text: string, affix: string) => boolean): Test {
  if (isRecord(value)) {
    const [[inner, text] = ["", ""], ...more] = Object.entries(value);
    if (inner !== "equals-ignore-case" || more.length > 0)
      throw new InvalidPattern(`Unsupported ${kind} pattern: ${inner}`);
    const wanted = string(inner, text).toLowerCase();
    return (leaf) => typeof leaf === "string" && compare(leaf.toLowerCase(), wanted);
  }
  const wanted = string(kind, value);
  return (leaf) => typeof leaf === "string" && compare(leaf, wanted);
}

function ignoringCase(wanted: string): Test {
  const lower = wanted.toLowerCase();
  return (leaf) => typeof leaf === "string" && leaf.toLowerCase() === lower;
}

function wildcard(pattern: string): Test {
  let expression = "";
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern.charAt(at);
    if (char === "\\") {
      const escaped = pattern.charAt(++at);
      if (escaped !== "*" && escaped !== "\\") throw new InvalidPattern(`Invalid escape character at pos ${at - 1}`);
      expression += `\\${escaped}`;
    } else if (char === "*") {
      if (pattern.charAt(at + 1) === "*") throw new InvalidPattern(`Consecutive wildcard characters at pos ${at}`);
      expression += ".*";
    } else {
      expression += char.replace(/[.+?^${}()|[\]/]/, "\\$&");
    }
  }
  const matcher = new RegExp(`^${expression}$`, "s");
  return (leaf) => typeof leaf === "string" && matcher.test(leaf);
}

/** Needs the field to be there; with several values in an array, one other value is enough. */
function anythingBut(value: unknown): Test {
  if (isRecord(value)) {
    const [[kind, inner] = ["", ""], ...more] = Object.entries(value);
    if (more.length > 0) throw new InvalidPattern("Only one key allowed in match expression");
    if (!["prefix", "suffix", "equals-ignore-case", "wildcard"].includes(kind)) {
      throw new InvalidPattern(`Unsupported anything-but pattern: ${kind}`);
    }
    const tests = list(inner).map((one) => comparison(kind, filled(kind, string(kind, one))));
    return (leaf) => !tests.some((test) => test(leaf));
  }
  const values = list(value);
  const kinds = new Set(values.map((one) => typeof one));
  if (kinds.size > 1) {
    throw new InvalidPattern(
      "Inside anything but list, either all values are number or string, mixed type is not supported",
    );
  }
  if (!kinds.has("string") && !kinds.has("number")) {
    throw new InvalidPattern("Value of anything-but must be an array or single string/number value.");
  }
  const tests = values.map(exactly);
  return (leaf) => !tests.some((test) => test(leaf));
}

function list(value: unknown): unknown[] {
  if (!Array.isArray(value)) return [value];
  if (value.length === 0) throw new InvalidPattern("Empty arrays are not allowed");
  return value;
}

/** Not to begin or end with nothing would match nothing. */
function filled(kind: string, value: string): string {
  if (value === "" && (kind === "prefix" || kind === "suffix")) throw new InvalidPattern(`Null ${kind} not allowed`);
  return value;
}

const COMPARE = new Map<unknown, (leaf: number, limit: number) => boolean>([
  ["=", (leaf, limit) => leaf === limit],
  ["<", (leaf, limit) => leaf < limit],
  ["<=", (leaf, limit) => leaf <= limit],
  [">", (leaf, limit) => leaf > limit],
  [">=", (leaf, limit) => leaf >= limit],
]);

/** ["=", n], [">", n], or a range that starts with its lower end: [">=", 1, "<", 5]. */
function numeric(value: unknown): Test {
  if (!Array.isArray(value) || value.length === 0) throw new InvalidPattern("Value of numeric must be an array.");
  const terms: [unknown, unknown][] = [];
  for (let at = 0; at < value.length; at += 2) terms.push([value[at], value[at + 1]]);
  const limits: number[] = [];
  const tests = terms.map(([operator, limit]) => {
    const compare = COMPARE.get(operator);
    if (compare === undefined) throw new InvalidPattern(`Unrecognized numeric range operator: ${String(operator)}`);
    if (typeof limit !== "number") throw new InvalidPattern("Value of a numeric operator must be numeric");
    limits.push(inRange(limit));
    return (leaf: number) => compare(leaf, limit);
  });
  const [bottom, top] = limits;
  const range = String(terms[0]?.[0]).startsWith(">") && String(terms[1]?.[0]).startsWith("<");
  if (terms.length > 2 || (terms.length === 2 && !range))
    throw new InvalidPattern("Too many elements in numeric expression");
  if (bottom !== undefined && top !== undefined && bottom >= top)
    throw new InvalidPattern("Bottom must be less than top");
  return (leaf) => typeof leaf === "number" && tests.every((test) => test(leaf));
}

function cidr(range: string): Test {
  const [address = "", prefix, ...more] = range.split("/");
  const version = isIP(address);
  const bits = Number(prefix);
  if (version === 0 || more.length > 0 || !/^\d+$/.test(prefix ?? "") || bits > (version === 4 ? 32 : 128)) {
    throw new InvalidPattern(`Malformed CIDR: ${range}`);
  }
  const block = new BlockList();
  block.addSubnet(address, bits, version === 4 ? "ipv4" : "ipv6");
  return (leaf) =>
    typeof leaf === "string" && isIP(leaf) === version && block.check(leaf, version === 4 ? "ipv4" : "ipv6");
}
