import { expect, test } from "vitest";
import { compileTransformer } from "#lib/local/transform";

const context = { ruleArn: "arn:rule", ruleName: "mail-sent", ingestionTime: "2026-03-01T09:00:00Z" };
const event = {
  "detail-type": "Email Bounced",
  source: "aws.ses",
  detail: {
    mail: { tags: { mail: ["B-1-abc"], att: ["2"] }, size: 3, "x-y": true },
    note: 'a "quote"',
    list: [{ n: 1 }, { n: 2 }, {}],
  },
};
const transform = (paths: Record<string, string>, template: string) =>
  compileTransformer({ paths, template })(event, context);

test.each<[string, Record<string, string>, string, unknown]>([
  ["strings become JSON strings", { m: "$.detail.mail.tags.mail[0]" }, '{"mail":<m>}', { mail: "B-1-abc" }],
  [
    "numbers and booleans keep their kind",
    { n: "$.detail.mail.size", b: "$.detail.mail.x-y" },
    '{"n":<n>,"b":<b>}',
    { n: 3, b: true },
  ],
  ["objects and arrays are put in whole", { t: "$.detail.mail.tags" }, '{"t":<t>}', { t: event.detail.mail.tags }],
  [
    "inside quotes a string is text",
    { a: "$.source", n: "$.detail.note" },
    '{"x":"from <a>: <n>"}',
    { x: 'from aws.ses: a "quote"' },
  ],
  ["inside quotes JSON is escaped", { t: "$.detail.mail.tags.att" }, '{"x":"<t>"}', { x: '["2"]' }],
  [
    "a path that leads nowhere is the empty string",
    { a: "$.detail.bounce.bounceType" },
    '{"a":<a>,"b":"-<a>-"}',
    { a: "", b: "--" },
  ],
  ["an index beyond the end leads nowhere", { a: "$.detail.list[7]" }, '{"a":<a>}', { a: "" }],
  ["wildcards collect", { a: "$.detail.list[*].n" }, '{"a":<a>}', { a: [1, 2] }],
  [
    "the rule and the time are known",
    {},
    '{"r":<aws.events.rule-name>,"t":<aws.events.event.ingestion-time>}',
    { r: "mail-sent", t: "2026-03-01T09:00:00Z" },
  ],
  [
    "the event, whole and without its detail",
    {},
    '{"all":<aws.events.event.json>,"head":<aws.events.event>}',
    { all: event, head: { "detail-type": "Email Bounced", source: "aws.ses" } },
  ],
])("%s", (_, paths, template, expected) => {
  expect(JSON.parse(transform(paths, template))).toEqual(expected);
});

test("a text template gives the text without its quotes", () => {
  expect(transform({ a: "$.source" }, '"mail <a> \\"here\\""')).toBe('mail aws.ses "here"');
});

test.each<[string, Record<string, string>, string]>([
  ["a variable without a path", {}, '{"a":<a>}'],
  ["a path in bracket notation", { a: "$.detail['x']" }, '{"a":<a>}'],
  ["a path with a colon", { a: "$.detail.mail.tags.ses:configuration-set" }, '{"a":<a>}'],
  ["a path that does not start at the event", { a: "detail.x" }, '{"a":<a>}'],
  ["a filter in a path", { a: "$.detail.list[?(@.n>1)]" }, '{"a":<a>}'],
  ["a template that is no JSON", { a: "$.source" }, '{"a":<a>'],
  ["a bare text template", { a: "$.source" }, "mail <a>"],
  ["a name with a dot", { "a.b": "$.source" }, '{"a":1}'],
])("refuses %s", (_, paths, template) => {
  expect(() => compileTransformer({ paths, template })).toThrow();
});
