import { describe, expect, it } from "vitest";
import { conveneKnown, meetingsNamed, unknownInRecord } from "#domain/convening";
import type { Asked } from "#domain/convocation";
import { audiencesOf, conveningNotes, movedSince } from "#domain/meeting-audience";
import type { AskedPart } from "#domain/part";
import { isRefusal } from "#domain/refusal";
import type { Registry } from "#domain/registry";
import { codeTwice, type TagScheme, unknownTag } from "#domain/tags";
import { convened, som8 } from "#test/domain/examples";
import { realRegistry } from "#test/domain/real-registry";

const NOW = "2022-01-31T08:00:00Z";
const jvap: TagScheme = {
  scheme: "jvap-2015",
  name: { en: "JVAP" },
  version: "2015",
  tags: ["1", "2"].map((code) => ({ code, words: { en: `Domain ${code}` } })),
};
const registry = realRegistry();
const known = { registry, unknownDialogues: [], meetings: new Set(["tm-cairo-2019"]), schemes: [jvap] };
const [committee, som] = som8.parts;
const withPart = (change: Partial<AskedPart>): Asked => ({ ...som8, parts: [committee!, { ...som!, ...change }] });
const code = (change: Partial<AskedPart>) => {
  const decided = conveneKnown(withPart(change), known, NOW, "2025b");
  return isRefusal(decided) ? decided.code : "convened";
};

describe("what a meeting names is known", () => {
  it.each<[string, Partial<AskedPart>, string]>([
    ["a host that is not a party", { hosts: ["ZZ"] }, "unknown-party"],
    ["a co-host that is not a party", { coHosts: ["ZZ"] }, "unknown-party"],
    ["a co-chair that is not a party", { coChairs: ["ZZ"] }, "unknown-party"],
    ["an organiser that is not a party", { organisers: ["ZZ"] }, "unknown-party"],
    [
      "a speaker of no party",
      { contributors: [{ party: "ZZ", capacity: "Speaker", modality: "in-person" }] },
      "unknown-party",
    ],
    ["a guest that is not a party", { audience: { guests: ["ZZ"] } }, "unknown-party"],
    ["a region of nobody", { audience: { regions: ["atlantis"] } }, "unknown-region"],
    ["a meeting that nobody recorded", { buildsOn: ["tm-cairo-2018"] }, "no-such-meeting"],
    ["a first meeting in person since none", { firstInPersonSince: "sc-1999" }, "no-such-meeting"],
    ["a scheme that the dialogue has not", { domains: { scheme: "jvap-2030", codes: ["1"] } }, "unknown-scheme"],
    ["a tag that the scheme has not", { domains: { scheme: "jvap-2015", codes: ["1", "9"] } }, "unknown-tag"],
    [
      "a rule of time that is broken",
      { sessions: [{ day: "2022-03-22", from: "18:00", until: "14:00" }] },
      "ends-before-start",
    ],
    ["an earlier meeting, recorded", { buildsOn: ["tm-cairo-2019"] }, "convened"],
    ["an earlier part", { buildsOn: ["sc-2022-03"], firstInPersonSince: "tm-cairo-2019" }, "convened"],
    ["a meeting to come, which may not be there yet", { preparesFor: "som-9" }, "convened"],
    ["tags of the scheme", { domains: { scheme: "jvap-2015", codes: ["2"] } }, "convened"],
  ])("%s", (_, change, expected) => {
    expect(code(change)).toBe(expected);
  });
  it("or the sentence says what there is", () => {
    const sentence = (schemes: TagScheme[], scheme: string, codes = ["9"]) =>
      unknownTag({ scheme, codes }, schemes)?.sentence;
    expect(sentence([jvap], "jvap-2030")).toMatch(/It has jvap-2015\.$/);
    expect(sentence([], "jvap-2030")).toMatch(/none yet: define one/);
    expect(sentence([jvap], "jvap-2015")).toMatch(/no tag 9\. Its tags are 1, 2\.$/);
    expect([unknownTag(null, []), unknownTag(undefined, [])]).toEqual([undefined, undefined]);
  });
  it("or another dialogue is not: its parties come first", () => {
    const decided = conveneKnown(som8, { ...known, unknownDialogues: ["rabat", "budapest"] }, NOW, "2025b");
    expect(decided).toMatchObject({
      code: "unknown-dialogue",
      sentence: "No party of a dialogue rabat, budapest is known here. Correct the id, or import its parties first.",
    });
  });
  it("every meeting once, whatever it is named for", () => {
    expect(meetingsNamed([{ buildsOn: ["a", "b"], preparesFor: "c" }, { firstInPersonSince: "a" }, {}])).toEqual([
      "a",
      "b",
      "c",
    ]);
  });
  it("in a record too", () => {
    const record = (change: object, named: string[] = []) =>
      unknownInRecord({ meetingId: "m", ...change }, named, known)?.code;
    expect(record({}, ["ZZ"])).toBe("unknown-party");
    expect(record({ buildsOn: ["nowhere"] })).toBe("no-such-meeting");
    expect(record({ domains: { scheme: "jvap-2015", codes: ["9"] } })).toBe("unknown-tag");
    expect(record({ buildsOn: ["tm-cairo-2019"] }, ["EG"])).toBeUndefined();
  });
});

describe("a scheme of tags", () => {
  it("has each code once", () => {
    expect(codeTwice(jvap)).toBeUndefined();
    expect(codeTwice({ tags: [...jvap.tags, ...jvap.tags] })).toMatchObject({ code: "code-twice" });
  });
});

const point = (party: string, person: string) =>
  ({
    code: party,
    person,
    role: "focal-point",
    rank: "primary",
    from: "2020-01-01",
    until: null,
    assumed: false,
  }) as const;
const withContacts = (codes: readonly string[]): Registry => ({
  ...registry,
  focalPoints: codes.map((party) => point(party, `p-${party}`)),
});

describe("whom a meeting's parts let in", () => {
  it("is each party with its reason and its contacts, as of the first session's day", () => {
    const [first, second] = audiencesOf(convened(), withContacts(["IT"]));
    expect([first?.part, first?.asOf, first?.entries.length]).toEqual(["sc-2022-03", "2022-03-22", 13]);
    expect(first?.entries.find((entry) => entry.code === "IT")).toEqual({
      code: "IT",
      reason: "steering-committee",
      contacts: 1,
    });
    expect(second?.entries.find((entry) => entry.code === "IOM")).toMatchObject({
      reason: "partner-organisation",
      contacts: 0,
    });
  });
  it("is as of another day where the rule names one, and without parts as of the day in UTC", () => {
    const asked = withPart({ audience: { bodies: ["steering-committee"], asOf: "2024-04-16" } });
    expect(audiencesOf(convened(asked), registry)[1]).toMatchObject({ asOf: "2024-04-16" });
    expect(audiencesOf({ starts: NOW, parts: [] }, registry)).toEqual([]);
  });
});

describe("notes to whoever convenes", () => {
  const notes = (change: Partial<AskedPart>, contacts: string[] = ["NL"]) => {
    const convocation = convened({ ...som8, parts: [{ ...som!, audience: { parties: ["NL"] }, ...change }] });
    return conveningNotes(convocation, audiencesOf(convocation, withContacts(contacts)), new Set(["som-9"])).join("\n");
  };
  const placed = { unpublished: ["place"] };
  it.each<[string, Partial<AskedPart>, RegExp]>([
    [
      "what is prepared and not convened",
      { ...placed, preparesFor: "som-10" },
      /^som-8 prepares som-10, which is not convened yet\.$/,
    ],
    [
      "nobody in the audience",
      { ...placed, organisers: ["ICMPD"], chair: undefined!, audience: {} },
      /^Nobody is in the audience of som-8\.$/,
    ],
    ["nobody to write to", { ...placed, audience: { parties: ["NL", "EG"] } }, /^Nobody to write to at EG \(som-8\)/],
    [
      "a host who is not invited",
      { ...placed, hosts: ["KE"] },
      /^KE has a role in som-8 and is not in its audience\.$/,
    ],
    ["no place", {}, /^som-8 has no place/],
  ])("tell %s", (_, change, expected) => {
    expect(notes(change)).toMatch(expected);
  });
  it.each<[string, Partial<AskedPart>]>([
    ["of a meeting online", { modality: "online" }],
    ["of a meeting that prepares one that is convened", { ...placed, preparesFor: "som-9" }],
    ["of a meeting with a place", { place: { country: "BE" } }],
  ])("are none %s", (_, change) => {
    expect(notes(change)).toBe("");
  });
  it("of a part without an audience to look at are those of an empty one", () => {
    expect(conveningNotes(convened(), [], new Set()).join("\n")).toContain("Nobody is in the audience of som-8.");
  });
});

describe("a frozen audience against the registry of today", () => {
  const frozen = ["NL", "EG"].map((party) => ({ code: party, invitees: [{ person: `p-${party}` }] }));
  const since = (contacts: Registry, elsewhere: string[] = []) =>
    movedSince(frozen, new Set(elsewhere), { parties: ["NL", "EG", "FR", "KE"] }, convened(), [contacts]);
  it("that stands as it did is the same", () => {
    expect(since(withContacts(["NL", "EG"]))).toEqual({ added: [], gone: [], otherContacts: [] });
  });
  it("names who would come in, who would not, and whom else one would write to", () => {
    const other = { ...registry, focalPoints: [point("NL", "p-other"), point("FR", "p-FR"), point("KE", "p-KE")] };
    expect(since(other, ["KE"])).toEqual({ added: ["FR"], gone: ["EG"], otherContacts: ["NL"] });
  });
});
