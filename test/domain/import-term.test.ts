import { describe, expect, it } from "vitest";
import { importedAddressFault } from "#domain/import-address";
import { fieldChanges } from "#domain/import-changes";
import {
  chairColumns,
  membershipColumns,
  partyColumnsIn,
  plainWord,
  seatColumns,
  shownHeader,
} from "#domain/import-columns";
import { readContact, repetitions } from "#domain/import-contact";
import { readParty } from "#domain/import-party";
import { readAssumed, readChair, readMembership, readSeat, readTerm } from "#domain/import-term";
import { endFault } from "#domain/import-values";

const known = new Set(["AT", "SO", "SD"]);

describe("a term of a file", () => {
  it.each([
    ["2020-01-01", null, false, { from: "2020-01-01", until: null, assumed: false }],
    ["2020-01-01", "open", false, { from: "2020-01-01", until: null, assumed: false }],
    ["2020-01-01", "2020-01-01", true, { from: "2020-01-01", until: "2020-01-01", assumed: true }],
    ["2020-01-01", "unknown, before 2024", false, { from: "2020-01-01", until: "2023-12-31", assumed: true }],
    ["unknown", null, false, { from: "0001-01-01", until: null, assumed: true }],
    ["2020-03-01", "never", false, { from: "2020-03-01", until: "2020-02-29", assumed: false }],
    ["unknown, before 2021", "never", false, { from: "2020-12-31", until: "2020-12-30", assumed: true }],
    ["2020-01-01", "never", true, { from: "2020-01-01", until: "2019-12-31", assumed: true }],
  ])("from %s until %s, assumed %s", (from, until, assumed, term) => {
    expect(readTerm(from, until, assumed)).toEqual(term);
  });
  it.each([
    ["2020-13-01", null, "from", /no month has/],
    ["2020-01-01", "2020-02-30", "until", /no month has/],
    ["2020-01-01", "unknown, before 2020-02-30", "until", /no month has/],
    ["2020-01-01", "later", "until", /nothing while it is open, or never/],
    ["2020-01-02", "2020-01-01", "until", /lies before/],
    ["0000-00-00", null, "from", /no month has/],
    ["0000-01-01", null, "from", /a year before 1900 or after 2100/],
    ["9999-12-31", null, "from", /a year before/],
    ["unknown, before 0000", null, "from", /a year before/],
    ["unknown, after 12022", null, "from", /a year before/],
    ["275760-09-13", null, "from", /of the form/],
  ])("71, 72 · from %s until %s is told which end is wrong", (from, until, end, sentence) => {
    expect(readTerm(from, until)).toEqual({ end, sentence: expect.stringMatching(sentence) });
  });
  it("may be open or never have been, at its end alone", () => {
    expect([endFault("open"), endFault("never"), endFault("2020-01-01")]).toEqual([undefined, undefined, undefined]);
    expect(readTerm("never", null)).toMatchObject({ end: "from" });
  });
  it.each([
    ["", false],
    ["no", false],
    ["Yes", true],
    ["نعم", true],
    ["oui", true],
    ["perhaps", undefined],
  ])("is assumed where a column says %s: %s", (cell, assumed) => {
    expect(readAssumed(cell)).toBe(assumed);
  });
});

describe("a row of a table of terms", () => {
  it("is a membership, a seat or a chair, by words of the three languages", () => {
    const from = "2020-01-01";
    const term = { from, until: null, assumed: false };
    expect(readMembership({ party: " at ", kind: "Observateur", from }, known)).toEqual({
      ...term,
      code: "AT",
      kind: "observer",
    });
    expect(readSeat({ party: "SO", from, held_for: "sd", assumed: "yes" }, known)).toEqual({
      ...term,
      assumed: true,
      code: "SO",
      body: "steering-committee",
      heldFor: "SD",
    });
    expect(readSeat({ party: "SO", body: "اللجنة التوجيهية", from }, known)).toEqual({
      ...term,
      code: "SO",
      body: "steering-committee",
    });
    expect(readChair({ party: "AT", from, until: "2021-01-01" }, known)).toEqual({
      ...term,
      until: "2021-01-01",
      code: "AT",
    });
  });
  it.each([
    ["membership", readMembership({ party: "", kind: "king", from: "" }, known), ["kind", "party", "from"]],
    ["membership of nobody", readMembership({}, known), ["kind", "party", "from"]],
    ["membership of no kind", readMembership({ party: "AT", kind: "king", from: "2020-01-01" }, known), ["kind"]],
    ["membership of a stranger", readMembership({ party: "ZZ", kind: "member", from: "2020-01-01" }, known), ["party"]],
    ["seat in no body", readSeat({ party: "AT", body: "parliament", from: "2020-01-01" }, known), ["body"]],
    ["seat held for a stranger", readSeat({ party: "AT", from: "2020-01-01", held_for: "ZZ" }, known), ["held_for"]],
    ["seat held for itself", readSeat({ party: "AT", from: "2020-01-01", held_for: "AT" }, known), ["held_for"]],
    [
      "seat with everything wrong",
      readSeat({ body: "x", held_for: "ZZ" }, known),
      ["body", "held_for", "party", "from"],
    ],
    ["chair", readChair({ party: "AT", from: "2020-01-01", assumed: "perhaps" }, known), ["assumed"]],
  ])("%s, with faults, tells all of them", (_, read, fields) => {
    const faults = "faults" in read ? read.faults : [];
    expect(faults.map(({ field }) => field)).toEqual(fields);
    for (const { sentence } of faults) expect(sentence).toMatch(/; /);
  });
  it("has no name for two of its columns", () => {
    for (const columns of [membershipColumns, seatColumns, chairColumns]) {
      const names = columns.flatMap((column) => [...new Set(Object.values(column.names).flat().map(plainWord))]);
      expect(new Set(names).size).toBe(names.length);
    }
  });
});

describe("a party's row", () => {
  const cells = { code: "AT", kind: "State", region: "europe", name_en: "Austria", language: "en", time_zone: "UTC" };
  const faultsOf = (read: ReturnType<typeof readParty>) =>
    "faults" in read ? read.faults.map(({ field }) => field) : [];
  it("needs names only in the languages that the stage offers", () => {
    expect(faultsOf(readParty(cells))).toEqual(["name_fr", "name_ar"]);
    expect(faultsOf(readParty(cells, ["en", "fr"]))).toEqual(["name_fr"]);
    expect(readParty(cells, ["en"])).toMatchObject({ names: { en: "Austria" } });
    expect(readParty({ ...cells, name_ar: "النمسا" }, ["en"])).toMatchObject({
      names: { en: "Austria", ar: "النمسا" },
    });
    expect(faultsOf(readParty({ ...cells, name_ar: "=1" }, ["en"]))).toEqual(["name_ar"]);
    const required = (languages: readonly ("en" | "fr" | "ar")[]) =>
      partyColumnsIn(languages).flatMap(({ field, required: is }) => (is && field.startsWith("name_") ? [field] : []));
    expect([required(["en", "fr", "ar"]), required(["en", "ar"]), required(["en"])]).toEqual([
      ["name_en", "name_fr", "name_ar"],
      ["name_en", "name_ar"],
      ["name_en"],
    ]);
  });
  it("with everything wrong tells all of it", () => {
    expect(faultsOf(readParty({}))).toEqual([
      "code",
      "kind",
      "region",
      "name_en",
      "name_fr",
      "name_ar",
      "language",
      "time_zone",
    ]);
  });
  it.each([
    ["7", 7],
    ["", undefined],
  ])("has the place in the order of protocol %s", (protocol, place) => {
    expect(readParty({ ...cells, protocol }, ["en"])).toMatchObject(place === undefined ? {} : { protocol: place });
  });
  it.each(["0", "-1", "1.5", "first", "10000", "9007199254740992"])("82 · refuses the place %s", (protocol) => {
    expect(faultsOf(readParty({ ...cells, protocol }, ["en"]))).toEqual(["protocol"]);
  });
});

describe("what is shown of a file", () => {
  it("is short and harmless", () => {
    expect([shownHeader("Fax\u202E"), shownHeader("x".repeat(41))]).toEqual(["Fax", `${"x".repeat(40)}…`]);
  });
  it("42 · tells of an invisible letter that no other rule knows", () => {
    expect(importedAddressFault("a\u00ADb@example.org")).toBe("has invisible characters; type it again by hand");
  });
  it("compares a group with nothing, where nothing was known of it", () => {
    expect(fieldChanges({}, { names: { en: "Austria" } })).toEqual([{ field: "names.en", from: "", to: "Austria" }]);
  });
  it("68 · has one language for the two terms of a person", () => {
    const contact = { party: "AT", role: "mission", rank: null, name: "A", email: "a@x.org" } as const;
    const rows = (language: "en" | "fr") => [
      { line: "line 2", contact: { ...contact, language: "en" as const, since: "2020-01-01" } },
      { line: "line 3", contact: { ...contact, language, since: "2021-01-01" } },
    ];
    expect(repetitions(rows("en"))).toEqual({ faults: [], notes: [] });
    expect(repetitions(rows("fr")).faults).toMatchObject([{ line: "line 3" }]);
  });
});

describe("a contact's row", () => {
  const cells = {
    party: "AT",
    role: "mission",
    name: "A",
    email: "a@example.org",
    language: "en",
    since: "2020-01-01",
  };
  it("may say when the term ended, that its days are assumed, and by which note the person was named", () => {
    const more = { until: "2021-01-01", assumed: "yes", evidence: "NV/2020/17 (bis)" };
    expect(readContact({ ...cells, ...more }, known)).toMatchObject({ ...more, assumed: true });
    expect(readContact(cells, known)).not.toHaveProperty("until");
  });
  it.each([
    ["party", "", /is empty; write the party's code/],
    ["rank", "boss", /write primary or deputy/],
    ["until", "2019-12-31", /lies before/],
    ["until", "x", /or never/],
    ["assumed", "perhaps", /neither yes nor no/],
    ["evidence", "x".repeat(121), /longer than 120/],
    ["evidence", "note <b>", /signs that no reference needs/],
    ["evidence", "=1+1", /takes for a formula/],
  ])("with %s %s is told what to do", (field, value, sentence) => {
    expect(readContact({ ...cells, [field]: value }, known)).toEqual({
      faults: [{ field, sentence: expect.stringMatching(sentence) }],
    });
  });
});
