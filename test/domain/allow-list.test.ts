import { describe, expect, it } from "vitest";
import { isListed } from "#domain/allow-list";

describe("a list of addresses that may be written to", () => {
  const list = ["amina@icmpd.example", "@Example.org"];
  it.each([
    ["an address that stands on it", "amina@icmpd.example", true],
    ["the same in other letters", "AMINA@icmpd.EXAMPLE", true],
    ["anybody of a domain that stands on it", "bilal@example.ORG", true],
    ["a colleague of an address alone", "bilal@icmpd.example", false],
    ["a domain of which a listed one is the end", "bilal@notexample.org", false],
    ["a domain below a listed one", "bilal@mail.example.org", false],
    ["a name of which an address is the end", "xamina@icmpd.example", false],
  ])("%s", (_, address, listed) => {
    expect(isListed(list, address)).toBe(listed);
  });
  it("that is empty holds nobody", () => {
    expect(isListed([], "amina@icmpd.example")).toBe(false);
  });
});
