import { describe, expect, test } from "vitest";
import { compilePattern, InvalidPattern } from "#lib/local/pattern";

const matches = (pattern: unknown, event: unknown) => compilePattern(pattern)(event);

type Case = [what: string, pattern: unknown, event: unknown, expected: boolean];

const values: Case[] = [
  ["one of several values", { source: ["a", "b"] }, { source: "b" }, true],
  ["no such value", { source: ["a", "b"] }, { source: "c" }, false],
  ["a field that is missing", { source: ["a"] }, {}, false],
  ["any element of an array", { tags: ["b"] }, { tags: ["a", "b"] }, true],
  ["an array inside an array", { tags: ["b"] }, { tags: [["a"], ["b"]] }, true],
  ["null", { x: [null] }, { x: null }, true],
  ["null is not the string", { x: [null] }, { x: "null" }, false],
  ["true", { x: [true] }, { x: true }, true],
  ["true is not the string", { x: [true] }, { x: "true" }, false],
  ["300 as 300.0", { x: [300] }, JSON.parse('{"x":300.0}'), true],
  ["300 as 3e2", { x: [300] }, JSON.parse('{"x":3e2}'), true],
  ["a number never matches a string", { x: [300] }, { x: "300" }, false],
  ["a string never matches a number", { x: ["300"] }, { x: 300 }, false],
  ["an object is no value", { x: ["a"] }, { x: { a: 1 } }, false],
  ["a field of the prototype is no field", { toString: [{ exists: true }] }, {}, false],
];

const comparisons: Case[] = [
  ["prefix", { x: [{ prefix: "inv" }] }, { x: "invitation" }, true],
  ["prefix in another case", { x: [{ prefix: "Inv" }] }, { x: "invitation" }, false],
  ["prefix ignoring case", { x: [{ prefix: { "equals-ignore-case": "INV" } }] }, { x: "invitation" }, true],
  ["prefix of a number", { x: [{ prefix: "3" }] }, { x: 300 }, false],
  ["the empty prefix", { x: [{ prefix: "" }] }, { x: "anything" }, true],
  ["suffix", { x: [{ suffix: ".v1" }] }, { x: "invitation.answered.v1" }, true],
  ["suffix ignoring case", { x: [{ suffix: { "equals-ignore-case": ".V1" } }] }, { x: "a.v1" }, true],
  ["equals-ignore-case", { x: [{ "equals-ignore-case": "ÉTÉ" }] }, { x: "été" }, true],
  ["wildcard", { x: [{ wildcard: "*.answered.*" }] }, { x: "invitation.answered.v1" }, true],
  ["wildcard takes no characters too", { x: [{ wildcard: "a*b" }] }, { x: "ab" }, true],
  ["a dot in a wildcard is a dot", { x: [{ wildcard: "a.b*" }] }, { x: "axb" }, false],
  ["an escaped star", { x: [{ wildcard: "a\\*b" }] }, { x: "a*b" }, true],
  ["an escaped star is no wildcard", { x: [{ wildcard: "a\\*b" }] }, { x: "axb" }, false],
  ["wildcard over lines", { x: [{ wildcard: "a*b" }] }, { x: "a\nb" }, true],
  ["wildcard needs a string", { x: [{ wildcard: "*" }] }, { x: 5 }, false],
  ["numeric range, inside", { x: [{ numeric: [">", 0, "<=", 5] }] }, { x: 5 }, true],
  ["numeric range, at its open end", { x: [{ numeric: [">", 0, "<=", 5] }] }, { x: 0 }, false],
  ["numeric =", { x: [{ numeric: ["=", 3e2] }] }, { x: 300 }, true],
  ["numeric against a string", { x: [{ numeric: [">", 0] }] }, { x: "5" }, false],
  ["cidr", { ip: [{ cidr: "10.0.0.0/24" }] }, { ip: "10.0.0.255" }, true],
  ["cidr, outside", { ip: [{ cidr: "10.0.0.0/24" }] }, { ip: "10.0.1.0" }, false],
  ["cidr of IPv6", { ip: [{ cidr: "2001:db8::/32" }] }, { ip: "2001:db8::1" }, true],
  ["cidr against no address", { ip: [{ cidr: "0.0.0.0/0" }] }, { ip: "somewhere" }, false],
];

const anythingBut: Case[] = [
  ["another value", { x: [{ "anything-but": "a" }] }, { x: "b" }, true],
  ["the value", { x: [{ "anything-but": "a" }] }, { x: "a" }, false],
  ["needs the field", { x: [{ "anything-but": "a" }] }, {}, false],
  ["an empty array is no field", { x: [{ "anything-but": "a" }] }, { x: [] }, false],
  ["one other element is enough", { x: [{ "anything-but": "a" }] }, { x: ["a", "b"] }, true],
  ["a list", { x: [{ "anything-but": ["a", "b"] }] }, { x: "b" }, false],
  ["numbers", { x: [{ "anything-but": [300] }] }, JSON.parse('{"x":3e2}'), false],
  ["a number is not the string", { x: [{ "anything-but": "300" }] }, { x: 300 }, true],
  ["null is something", { x: [{ "anything-but": "a" }] }, { x: null }, true],
  ["prefix", { x: [{ "anything-but": { prefix: "a" } }] }, { x: "abc" }, false],
  ["prefix list", { x: [{ "anything-but": { prefix: ["a", "b"] } }] }, { x: "cab" }, true],
  ["suffix", { x: [{ "anything-but": { suffix: "c" } }] }, { x: "abc" }, false],
  ["ignoring case", { x: [{ "anything-but": { "equals-ignore-case": ["A"] } }] }, { x: "a" }, false],
  ["wildcard", { x: [{ "anything-but": { wildcard: "*b*" } }] }, { x: "abc" }, false],
];

const exists: Case[] = [
  ["true, there", { x: [{ exists: true }] }, { x: 1 }, true],
  ["true, null is there", { x: [{ exists: true }] }, { x: null }, true],
  ["true, missing", { x: [{ exists: true }] }, {}, false],
  ["false, missing", { x: [{ exists: false }] }, {}, true],
  ["false, there", { x: [{ exists: false }] }, { x: "" }, false],
  ["works on leaves only: an object is no leaf", { x: [{ exists: true }] }, { x: { y: 1 } }, false],
  ["works on leaves only: absent", { x: [{ exists: false }] }, { x: { y: 1 } }, true],
  ["an empty array counts as absent", { x: [{ exists: false }] }, { x: [] }, true],
  ["below something missing", { a: { b: [{ exists: false }] } }, {}, true],
  ["below a leaf", { a: { b: [{ exists: false }] } }, { a: 5 }, true],
  ["beside a value: value", { x: ["a", { exists: false }] }, { x: "a" }, true],
  ["beside a value: absent", { x: ["a", { exists: false }] }, {}, true],
  ["beside a value: another value", { x: ["a", { exists: false }] }, { x: "b" }, false],
  [
    "false looks at the element that the field before it (by name) was found in",
    { a: { b: ["x"], c: [{ exists: false }] } },
    { a: [{ b: "x" }, { c: 1 }] },
    true,
  ],
  [
    "false looks at every element where no field comes before it",
    { a: { b: [{ exists: false }], c: ["x"] } },
    { a: [{ b: 1 }, { c: "x" }] },
    false,
  ],
];

const consistency: Case[] = [
  ["within one element", { a: { b: ["x"], c: ["y"] } }, { a: [{ b: "x", c: "y" }, { b: "p" }] }, true],
  ["not across elements", { a: { b: ["x"], c: ["y"] } }, { a: [{ b: "x" }, { c: "y" }] }, false],
  [
    "nested arrays, same inner element",
    { a: { b: { c: [1], d: [2] } } },
    { a: [{ b: [{ c: 1 }, { c: 1, d: 2 }] }] },
    true,
  ],
  ["nested arrays, across", { a: { b: { c: [1], d: [2] } } }, { a: [{ b: [{ c: 1 }] }, { b: [{ d: 2 }] }] }, false],
  [
    "fields of different arrays are free",
    { a: { b: [1] }, c: { d: [2] } },
    { a: [{ b: 0 }, { b: 1 }], c: [{ d: 2 }] },
    true,
  ],
];

const or: Case[] = [
  ["first", { s: ["a"], $or: [{ x: [1] }, { y: [2] }] }, { s: "a", x: 1 }, true],
  ["second", { s: ["a"], $or: [{ x: [1] }, { y: [2] }] }, { s: "a", y: 2 }, true],
  ["neither", { s: ["a"], $or: [{ x: [1] }, { y: [2] }] }, { s: "a", x: 2, y: 1 }, false],
  ["not without the rest", { s: ["a"], $or: [{ x: [1] }, { y: [2] }] }, { s: "b", x: 1 }, false],
  [
    "inside detail",
    { detail: { $or: [{ x: [1] }, { y: { z: [{ exists: true }] } }] } },
    { detail: { y: { z: 0 } } },
    true,
  ],
  ["nested", { $or: [{ a: [1], $or: [{ b: [1] }, { c: [1] }] }, { d: [1] }] }, { a: 1, c: 1 }, true],
  [
    "consistent with its neighbours in an array",
    { a: { b: [1], $or: [{ c: [1] }, { d: [1] }] } },
    { a: [{ b: 1 }, { c: 1 }] },
    false,
  ],
];

describe.each([
  ["values", values],
  ["comparisons", comparisons],
  ["anything-but", anythingBut],
  ["exists", exists],
  ["arrays", consistency],
  ["$or", or],
])("%s", (_, cases) => {
  test.each(cases)("%s", (_what, pattern, event, expected) => {
    expect(matches(pattern, event)).toBe(expected);
  });
});

test.each<[string, unknown]>([
  ["no object", ["a"]],
  ["an empty pattern", {}],
  ["an empty object inside", { detail: {} }],
  ["a value outside an array", { source: "a" }],
  ["an empty array", { source: [] }],
  ["an array in an array", { source: [["a"]] }],
  ["an unknown comparison", { x: [{ contains: "a" }] }],
  ["two comparisons in one", { x: [{ prefix: "a", suffix: "b" }] }],
  ["an empty comparison", { x: [{}] }],
  ["exists of a string", { x: [{ exists: "true" }] }],
  ["a prefix that is a number", { x: [{ prefix: 3 }] }],
  ["anything-but of mixed kinds", { x: [{ "anything-but": ["a", 3] }] }],
  ["anything-but of null", { x: [{ "anything-but": null }] }],
  ["anything-but of nothing", { x: [{ "anything-but": [] }] }],
  ["anything-but of an empty prefix", { x: [{ "anything-but": { prefix: "" } }] }],
  ["anything-but of a range", { x: [{ "anything-but": { numeric: [">", 1] } }] }],
  ["two wildcards in a row", { x: [{ wildcard: "a**" }] }],
  ["an escape of an ordinary character", { x: [{ wildcard: "a\\b" }] }],
  ["an unknown operator", { x: [{ numeric: ["!=", 3] }] }],
  ["a range upside down", { x: [{ numeric: ["<", 5, ">", 0] }] }],
  ["a range without room", { x: [{ numeric: [">", 5, "<", 5] }] }],
  ["a numeric string", { x: [{ numeric: [">", "5"] }] }],
  ["a range beyond five thousand million", { x: [{ numeric: ["<", 6e9] }] }],
  ["a cidr without prefix length", { x: [{ cidr: "10.0.0.1" }] }],
  ["a cidr too long", { x: [{ cidr: "10.0.0.0/33" }] }],
  ["an $or of one", { $or: [{ x: [1] }] }],
  ["an $or that is no array", { $or: { x: [1] } }],
])("refuses %s", (_, pattern) => {
  expect(() => compilePattern(pattern)).toThrow(InvalidPattern);
});
