import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readForm } from "#platform/form";
import type { PageEvent } from "#platform/http";
import { wellFormed } from "#test/texts";

const FORM = "application/x-www-form-urlencoded";
const posted = (body: string | undefined, rest: { type?: string; isBase64Encoded?: boolean; name?: string } = {}) => {
  const { type = FORM, isBase64Encoded = false, name = "content-type" } = rest;
  return { headers: { [name]: type }, isBase64Encoded, ...(body !== undefined && { body }) } as PageEvent;
};
const read = (event: PageEvent) => {
  const form = readForm(event);
  return "fault" in form ? form.fault : Object.fromEntries(form.fields);
};

describe("a posted form", () => {
  it("is its fields, once each, decoded", () => {
    expect(read(posted("answer=come&name=Ana%20Mar%C3%ADa+B.&empty="))).toEqual({
      answer: "come",
      name: "Ana María B.",
      empty: "",
    });
  });
  it("29 · may come as base64, and says so", () => {
    expect(read(posted(btoa("answer=come"), { isBase64Encoded: true }))).toEqual({ answer: "come" });
  });
  it.each([`${FORM}; charset=UTF-8`, FORM.toUpperCase(), ` ${FORM} ;q=1`])("may call itself %s", (type) => {
    expect(read(posted("a=1", { type }))).toEqual({ a: "1" });
  });
  it("may have its header in capitals", () => {
    expect(read(posted("a=1", { name: "Content-Type" }))).toEqual({ a: "1" });
  });
  it("without a body has no fields", () => {
    expect(read(posted(undefined))).toEqual({});
  });
});

describe("a post that is no form of ours", () => {
  it.each([
    ["23 · another type", posted("a=1", { type: "text/plain" }), "not-a-form"],
    ["23 · no type", { headers: {}, body: "a=1" } as PageEvent, "not-a-form"],
    ["23 · a file upload", posted("--x", { type: "multipart/form-data; boundary=x" }), "not-a-form"],
    ["24 · JSON for a form", posted('{"answer":"come"}', { type: "application/json" }), "not-a-form"],
    ["25 · a key twice", posted("answer=come&answer=regret"), "twice"],
    ["25 · a key twice, once encoded", posted("answer=come&%61nswer=regret"), "twice"],
    ["28 · a body of six megabytes", posted(`a=${"b".repeat(6_000_000)}`), "too-large"],
    ["28 · six megabytes of base64", posted("YWFh".repeat(1_500_000), { isBase64Encoded: true }), "too-large"],
    ["28 · one character too many", posted(`a=${"b".repeat(19_999)}`), "too-large"],
  ])("%s", (_, event, fault) => {
    expect(read(event)).toBe(fault);
  });
  it("24 · JSON under a form's name has none of the fields that are asked for", () => {
    expect(read(posted('{"answer":"come"}'))).toEqual({ '{"answer":"come"}': "" });
  });
  it("26 · brackets make no array and no object", () => {
    expect(read(posted("parts[]=a&parts[0]=b&parts[x][y]=c"))).toEqual({
      "parts[]": "a",
      "parts[0]": "b",
      "parts[x][y]": "c",
    });
  });
  it("27 · a field of the name of every object is a field", () => {
    const form = readForm(posted("__proto__=x&constructor=y"));
    expect("fields" in form ? [...form.fields] : []).toEqual([
      ["__proto__", "x"],
      ["constructor", "y"],
    ]);
  });
  it("29 · a false base64 flag makes no field that was not sent, and no exception", () => {
    expect(read(posted("answer=come", { isBase64Encoded: true }))).not.toHaveProperty("answer");
    expect(read(posted(btoa("answer=come")))).not.toHaveProperty("answer");
  });
});

describe("any fields", () => {
  it("come back as they were sent", () => {
    const text = wellFormed(30);
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(text, text), { selector: ([name]) => name, maxLength: 6 }),
        fc.boolean(),
        (fields, isBase64Encoded) => {
          const body = new URLSearchParams(fields).toString();
          const form = readForm(posted(isBase64Encoded ? btoa(body) : body, { isBase64Encoded }));
          expect("fields" in form ? [...form.fields] : form).toEqual(fields);
        },
      ),
    );
    expect.hasAssertions();
  });
});
