import { describe, expect, it } from "vitest";
import { end } from "#domain/convocation";
import { postpone } from "#domain/meeting-change-dates";
import { changeModality, relocate } from "#domain/meeting-change-place";
import { correctTitle } from "#domain/meeting-change-title";
import type { Modality } from "#domain/part";
import { changeRoom } from "#domain/room";
import { convened, som8 } from "#test/domain/examples";
import { at, codeOf, done, inBrussels, NOW, placed, series, WHY } from "#test/domain/meeting-changes";

const put = (asked: Partial<Parameters<typeof relocate>[1]>, convocation = placed(), now = NOW) =>
  relocate(convocation, { reason: WHY, ...asked }, at(now));
const hold = (
  modality: Modality,
  asked: Partial<Parameters<typeof changeModality>[1]> = {},
  convocation = placed(),
  now = NOW,
) => changeModality(convocation, { reason: WHY, modality, ...asked }, at(now));
/** Held so from the start: in Brussels, or nowhere where it is online. */
const held = (modality: Modality) => {
  const { parts } = modality === "online" ? som8 : inBrussels;
  return convened({ ...som8, parts: parts.map((part) => ({ ...part, modality })) });
};

describe("a meeting that is relocated", () => {
  it.each([
    ["another room", { venue: "Room 2" }, { city: "Brussels", country: "BE", venue: "Room 2" }, "registered"],
    ["another city", { city: "Ghent" }, { city: "Ghent", country: "BE", venue: null }, "invited"],
    [
      "another city with its room",
      { city: "Ghent", venue: "Hall" },
      { city: "Ghent", country: "BE", venue: "Hall" },
      "invited",
    ],
    ["another country", { country: "SS" }, { city: null, country: "SS", venue: null }, "invited"],
    [
      "the same city in another country",
      { city: "Brussels", country: "NL" },
      { city: "Brussels", country: "NL", venue: null },
      "invited",
    ],
  ])("to %s: nobody confirms, the right people are told, calendars follow, reminders stay", (_, asked, place, told) => {
    const { convocation, change } = done(put(asked));
    expect(convocation.parts.map((part) => part.place)).toEqual([place, place]);
    expect(change).toMatchObject({
      what: "relocated",
      told,
      confirm: false,
      calendar: "request",
      voids: false,
      replans: false,
      before: { parts: { "som-8": { place: { city: "Brussels", country: "BE", venue: "Room 1" } } } },
    });
    expect([convocation.revision, convocation.planRevision]).toEqual([2, 1]);
  });
  it("in one part leaves the other where it is", () => {
    const { convocation, change } = done(put({ venue: "Room 2", parts: ["som-8"] }));
    expect([change.parts, convocation.parts[0]!.place?.venue]).toEqual([["som-8"], "Room 1"]);
  });
  it("while it goes on, to another room", () => {
    expect(codeOf(put({ venue: "Room 2" }, placed(), "2022-03-23T09:00:00Z"))).toBe("done");
  });
  it("of which nobody knew the place yet, needs a country", () => {
    expect([
      codeOf(put({ venue: "Room 2" }, convened())),
      codeOf(put({ country: "BE", city: "Brussels" }, convened())),
    ]).toEqual(["place-needed", "done"]);
  });
  it.each([
    ["to where it is", { city: "Brussels", country: "BE", venue: "Room 1" }, placed(), "unchanged"],
    ["online", { city: "Brussels", country: "BE" }, series(), "online"],
    ["online, by name", { city: "Brussels", country: "BE", parts: ["webinar-1"] }, series(), "online"],
    ["in a part that is not there", { venue: "Room 2", parts: ["som-9"] }, placed(), "unknown-part"],
    ["that has ended", { venue: "Room 2" }, end(placed(), "2022-03-24T00:00:00Z")!.convocation, "meeting-over"],
  ])("%s is refused", (_, asked, convocation, refusal) => {
    expect(codeOf(put(asked, convocation))).toBe(refusal);
  });
  it("leaves out the parts that are online", () => {
    const mixed = done(hold("online", { parts: ["sc-2022-03"] })).convocation;
    expect(done(put({ venue: "Room 2" }, mixed)).change.parts).toEqual(["som-8"]);
  });
});

describe("how a meeting takes place", () => {
  it.each<[Modality, Modality, boolean, boolean]>([
    ["in-person", "online", false, true],
    ["in-person", "hybrid", false, false],
    ["hybrid", "online", false, true],
    ["hybrid", "in-person", true, false],
    ["online", "in-person", true, false],
    ["online", "hybrid", true, false],
  ])("%s to %s: asked again %s, visa and travel void %s", (before, after, confirm, voids) => {
    const place = after === "online" ? {} : { city: "Brussels", country: "BE" };
    const { convocation, change } = done(hold(after, place, held(before)));
    expect(change).toMatchObject({ told: "invited", confirm, voids, calendar: "request", replans: false });
    for (const part of convocation.parts) {
      expect(part.modality).toBe(after);
      expect(part.place === null).toBe(after === "online");
      expect(part.confirmFrom).toBe(confirm ? 2 : 1);
    }
  });
  it("keeps the place that it has where none is given, and needs one where there is none", () => {
    expect(done(hold("in-person", {}, held("hybrid"))).convocation.parts[0]!.place?.venue).toBe("Room 1");
    expect(codeOf(hold("in-person", {}, series()))).toBe("place-needed");
  });
  it("with a new deadline moves the reminders too", () => {
    const { change, convocation } = done(
      hold("in-person", { city: "Juba", country: "SS", answersBy: "2022-03-09T23:59" }, series()),
    );
    expect([change.replans, convocation.planRevision, convocation.answersBy.wall]).toEqual([
      true,
      2,
      "2022-03-09T23:59",
    ]);
    expect(change.before).toHaveProperty("answersBy");
  });
  it.each<
    [string, Modality, Partial<Parameters<typeof changeModality>[1]>, ReturnType<typeof placed>, string, string?]
  >([
    ["a place for what is online", "online", { city: "Brussels" }, placed(), "place-forbidden"],
    ["what it is already", "in-person", {}, placed(), "unchanged"],
    ["what it is already, by name", "in-person", { parts: ["som-8"] }, placed(), "unchanged"],
    ["travel for a meeting that has begun", "in-person", {}, held("hybrid"), "has-begun", "2022-03-22T08:00:00Z"],
    [
      "travel without a deadline that is left",
      "in-person",
      {},
      held("hybrid"),
      "deadline-needed",
      "2022-03-20T08:00:00Z",
    ],
    [
      "72 · travel with a deadline that is past",
      "in-person",
      { answersBy: "2022-01-01T12:00" },
      held("hybrid"),
      "deadline-past",
    ],
    [
      "72 · travel with a deadline after the beginning",
      "in-person",
      { answersBy: "2022-03-23T12:00" },
      held("hybrid"),
      "deadline-after-start",
    ],
    ["a part that is not there", "online", { parts: ["som-9"] }, placed(), "unknown-part"],
  ])("%s is refused", (_, modality, asked, convocation, refusal, now) => {
    expect(codeOf(hold(modality, asked, convocation, now))).toBe(refusal);
  });
  it("of a meeting without a date needs no deadline: it is asked again with its date", () => {
    const postponed = done(postpone(held("hybrid"), { reason: WHY }, at())).convocation;
    expect(codeOf(hold("in-person", {}, postponed, "2022-03-20T08:00:00Z"))).toBe("done");
  });
});

describe("a title that is corrected", () => {
  const TITLE = { en: "8th Senior Officials’ Meeting of the dialogue" };
  const correct = (asked: Partial<Parameters<typeof correctTitle>[1]>, convocation = placed(), now = NOW) =>
    correctTitle(convocation, { reason: WHY, ...asked }, at(now));
  it("of a part is told to the registered, and stands in their calendars", () => {
    const { convocation, change } = done(correct({ parts: [{ id: "som-8", title: TITLE }] }));
    expect([convocation.parts[1]!.title, convocation.title]).toEqual([TITLE, placed().title]);
    expect(change).toMatchObject({
      what: "title-corrected",
      parts: ["som-8"],
      told: "registered",
      confirm: false,
      calendar: "request",
      replans: false,
      before: { parts: { "som-8": { title: placed().parts[1]!.title } } },
    });
  });
  it("of the whole concerns all its parts, whose own titles stay", () => {
    const { convocation, change } = done(correct({ title: TITLE }));
    expect([convocation.title, convocation.parts.map(({ title }) => title)]).toEqual([
      TITLE,
      placed().parts.map(({ title }) => title),
    ]);
    expect([change.parts, change.before]).toEqual([
      ["sc-2022-03", "som-8"],
      { title: placed().title, parts: { "sc-2022-03": {}, "som-8": {} } },
    ]);
  });
  it("in another language is another title", () => {
    expect(codeOf(correct({ title: { ...placed().title, fr: "8e réunion" } }))).toBe("done");
  });
  it.each<[string, Partial<Parameters<typeof correctTitle>[1]>, string, string?]>([
    ["by nothing", {}, "unchanged"],
    ["to what it is", { title: placed().title }, "unchanged"],
    ["of a part to what it is", { parts: [{ id: "som-8", title: placed().parts[1]!.title }] }, "unchanged"],
    ["of a part twice", { parts: [1, 2].map(() => ({ id: "som-8", title: TITLE })) }, "part-twice"],
    ["of a part that is not there", { parts: [{ id: "som-9", title: TITLE }] }, "unknown-part"],
    [
      "of a part that is not there, with the whole",
      { title: TITLE, parts: [{ id: "som-9", title: TITLE }] },
      "unknown-part",
    ],
    ["of what is over", { title: TITLE }, "meeting-over", "2022-03-24T00:00:00Z"],
  ])("%s is refused", (_, asked, refusal, now) => {
    expect(codeOf(correct(asked, placed(), now))).toBe(refusal);
  });
});

describe("the room of a part", () => {
  const room = (capacity: number | null, registered = 35, convocation = placed()) =>
    changeRoom(convocation, { part: "som-8", capacity }, registered);
  it("has another size, with a fact and no revision", () => {
    expect(room(120)).toMatchObject({
      convocation: { revision: 1, parts: [{ capacity: null }, { capacity: 120 }] },
      facts: [{ type: "meeting.room-changed.v1", data: { part: "som-8", before: null, after: 120 } }],
    });
  });
  it("82 · holds no fewer than are registered, and says how many that are", () => {
    expect(room(34)).toMatchObject({
      code: "below-registered",
      sentence: expect.stringContaining("35 people are registered for som-8"),
      details: { registered: 35 },
    });
    expect(room(35)).not.toHaveProperty("code");
  });
  it("of the same size, or of a part that is not there or does not take place, is refused", () => {
    const cancelled = { ...placed(), parts: placed().parts.map((part) => ({ ...part, state: "cancelled" as const })) };
    expect([
      room(null),
      changeRoom(placed(), { part: "som-9", capacity: 10 }, 0),
      room(50, 0, cancelled),
      room(50, 0, { ...placed(), state: "ended" }),
    ]).toMatchObject(["unchanged", "unknown-part", "meeting-over", "meeting-over"].map((code) => ({ code })));
  });
  it("that nobody counts any more is for any number", () => {
    const { convocation } = room(50) as { convocation: ReturnType<typeof placed> };
    expect(room(50, 0, convocation)).toMatchObject({ sentence: "The room of som-8 is for 50 people already." });
    expect(room(null, 60, convocation)).toMatchObject({ facts: [{ data: { before: 50, after: null } }] });
  });
});
