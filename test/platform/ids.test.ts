import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { delegationId, id } from "#events/envelope";
import { base32 } from "#platform/base32";
import { canonical } from "#platform/canonical";
import { derivedId, digest, randomIds } from "#platform/ids";

describe("base32", () => {
  it.each([
    ["", ""],
    ["f", "my"],
    ["fo", "mzxq"],
    ["foo", "mzxw6"],
    ["foob", "mzxw6yq"],
    ["fooba", "mzxw6ytb"],
    ["foobar", "mzxw6ytboi"],
  ])("of %j is %j, as in RFC 4648", (text, code) => {
    expect(base32(Buffer.from(text))).toBe(code);
  });
  it("is the bits of its bytes, five a character, whatever their number", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
        const five = (bits.match(/.{1,5}/g) ?? []).map(
          (part) => "abcdefghijklmnopqrstuvwxyz234567"[Number.parseInt(part.padEnd(5, "0"), 2)],
        );
        expect(base32(bytes)).toBe(five.join(""));
      }),
    );
    expect.hasAssertions();
  });
});

describe("ids", () => {
  it("are random, of the contract's shape", () => {
    const made = Array.from({ length: 200 }, () => [randomIds.delegation(), randomIds.next()] as const);
    expect(new Set(made.flat()).size).toBe(400);
    expect(
      made.every(
        ([did, next]) => delegationId.safeParse(did).success && id.safeParse(next).success && next.length === 20,
      ),
    ).toBe(true);
  });
  it("that are derived depend on each part and its place, not on how the parts are glued", () => {
    expect(derivedId("a", "b")).toBe(derivedId("a", "b"));
    const all = [
      derivedId("a", "b"),
      derivedId("b", "a"),
      derivedId("ab"),
      derivedId("a", "b", ""),
      derivedId('a","b'),
      derivedId(),
    ];
    expect(new Set(all).size).toBe(all.length);
    expect(derivedId("x")).toMatch(/^[a-z2-7]{20}$/);
  });
  it("of a digest are SHA-256 in hex", () => {
    expect(digest("convoke")).toBe(createHash("sha256").update("convoke").digest("hex"));
  });
});

describe("canonical JSON", () => {
  it("is the same for the same value, whatever the order of its names", () => {
    expect(canonical({ b: 1, a: [{ d: null, c: "x" }] })).toBe('{"a":[{"c":"x","d":null}],"b":1}');
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: true }), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(canonical(turned)).toBe(canonical(value));
        expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
  it("leaves out what is undefined, and tells text from number", () => {
    expect(canonical({ a: undefined, b: 1 })).toBe(canonical({ b: 1 }));
    expect(canonical({ a: "1" })).not.toBe(canonical({ a: 1 }));
    expect(canonical(undefined)).toBe("null");
  });
});
