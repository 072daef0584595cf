import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkInput, putInput, updateInput } from "#platform/expressions";
import type { Test } from "#platform/table";

const key = { pk: "A#1", sk: "#" };

describe("a put", () => {
  it("without a condition has none", () => {
    expect(putInput({ ...key, n: 1 }, [])).toEqual({ Item: { ...key, n: 1 } });
  });
  it("puts every name and value behind a placeholder, and a name twice behind one", () => {
    expect(
      putInput(key, [
        ["state", "=", "queued"],
        ["state", "exists"],
        ["last", "absent"],
        ["n", "<=", 3],
      ]),
    ).toEqual({
      Item: key,
      ConditionExpression: "#n0 = :v1 AND attribute_exists(#n0) AND attribute_not_exists(#n2) AND #n3 <= :v4",
      ExpressionAttributeNames: { "#n0": "state", "#n2": "last", "#n3": "n" },
      ExpressionAttributeValues: { ":v1": "queued", ":v4": 3 },
    });
  });
});

describe("a check", () => {
  it("without a condition asks that the row is there", () => {
    expect(checkInput(key, [])).toEqual({ Key: key, ConditionExpression: "attribute_exists(pk)" });
  });
  it("asks what it is told, of the key alone", () => {
    expect(checkInput({ ...key, ...{ more: 1 } }, [["v", "=", 2]])).toMatchObject({
      ConditionExpression: "#n0 = :v1",
      ExpressionAttributeValues: { ":v1": 2 },
    });
  });
});

describe("an update", () => {
  it("sets, adds and removes in one expression, in the order that the service wants", () => {
    expect(
      updateInput({
        key,
        set: { state: "sent" },
        add: { count: 1 },
        remove: ["owner", "until"],
        when: [["state", "=", "sending"]],
      }),
    ).toEqual({
      Key: key,
      UpdateExpression: "SET #n0 = :v1 ADD #n2 :v3 REMOVE #n4, #n5",
      ConditionExpression: "#n0 = :v6",
      ExpressionAttributeNames: { "#n0": "state", "#n2": "count", "#n4": "owner", "#n5": "until" },
      ExpressionAttributeValues: { ":v1": "sent", ":v3": 1, ":v6": "sending" },
    });
  });
  it("takes the key alone out of a row", () => {
    expect(updateInput({ key: { ...key, ...{ n: 1 } }, set: { n: 2 }, when: [] }).Key).toEqual(key);
  });
});

describe("53, 54 · whatever stands in names and values", () => {
  it("never becomes part of an expression, and every placeholder that is used is given", () => {
    const word = fc.oneof(
      fc.string({ minLength: 1 }),
      fc.constantFrom("state", "#n0", ":v0", "size", "attribute_exists(pk) OR a"),
    );
    const test: fc.Arbitrary<Test> = fc.oneof(
      fc.tuple(word, fc.constantFrom("=" as const, "<>" as const), word),
      fc.tuple(word, fc.constantFrom("exists" as const, "absent" as const)),
    );
    fc.assert(
      fc.property(
        fc.dictionary(word, word, { noNullPrototype: true }),
        fc.array(word),
        fc.array(test),
        (set, remove, when) => {
          const input: Record<string, unknown> = updateInput({ key, set, remove, when });
          const text = `${input["UpdateExpression"]} ${input["ConditionExpression"] ?? ""}`;
          expect(text).toMatch(/^(SET|ADD|REMOVE|AND|attribute_exists|attribute_not_exists|[#:][nv]\d+|[\s=<>(),])*$/);
          const given = [
            ...Object.keys(input["ExpressionAttributeNames"] ?? {}),
            ...Object.keys(input["ExpressionAttributeValues"] ?? {}),
          ];
          expect(new Set(text.match(/[#:][nv]\d+/g) ?? [])).toEqual(new Set(given));
        },
      ),
    );
    expect.hasAssertions();
  });
});
