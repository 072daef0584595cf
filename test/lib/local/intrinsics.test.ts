import { expect, test } from "vitest";
import type { StackTemplate } from "#lib/local/assembly";
import { type Identity, Resolver } from "#lib/local/intrinsics";

const stack: StackTemplate = {
  name: "one",
  region: "eu-west-1",
  resources: new Map(),
  outputs: [{ id: "Out", value: { Ref: "Thing" }, exportName: { "Fn::Sub": "${AWS::StackName}:Thing" } }],
  parameters: new Map([["Size", 3]]),
  assets: new Map(),
};
const thing = {
  stack,
  id: "Thing",
  type: "X",
  properties: { Name: "n", Gone: { Ref: "AWS::NoValue" } },
  path: ["Thing"],
};
const other: StackTemplate = { ...stack, name: "two", outputs: [], resources: new Map(), parameters: new Map() };
const resources = new Map([["Thing", thing]]);
const one: StackTemplate = { ...stack, resources };
const identity: Identity = { name: "thing", ref: "thing-ref", attributes: { Arn: "arn:thing", "Sub.Part": "deep" } };
const resolver = new Resolver([one, other], "000000000000", () => identity);
const resolve = (value: unknown, from = one) => resolver.resolve(value, from, "here");

test.each([
  [{ Ref: "Thing" }, "thing-ref"],
  [{ Ref: "Size" }, 3],
  [{ Ref: "AWS::Region" }, "eu-west-1"],
  [{ "Fn::GetAtt": ["Thing", "Arn"] }, "arn:thing"],
  [{ "Fn::GetAtt": "Thing.Sub.Part" }, "deep"],
  [{ "Fn::Join": ["-", ["a", { Ref: "Size" }, { Ref: "Thing" }]] }, "a-3-thing-ref"],
  [{ "Fn::Sub": "${Thing}/${Thing.Arn}/${AWS::AccountId}/${!Literal}" }, "thing-ref/arn:thing/000000000000/${Literal}"],
  [{ "Fn::Sub": ["${a}-${Thing}", { a: { Ref: "Size" } }] }, "3-thing-ref"],
  [{ "Fn::Select": [1, { "Fn::Split": [":", "a:b:c"] }] }, "b"],
  [{ a: [1, { Ref: "AWS::NoValue" }], b: { Ref: "AWS::NoValue" } }, { a: [1] }],
  [
    { Condition: { Bool: 1 }, Effect: "Deny" },
    { Condition: { Bool: 1 }, Effect: "Deny" },
  ],
])("%j", (value, expected) => {
  expect(resolve(value)).toEqual(expected);
});

test("a value from another stack", () => {
  expect(resolve({ "Fn::ImportValue": "one:Thing" }, other)).toBe("thing-ref");
});

test.each([
  [{ "Fn::ImportValue": "one:Nothing" }, "here: no stack exports one:Nothing"],
  [{ Ref: "Nobody" }, "here: one has no resource Nobody"],
  [{ "Fn::GetAtt": ["Thing", "Nothing"] }, "here: the local stack does not know the attribute Nothing of Thing (X)"],
  [{ "Fn::FindInMap": ["a", "b", "c"] }, "here: the local stack does not know the intrinsic Fn::FindInMap"],
  [{ "Fn::If": ["a", "b", "c"] }, "here: the local stack does not know the intrinsic Fn::If"],
  [{ Condition: "IsProd" }, "here: the local stack does not know the intrinsic Condition"],
  [{ "Fn::Select": [7, ["a"]] }, "here: Fn::Select has nothing at 7"],
])("%j is refused", (value, sentence) => {
  expect(() => resolve(value)).toThrow(sentence);
});

test("what refers to itself does not run for ever", () => {
  const circular = new Resolver([one], "0", (resource, self) => ({
    ...identity,
    ref: self.text({ Ref: resource.id }, one, "x"),
  }));
  expect(() => circular.identity(thing)).toThrow("Thing refers to itself in a circle");
});
