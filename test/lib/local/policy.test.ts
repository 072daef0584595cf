import { expect, test } from "vitest";
import { Grants } from "#lib/local/grants";
import { covers, like, parsePolicy } from "#lib/local/policy";

const THINGS = "arn:aws:dynamodb:eu-west-1:0:table/Things";
const need = (action: string, resource = THINGS, context = {}) => ({ action, resource, context });
const statement = (members: object) => {
  const [parsed] = parsePolicy(
    { Statement: { Effect: "Allow", Action: "dynamodb:GetItem", Resource: "*", ...members } },
    "here",
  );
  if (parsed === undefined) throw new Error("no statement");
  return parsed;
};

test.each([
  ["a.b", "a.b", true],
  ["axb", "a.b", false],
  ["table/Things", "table/*", true],
  ["table/Things", "table/Thin?s", true],
  ["table/Things/index/list", "table/Things", false],
  ["a\nb", "*", true],
])("%j is like %j: %s", (value, pattern, expected) => {
  expect(like(value, pattern)).toBe(expected);
});

test.each([
  [{ Action: "dynamodb:getitem" }, {}, true],
  [{ Action: ["dynamodb:Get*"] }, {}, true],
  [{ Action: "*" }, {}, true],
  [{ Action: "dynamodb:PutItem" }, {}, false],
  [{ Resource: [`${THINGS}x`, THINGS] }, {}, true],
  [{ Resource: `${THINGS}/index/*` }, {}, false],
  [{ Condition: { StringEquals: { "events:source": ["a", "b"] } } }, { "events:source": "b" }, true],
  [{ Condition: { StringEquals: { "events:source": "a" } } }, {}, false],
  [{ Condition: { StringNotEquals: { "events:source": "a" } } }, {}, true],
  [{ Condition: { StringNotLike: { "events:source": "a*" } } }, { "events:source": "abc" }, false],
  [{ Condition: { ArnLike: { "aws:SourceArn": "arn:*:x" } } }, { "aws:SourceArn": "arn:aws:x" }, true],
  [{ Condition: { Bool: { "aws:SecureTransport": false } } }, {}, false],
  [
    { Condition: { Bool: { "aws:SecureTransport": "true" }, StringEquals: { "s3:prefix": "" } } },
    { "s3:prefix": "" },
    true,
  ],
])("a statement with %j", (members, context, expected) => {
  expect(covers(statement(members), need("dynamodb:GetItem", THINGS, context)) !== undefined).toBe(expected);
});

test.each([
  [
    { Condition: { StringEquals: { "dynamodb:LeadingKeys": "a" } } },
    "here: the local stack does not know the condition key dynamodb:LeadingKeys",
  ],
  [
    { Condition: { NumericLessThan: { "s3:prefix": "1" } } },
    "here: the local stack does not know the condition operator NumericLessThan",
  ],
  [{ Condition: { StringEquals: { "s3:prefix": "${aws:username}" } } }, "does not know policy variables"],
  [{ NotAction: "a" }, "here: a policy that the local stack cannot judge"],
])("%j is refused", (members, sentence) => {
  expect(() => statement(members)).toThrow(sentence);
});

const role = (...Statement: object[]) => ({
  name: "R",
  arn: "arn:aws:iam::0:role/R",
  trust: { Statement: [] },
  policies: [{ name: "P", document: { Statement } }],
});
const allow = { Effect: "Allow", Action: ["dynamodb:GetItem", "dynamodb:PutItem"], Resource: THINGS };

test("a denial wins, and a denial on the resource too", () => {
  const denied = new Grants(
    [role(allow, { Effect: "Deny", Action: "dynamodb:PutItem", Resource: "*" })],
    [],
    new Map(),
  );
  expect(denied.allows("arn:aws:iam::0:role/R", need("dynamodb:GetItem"))).toBe(true);
  expect(denied.allows("arn:aws:iam::0:role/R", need("dynamodb:PutItem"))).toBe(false);
  const document = { Statement: { Effect: "Deny", Principal: "*", Action: "dynamodb:*", Resource: "*" } };
  const onResource = new Grants([role(allow)], [{ arn: THINGS, where: "table", document }], new Map());
  expect(onResource.allows("arn:aws:iam::0:role/R", need("dynamodb:GetItem"))).toBe(false);
});

test("what was needed is told apart from what was not", () => {
  const grants = new Grants([role(allow)], [], new Map([["arn:aws:iam::0:role/R", "reader"]]));
  grants.allows("arn:aws:iam::0:role/R", need("dynamodb:GetItem"));
  grants.allows("arn:aws:iam::0:role/R", need("dynamodb:Scan"));
  const grant = (action: string) => [{ holder: "reader", action, resource: THINGS }];
  expect(grants.usage()).toEqual({ used: grant("dynamodb:GetItem"), unused: grant("dynamodb:PutItem") });
});
