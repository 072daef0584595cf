import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inPartyOrder, partyOrders } from "#domain/party-order";
import { realRegistry } from "#test/domain/real-registry";

const { parties } = realRegistry();
const some = ["SE", "DE", "BE", "AT", "GB", "NO", "EG", "EC"];
const of = (order: (typeof partyOrders)[number], language: "en" | "fr" | "ar" = "en") =>
  inPartyOrder(some, parties, order, language).join(" ");

describe("the order of parties", () => {
  it("is by English name on every page where the dialogue says so", () => {
    expect(of("english")).toBe("AT BE EG EC DE NO SE GB");
    expect([of("english", "fr"), of("english", "ar")]).toEqual([of("english"), of("english")]);
  });
  it("is by the name in the page's language, where the dialogue says so", () => {
    expect([of("page"), of("page", "fr")]).toEqual([of("english"), "DE AT BE EC EG NO GB SE"]);
    expect(of("page", "ar")).toBe("SE DE EC GB NO AT BE EG");
  });
  it("of protocol goes by the parties' own languages in the European Union, and the others come after by English name", () => {
    expect(of("protocol", "fr")).toBe("BE DE AT SE EG EC NO GB");
    const union = inPartyOrder(
      parties.map(({ code }) => code),
      parties,
      "protocol",
      "en",
    ).slice(0, 27);
    expect(union.join(" ")).toBe("BE BG CZ DK DE EE IE GR ES FR HR IT CY LV LT LU HU MT NL AT PL PT RO SI SK FI SE");
  });
  it("has what is no party's code at its end, and one name in English where the page's is missing", () => {
    expect(inPartyOrder(["ZZ", "AT", "YY", "ZZ"], parties, "english", "en")).toEqual(["AT", "YY", "ZZ", "ZZ"]);
    const two = [
      { code: "XA", names: { en: "Zed" } },
      { code: "XB", names: { en: "Ypsilon", fr: "Zzz" } },
      { code: "XC", names: { en: "Zed" } },
    ];
    expect(inPartyOrder(["XC", "XB", "XA"], two, "page", "fr")).toEqual(["XA", "XC", "XB"]);
  });
  it("keeps every code, whatever order they are given in", () => {
    const codes = parties.map(({ code }) => code);
    const shuffled = fc.shuffledSubarray([...codes, "ZZ"], { minLength: 1 });
    fc.assert(
      fc.property(
        shuffled,
        fc.constantFrom(...partyOrders),
        fc.constantFrom("en", "fr", "ar"),
        (given, order, page) => {
          const ordered = inPartyOrder(given, parties, order, page);
          expect([...ordered].sort()).toEqual([...given].sort());
          expect(inPartyOrder([...given].reverse(), parties, order, page)).toEqual(ordered);
        },
      ),
    );
    expect.hasAssertions();
  });
});
