import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { membersOn } from "#domain/registry";
import { contacts, parties, party, registryOf, withAustria } from "#test/functions/dialogue/files";
import { newWorld } from "#test/functions/world";

describe("a file of parties that is refused", () => {
  it.each<[string, string, RegExp]>([
    ["no JSON", "{", /the file: is not JSON/],
    ["another JSON", '{"parties":[1]}', /parties 1: is missing, or not of the kind/],
    ["an unknown kind", parties({ kind: "kingdom" }), /party 1 \(AT\), kind: is none of the values/],
    ["54 · a separator in a code", parties({ code: "A#T" }), /party 1, code/],
    [
      "a zone that does not exist",
      parties({ timeZone: "Europe/Wien" }),
      /party 1 \(AT\), time_zone: names a time zone that does not exist/,
    ],
    [
      "44 · a blank name",
      parties({ names: { en: " ", fr: "Autriche", ar: "النمسا" } }),
      /party 1 \(AT\), name_en: is empty/,
    ],
    [
      "40 · a line break in a name",
      parties({ names: { en: "Austria\r\nBcc: x", fr: "Autriche", ar: "النمسا" } }),
      /party 1 \(AT\), name_en: has a line break/,
    ],
    ["a party twice", parties({}, {}), /party 2 \(AT\): stands in the file twice, first as party 1/],
    [
      "a day that no month has",
      parties({ membership: [{ kind: "member", from: "2022-02-30", until: null }] }),
      /party 1 \(AT\), from: names a day that no month has/,
    ],
    [
      "a day before a day that no month has",
      parties({ membership: [{ kind: "member", from: "unknown, before 2022-99-99", until: null }] }),
      /party 1 \(AT\), from: names a day that no month has/,
    ],
    [
      "a term that ends before it begins",
      parties({ membership: [{ kind: "member", from: "2022-03-02", until: "2022-03-01" }] }),
      /party 1 \(AT\), until: lies before the day/,
    ],
    [
      "a seat of a party that nobody knows",
      JSON.stringify({ steeringCommitteeSeats: [{ party: "ZZ", from: "2020-01-01", until: null }] }),
      /seat 1, party: names a party that is unknown/,
    ],
    [
      "a seat held for a party that nobody knows",
      JSON.stringify({
        parties: [party()],
        steeringCommitteeSeats: [{ party: "AT", from: "2020-01-01", until: null, heldFor: "ZZ" }],
      }),
      /seat 1, held_for: names a party/,
    ],
    [
      "a chair of a party that nobody knows",
      JSON.stringify({ chairmanships: [{ party: "ZZ", from: "2020-01-01", until: null }] }),
      /chairmanship 1, party: names a party/,
    ],
  ])("%s", async (_, text, sentence) => {
    const world = newWorld();
    const said = await world.import("parties", text);
    expect(said).toMatchObject({ accepted: false, code: "bad-rows", sentence: expect.stringMatching(sentence) });
    expect(world.tables.rows().map(({ pk }) => pk)).toEqual(["CMD#c-1"]);
  });
  it("is refused with every row of it", async () => {
    const said = await newWorld().import(
      "parties",
      parties(...Array.from({ length: 30 }, () => ({ timeZone: "Nowhere" }))),
    );
    expect(said).toMatchObject({ badCount: 30, bad: expect.objectContaining({ length: 30 }) });
  });
  it("77 · an empty one holds no rows", async () => {
    expect(await newWorld().import("parties", "{}")).toMatchObject({ accepted: false, code: "empty-file" });
  });
  it("that was never handed in", async () => {
    expect(
      await newWorld().ask("import-parties.v1", { dialogueId: "khartoum", fileId: "nowhere", format: "json" }),
    ).toMatchObject({ code: "no-such-file" });
  });
});

describe("a file of contacts that is refused, whole", () => {
  it.each<[string, string, RegExp]>([
    ["a party that nobody knows", contacts({}, { party: "ZZ" }), /contact 2, party: names a party that is unknown/],
    [
      "58 · two addresses in one field",
      contacts({ email: "a@example.org; b@example.org" }),
      /contact 1, email: holds two addresses/,
    ],
    [
      "59 · an address with its name",
      contacts({ email: "Amina <amina@example.org>" }),
      /holds a name beside the address/,
    ],
    ["62 · a non-ASCII local part", contacts({ email: "andré@example.org" }), /letters before the @/],
    ["67 · an address that nobody reads", contacts({ email: "No-Reply@example.org" }), /nobody reads/],
    ["67 · an address of bounces", contacts({ email: "mailer-daemon@example.org" }), /nobody reads/],
    ["64 · localhost", contacts({ email: "amina@localhost" }), /domain that cannot receive mail/],
    ["an empty address", contacts({ email: "" }), /contact 1, email: is empty/],
    ["40 · a header in a name", contacts({ name: "Amina\r\nBcc: x@example.org" }), /contact 1, name: has a line break/],
    ["68 · one person twice", contacts({}, {}), /contact 2: is the same person as contact 1/],
  ])("%s", async (_, text, sentence) => {
    const world = await withAustria();
    const before = world.rows("DLG#");
    expect(await world.import("contacts", text)).toMatchObject({
      accepted: false,
      code: "bad-rows",
      sentence: expect.stringMatching(sentence),
    });
    expect(world.rows("DLG#")).toEqual(before);
    expect(world.rows("PER#")).toEqual([]);
  });
});

describe("contacts", () => {
  it("68 · one address may serve two people", async () => {
    const world = await withAustria();
    expect(await world.import("contacts", contacts({}, { name: "Bruno Berger", rank: "deputy" }))).toMatchObject({
      accepted: true,
      rows: 2,
    });
    expect(new Set((await registryOf(world)).focalPoints.map(({ person }) => person)).size).toBe(2);
  });
  it.each(["office@example.org", "all-staff@lists.example.org", "Amina+out-of-office@example.org"])(
    "67 · %s, a role's, a list's or one that replies by itself, is a person's like any other",
    async (email) => {
      const world = await withAustria();
      expect(await world.import("contacts", contacts({ email }))).toMatchObject({ accepted: true, rows: 1 });
      expect(world.rows("PER#")).toHaveLength(1);
    },
  );
  it("46, 61 · the same name in other Unicode and another letter case of the address are the same person", async () => {
    const world = await withAustria();
    await world.import("contacts", contacts({ name: "André Müller".normalize("NFC"), email: "andre@example.org" }));
    const said = await world.import(
      "contacts",
      contacts({ name: "André Müller".normalize("NFD"), email: "andre@example.org" }),
    );
    expect(said).toMatchObject({ accepted: true, rows: 0, unchanged: 1 });
    expect(world.rows("PER#")).toHaveLength(1);
  });
  it("keep that the day of their beginning is assumed", async () => {
    const world = await withAustria();
    await world.import("contacts", contacts({ since: "unknown, before 2021" }));
    expect((await registryOf(world)).focalPoints).toMatchObject([{ from: "2020-12-31", assumed: true }]);
  });
});

describe("the same as a spreadsheet", () => {
  it("parties by their columns, with the file's own lines in a refusal", async () => {
    const world = newWorld();
    const head = "code;kind;region;name_en;name_fr;name_ar;language;time_zone;member_from;member_until";
    const csv = `${head}\nAT;partner-state;europe;Austria;Autriche;النمسا;en;Europe/Vienna;2014-11-28;\nCF;guest;africa;CAR;RCA;أفريقيا الوسطى;fr;Africa/Bangui;;\n`;
    expect(await world.import("parties", csv, "csv")).toMatchObject({ accepted: true, rows: 3 });
    expect(membersOn(await registryOf(world), "2022-01-01")).toEqual(["AT"]);
    const bad = `${head}\nBE;partner-state;europe;Belgium;Belgique;بلجيكا;en;Europe/Brussels;;\nXX;kingdom;europe;X;X;X;en;UTC;;\n`;
    expect(await world.import("parties", bad, "csv")).toMatchObject({
      code: "bad-rows",
      sentence: expect.stringMatching(/line 3, column kind: is none of the values/),
    });
  });
  it("contacts by their columns", async () => {
    const world = await withAustria();
    const csv =
      "party,role,rank,name,email,language,since\nAT,focal-point,primary,Amina Diallo,amina@example.org,en,2020-01-01\nAT,mission,,Mission,mission@example.org,en,2020-01-01\n";
    expect(await world.import("contacts", csv, "csv")).toMatchObject({ accepted: true, rows: 2 });
  });
  it("76 · an unclosed quote is a sentence", async () => {
    expect(await newWorld().import("parties", 'code,kind\n"AT,guest\n', "csv")).toMatchObject({
      code: "bad-table",
      sentence: expect.stringContaining("not a table"),
    });
  });
});

describe("any text as a file", () => {
  it("is refused with a sentence or imported, never an exception, and where refused nothing is written", async () => {
    const almost = fc
      .record({
        parties: fc.array(fc.record({ code: fc.constantFrom("AT", "BE"), membership: fc.jsonValue() })),
        chairmanships: fc.array(
          fc.record({
            party: fc.constant("AT"),
            from: fc.string(),
            until: fc.option(fc.constantFrom("unknown, after 2020-02-31", "unknown, before x", "2020-13-01")),
          }),
        ),
      })
      .map((value) => JSON.stringify({ ...value, parties: [] }));
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.string(), fc.json(), almost),
        fc.constantFrom("json" as const, "csv" as const),
        fc.constantFrom("parties" as const, "contacts" as const),
        async (text, format, what) => {
          const world = await withAustria();
          const before = world.rows("DLG#");
          expect(await world.import(what, text, format)).toMatchObject({
            accepted: false,
            sentence: expect.stringMatching(/\.$/),
          });
          expect(world.rows("DLG#")).toEqual(before);
        },
      ),
      { numRuns: 60 },
    );
    expect.hasAssertions();
  });
});
