import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fieldChanges } from "#domain/import-changes";
import { contactColumns, matchColumns, partyColumns, plainWord } from "#domain/import-columns";
import { type Contact, readContact, repetitions } from "#domain/import-contact";
import { readParty } from "#domain/import-party";
import { readTerm } from "#domain/import-term";
import { dayFault, kindWords, languageWords, meant, rankWords, roleWords } from "#domain/import-values";
import { anyText } from "#test/texts";

const known = new Set(["AT"]);
const cells = {
  party: "AT",
  role: "focal-point",
  rank: "primary",
  name: "Amina Diallo",
  email: "amina@example.org",
  language: "en",
  since: "2020-01-01",
};
const read = (change: Partial<typeof cells>) => readContact({ ...cells, ...change }, known);
const faultsOf = (change: Partial<typeof cells>) => {
  const contact = read(change);
  return "faults" in contact ? contact.faults : [];
};

describe("the columns of a file", () => {
  it.each<[string, string[]]>([
    ["English", ["Party", "Role", "Rank", "Full name", "E-mail", "Language", "Since"]],
    ["French, without a rank", ["Partie", "Fonction", "Nom complet", "Adresse électronique", "Langue", "Depuis"]],
    ["French without accents", ["PARTIE", "ROLE", "NOM", "ADRESSE ELECTRONIQUE", "LANGUE", "DEPUIS"]],
    ["Arabic, in its own order", ["البريد الإلكتروني", "الإسم", "الطرف", "الصفة", "اللغة", "منذ"]],
  ])("in %s are known", (_, header) => {
    expect(matchColumns(header, contactColumns)).toMatchObject({ missing: [], unknown: [], twice: [] });
  });
  it("that are not known, twice or missing are named", () => {
    const { at, unknown, twice, missing } = matchColumns(["name", "nom", "Fax\u202E", "party", ""], contactColumns);
    expect([at.get("party"), unknown, twice, missing.map(({ field }) => field)]).toEqual([
      3,
      ["Fax"],
      ["name"],
      ["role", "email", "language", "since"],
    ]);
  });
  it("have no name for two of them", () => {
    for (const columns of [contactColumns, partyColumns]) {
      const names = columns.flatMap((column) => [...new Set(Object.values(column.names).flat().map(plainWord))]);
      expect(new Set(names).size).toBe(names.length);
    }
  });
  it.each([
    [roleWords, "Point focal", "focal-point"],
    [rankWords, "Suppléante", undefined],
    [rankWords, "suppleant", "deputy"],
    [kindWords, "Etat partenaire", "partner-state"],
    [languageWords, "العربيّة", "ar"],
  ] as const)("may hold words of the three languages", (words, word, value) => {
    expect(meant<string>(word, words)).toBe(value);
  });
});

describe("a contact", () => {
  it.each<[string, Partial<typeof cells>]>([
    ["a comma in the name", { name: "Diallo, Amina" }],
    ["57 · an Arabic name", { name: "أمينة ديالو" }],
    ["one name only", { name: "Sukarno" }],
    ["an apostrophe and accents", { name: "N'Diaye-Müller, Élodie" }],
    ["a shared mailbox", { role: "mission", rank: "", name: "Mission of Austria", email: "office@example.org" }],
    ["61 · a tag", { email: "amina+convoke@example.org" }],
    ["a direction mark that a program left", { name: "\u200Fأمينة ديالو\u200E" }],
  ])("with %s is taken", (_, change) => {
    expect(read(change)).not.toHaveProperty("faults");
  });
  it("46 · is composed, and its code in capitals", () => {
    expect(read({ party: " at ", name: "Andre\u0301" })).toMatchObject({ party: "AT", name: "André" });
  });
  it.each<[string, Partial<typeof cells>, RegExp]>([
    ["58 · two addresses", { email: "a@example.org; b@example.org" }, /two addresses.*keep one/],
    ["59 · a display name", { email: '"Amina" <a@example.org>' }, /between < and >/],
    ["60 · a quoted local part", { email: '"a b"@example.org' }, /plain address/],
    ["62 · a local part in other letters", { email: "andré@example.org" }, /plain Latin letters/],
    ["63 · an international domain", { email: "a@bücher.example" }, /xn--/],
    ["64 · localhost", { email: "a@localhost" }, /with a dot/],
    ["65 · 321 characters", { email: `${"a".repeat(309)}@example.org` }, /longer than 320/],
    ["67 · a mailbox that nobody reads", { email: "no-reply@example.org" }, /nobody reads/],
    ["75 · a formula as an address", { email: '=HYPERLINK("x")' }, /formula/],
    ["42 · an invisible letter in an address", { email: "a\u200B@example.org" }, /invisible/],
    ["no address", { email: " " }, /is empty/],
    ["75 · a formula as a name", { name: "=cmd|'/C calc'!A0" }, /takes for a formula/],
    ["75 · a full-width formula", { name: "＝1+1" }, /takes for a formula/],
    ["75 · an error of the spreadsheet", { name: "#REF!" }, /error of the spreadsheet/],
    ["40 · a header in a name", { name: "Amina\r\nBcc: x@example.org" }, /line break/],
    ["41 · U+2028", { name: "Amina\u2028Diallo" }, /line break/],
    ["41 · a control character", { name: "Amina\u0007" }, /control characters/],
    ["42 · a bidi override", { name: "Amina \u202Ecod.exe" }, /turn the direction/],
    ["42 · a zero-width space", { name: "Ami\u200Bna" }, /invisible/],
    ["43 · 10,000 characters", { name: "a".repeat(10_000) }, /longer than 200/],
    ["44 · marks alone", { name: "\u0301\u0302" }, /neither a letter nor a digit/],
    ["45 · a lone surrogate", { name: "Amina \uD800" }, /damaged/],
    ["a party that is unknown", { party: "ZZ" }, /unknown; correct the code/],
    ["another role", { role: "boss" }, /write focal-point or mission/],
    ["a day that no month has", { since: "2022-02-30" }, /no month has/],
    ["a day that could be two", { since: "03/04/2022" }, /of the form 2020-01-31/],
  ])("with %s is told what is wrong and what to do", (_, change, sentence) => {
    const faults = faultsOf(change);
    expect(faults).toEqual([{ field: Object.keys(change)[0], sentence: expect.stringMatching(sentence) }]);
    expect(faults[0]?.sentence).toMatch(/; /);
  });
  it("tells everything that is wrong at once, and nothing of what was written", () => {
    const faults = faultsOf({
      party: "SECRET",
      role: "SECRET",
      name: "SEC\nRET",
      email: "SECRET",
      language: "SECRET",
      since: "SECRET",
    });
    expect(faults.map(({ field }) => field)).toEqual(["party", "role", "name", "email", "language", "since"]);
    expect(JSON.stringify(faults)).not.toContain("SECRET");
  });
  it("of any text is a contact or has faults, never an exception", () => {
    fc.assert(
      fc.property(anyText(60), anyText(60), anyText(30), (name, email, since) => {
        const contact = read({ name, email, since });
        expect("faults" in contact ? contact.faults.length : 0).toBeGreaterThanOrEqual("faults" in contact ? 1 : 0);
      }),
    );
  });
});

describe("the same person, name or address again", () => {
  const row = (line: string, change: Partial<Contact>) => ({
    line,
    contact: {
      party: "AT",
      role: "mission",
      rank: null,
      name: "A",
      email: "a@x.org",
      language: "en",
      since: "2020-01-01",
      ...change,
    } as const,
  });
  it("68 · one person twice is a fault, whatever the letter case", () => {
    expect(repetitions([row("line 2", {}), row("line 3", { name: "a", email: "A@X.org" })]).faults).toEqual([
      { line: "line 3", sentence: "is the same person as line 2; keep one of the two" },
    ]);
  });
  it("68 · two people behind one address, and one name with two addresses, are noted", () => {
    const { faults, notes } = repetitions([
      row("line 2", {}),
      row("line 3", { name: "B" }),
      row("line 4", { email: "c@x.org" }),
    ]);
    expect([faults, notes]).toEqual([
      [],
      [
        "line 3 shares its address with line 2: each is written to under their own name.",
        "line 4 has the name of line 2 with another address: both are kept, as two people.",
      ],
    ]);
  });
});

describe("a party and its terms", () => {
  const party = {
    code: "AT",
    kind: "State",
    region: "europe",
    name_en: "Austria",
    name_fr: "Autriche",
    name_ar: "النمسا",
    language: "English",
    time_zone: "Europe/Vienna",
  };
  it("is read in the words of a person", () => {
    expect(readParty(party)).toMatchObject({ kind: "partner-state", language: "en", names: { ar: "النمسا" } });
  });
  it("tells everything that is wrong", () => {
    expect(readParty({ ...party, code: "A#T", kind: "kingdom", name_fr: " ", time_zone: "Europe/Wien" })).toEqual({
      faults: ["code", "kind", "name_fr", "time_zone"].map((field) => ({
        field,
        sentence: expect.stringContaining("; "),
      })),
    });
  });
  it("72 · a term that ends before it begins is refused at its end", () => {
    expect(readTerm("2022-03-02", "2022-03-01")).toMatchObject({ end: "until" });
    expect(readTerm("unknown, before 2021", null)).toEqual({ from: "2020-12-31", until: null, assumed: true });
  });
  it.each(["", "2022-13-01", "unknown, before 2022-99-99", "1.2.2022"])("the day “%s” is refused", (day) => {
    expect(dayFault(day)).toMatch(/; /);
  });
});

describe("what would change", () => {
  it("is told field by field; what is not spoken of is left alone", () => {
    expect(
      fieldChanges(
        { a: 1, b: null, names: { en: "x", fr: "y" }, kept: true },
        { a: 1, b: "z", names: { en: "x", fr: "w" } },
      ),
    ).toEqual([
      { field: "b", from: "", to: "z" },
      { field: "names.fr", from: "y", to: "w" },
    ]);
  });
});
