import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressFault, addressSentence, sameMailbox } from "#domain/address";
import { anyText } from "#test/texts";

describe("an address that can be written to", () => {
  it.each([
    ["plain", "focal.point.at@example.org"],
    ["61 · plus tags and dots", "f.o.o+convoke.2022@example.org"],
    ["61 · upper case", "Focal.POINT@Example.ORG"],
    ["63 · a punycode domain", "info@xn--bcher-kva.example"],
    ["63 · a punycode top level", "info@mfa.xn--p1ai"],
    ["the longest local part", `${"a".repeat(64)}@example.org`],
    ["a long domain of short labels", `a@${"abcd.".repeat(49)}example`],
    ["every special letter of a local part", "!#$%&'*+/=?^_`{|}~-@example.org"],
  ])("%s", (_, address) => {
    expect(addressFault(address)).toBeUndefined();
  });
});

describe("an address that is refused", () => {
  it.each([
    ["empty", "", "empty"],
    ["blank", " \t ", "empty"],
    ["58 · two with a comma", "a@example.org,b@example.org", "several"],
    ["58 · two with a semicolon", "a@example.org; b@example.org", "several"],
    ["58 · two with a space", "a@example.org b@example.org", "several"],
    ["58 · two glued together", "a@b@example.org", "several"],
    ["40 · a header after a line break", "a@example.org\r\nBcc: b@example.org", "several"],
    ["59 · a display name", "Amina Diallo <amina@example.org>", "display-name"],
    ["59 · brackets alone", "<amina@example.org>", "display-name"],
    ["60 · a quoted local part", '"amina diallo"@example.org', "quoted"],
    ["60 · a comment", "amina(work)@example.org", "quoted"],
    ["60 · an escape", "amina\\ diallo@example.org", "quoted"],
    ["62 · a non-ASCII local part", "andré@example.org", "not-ascii-local"],
    ["62 · an Arabic local part", "أمينة@example.org", "not-ascii-local"],
    ["16 · NUL in the local part", "amina\0@example.org", "not-ascii-local"],
    ["63 · an IDN in letters", "info@bücher.example", "domain"],
    ["63 · a Cyrillic homoglyph", "info@ехample.org", "domain"],
    ["64 · an IP literal", "amina@[127.0.0.1]", "domain"],
    ["64 · a bare IP", "amina@127.0.0.1", "domain"],
    ["64 · localhost", "root@localhost", "domain"],
    ["65 · 321 characters", `${"a".repeat(309)}@example.org`, "too-long"],
    ["65 · a megabyte", "a".repeat(1_000_000), "too-long"],
    ["a local part of 65 characters", `${"a".repeat(65)}@example.org`, "shape"],
    ["a label of 64 characters", `a@${"b".repeat(64)}.org`, "domain"],
    ["a label of 64 characters with hyphens", `a@b${"-".repeat(62)}b.org`, "domain"],
    ["a top level of 64 characters", `a@example.${"b".repeat(64)}`, "domain"],
    ["no domain", "amina@", "shape"],
    ["no local part", "@example.org", "shape"],
    ["no @", "amina", "shape"],
    ["a dot first", ".amina@example.org", "shape"],
    ["a dot last", "amina.@example.org", "shape"],
    ["two dots together", "ami..na@example.org", "shape"],
    ["a domain that ends in a dot", "amina@example.org.", "domain"],
    ["a domain that begins with a hyphen", "amina@-example.org", "domain"],
    ["an empty label", "amina@example..org", "domain"],
  ] as const)("%s", (_, address, fault) => {
    expect(addressFault(address)).toBe(fault);
  });

  it("says what to do, in a sentence that holds nothing of the address", () => {
    const faults = [
      "empty",
      "several",
      "display-name",
      "quoted",
      "not-ascii-local",
      "domain",
      "too-long",
      "shape",
    ] as const;
    for (const fault of faults)
      expect(addressSentence(fault)).toMatch(/^(has|holds|is) .*[a-z]; |^has no .*; |^is not .*; /);
    expect(new Set(faults.map(addressSentence)).size).toBe(faults.length);
  });
});

describe("any text at all", () => {
  it("gets an answer, never an exception; and what passes is one ASCII address with one @", () => {
    fc.assert(
      fc.property(fc.oneof(anyText(), fc.emailAddress(), fc.stringMatching(/^[a-z@.,<>" -]*$/)), (text) => {
        if (addressFault(text) !== undefined) return;
        expect(text).toMatch(/^[\x21-\x7e]+$/);
        expect(text.split("@")).toHaveLength(2);
      }),
    );
    expect(addressFault("amina@example.org")).toBeUndefined();
  });

  it("56 · the worst strings for the expressions are answered at once", () => {
    const worst = ["a".repeat(250), "a-".repeat(125), "a.".repeat(125), "-".repeat(250), "a1".repeat(125)];
    const start = performance.now();
    for (const domain of worst) for (const end of ["", "!", "-", ".", ".1"]) addressFault(`a@${domain}${end}`);
    expect(performance.now() - start).toBeLessThan(200);
  });
});

describe("two spellings of one mailbox", () => {
  it("61 · letter case makes no other mailbox, a tag does", () => {
    expect(sameMailbox("Focal@Example.org", "focal@example.ORG")).toBe(true);
    expect(sameMailbox("focal+a@example.org", "focal@example.org")).toBe(false);
  });
});
