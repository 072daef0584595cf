import { beforeAll, describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { type CalendarMeeting, calendar, recordCommandOf, tagsCommandOf } from "#bin/demo/calendar";
import { convocations } from "#bin/demo/year/convocations";
import { expectedOf } from "#bin/demo/year/expected";
import { type Fields, said } from "#bin/demo/year/fields";
import { type Beside, type StoredDocument, storedPart, storedRecord } from "#bin/demo/year/stored";
import { type Row, tableLines, wrongIn } from "#bin/demo/year/table";
import { meeting as look } from "#functions/console/look-at-meetings";
import { type World, withDialogue } from "#test/functions/world";

const past = calendar.meetings.filter(({ historical }) => historical);
const plain = z.record(z.string(), z.unknown());
let world: World;
const looks = new Map<string, Record<string, unknown>>();
/** As the gateway answers: what the steps have stored, as JSON. */
beforeAll(async () => {
  world = await withDialogue();
  world.clock.set("2021-01-15T08:00:00Z");
  await world.done("define-tags.v1", tagsCommandOf());
  for (const each of past) await world.done("record-meeting.v1", recordCommandOf(each));
  for (const { command } of convocations) await world.done("convene-meeting.v1", command);
  for (const id of [...past, ...convocations].map((each) => each.id))
    looks.set(id, plain.parse(JSON.parse(JSON.stringify(await look(world.tables, id)))));
});

const nothing: Beside = { guests: [], documents: [], facts: [] };
const planned = (id: string) => convocations.find(({ meetings }) => meetings.some((each) => each.id === id));
const meetingOf = (id: string): CalendarMeeting => {
  const found = calendar.meetings.find((each) => each.id === id);
  if (!found) throw new Error(`The calendar has no ${id}`);
  return found;
};
function storedOf(id: string, beside: Beside = nothing): Fields | undefined {
  const held = planned(id);
  if (held) return storedPart(looks.get(held.id), id, beside);
  return storedRecord(
    looks.get(id),
    past.map((each) => ({ id: each.id, look: looks.get(each.id) })),
  );
}
const row = (id: string, beside?: Beside): Row => ({
  id,
  expected: expectedOf(meetingOf(id)),
  stored: storedOf(id, beside),
});
const wrong = (id: string, beside?: Beside) => wrongIn(row(id, beside)).map(({ field }) => field);

const document = (id: string, more: Partial<StoredDocument> = {}): StoredDocument => ({
  id,
  part: "som-8",
  kind: "readout",
  audience: "public",
  state: "published",
  adoption: null,
  author: "staff:amina",
  clearedBy: "staff:bilal",
  assembles: [],
  ...more,
});
const workPlan = { kind: "work-plan", audience: "members", adoption: "discussed" };

describe("what is stored against the calendar", () => {
  it.each(past.map(({ id }) => id))("%s, which is only recorded, says all that the calendar says", (id) => {
    expect(wrongIn(row(id))).toEqual([]);
  });
  it.each(calendar.meetings.filter(({ historical }) => !historical).map(({ id }) => id))(
    "%s says from the day on which it is convened all but what has yet to happen",
    (id) => {
      const later = ["state", "guests", "handOver", "participants", "countries", "documents"];
      expect(wrong(id).filter((field) => !later.includes(field))).toEqual([]);
      expect(wrong(id)).toContain("state");
    },
  );
  it("guests, counts and documents come from the round, the attendance and the documents", () => {
    const id = "training-south-sudan-2022";
    const readout = document(`${id}-readout`, { part: id });
    const beside = { guests: ["CF"], documents: [readout], facts: [], present: { participants: 28, countries: 8 } };
    expect(wrong(id, beside)).toEqual(["state"]);
    expect(wrong(id, { ...beside, guests: [] })).toEqual(["state", "guests"]);
    expect(wrong(id, { ...beside, present: { participants: 27, countries: 8 } })).toEqual(["state", "participants"]);
    expect(wrong(id, { ...beside, documents: [{ ...readout, clearedBy: "staff:amina" }] })).toEqual([
      "state",
      "documents",
    ]);
    expect(wrong(id, { ...beside, documents: [readout, document("another", { part: id })] })).toContain("documents");
  });
  it("a work plan that was adopted is wrong, and one that nobody cleared, and one that is expected is not there", () => {
    const of = (more: object) =>
      wrong("som-8", {
        ...nothing,
        documents: [document("som-8-readout"), document("work-plan-2022-23", { ...workPlan, ...more })],
      });
    expect(of({})).not.toContain("documents");
    expect(of({ adoption: "adopted" })).toContain("documents");
    expect(of({ clearedBy: null })).toContain("documents");
    expect(of({ state: "expected" })).toContain("documents");
  });
  it("a series' reader stands with its last webinar, expected, with its parts", () => {
    const reader = document("thb-reader", {
      part: null,
      kind: "reader",
      state: "expected",
      author: null,
      clearedBy: null,
      assembles: [{}, {}, {}, {}, {}],
    });
    const note = document("thb-note-4", { part: "thb-webinar-4", kind: "background-note", audience: "participants" });
    const readout = document("thb-webinar-4-readout", { part: "thb-webinar-4" });
    const of = (id: string, documents: StoredDocument[]) => wrong(id, { ...nothing, documents });
    expect(of("thb-webinar-4", [reader, note, readout])).not.toContain("documents");
    expect(of("thb-webinar-4", [{ ...reader, assembles: [{}] }, note, readout])).toContain("documents");
    expect(of("thb-webinar-3", [reader])).toContain("documents");
  });
});

describe("the hand-over", () => {
  const passed = (at: string) => ({ from: "NL", to: "SS", at });
  const fact = { type: "meeting.chair-handed-over.v1", at: "", data: { part: "som-8", from: "NL", to: "SS" } };
  const parts = z.looseObject({ meeting: z.looseObject({ state: z.string(), parts: z.array(plain) }) });
  const stored = (at: string | undefined, facts: Beside["facts"], state = "ended") => {
    const held = parts.parse(looks.get("som-8-cluster"));
    const changed = held.meeting.parts.map((part) =>
      part["id"] === "som-8" && at !== undefined ? { ...part, chair: "SS", passed: passed(at) } : part,
    );
    return storedPart({ ...held, meeting: { ...held.meeting, state, parts: changed } }, "som-8", { ...nothing, facts });
  };
  const ended = { type: "meeting.ended.v1", at: "", data: {} };
  it("is right where row and ledger say the same, inside the meeting; the chair is the one that it began with", () => {
    expect(stored("2022-03-23T13:00:00Z", [fact, ended])).toMatchObject({
      handOver: "NL to SS",
      chair: "NL",
      state: "ended",
    });
  });
  it("is wrong where it was outside the meeting, where one of the two is silent, and where they differ", () => {
    expect(stored("2022-03-24T13:00:00Z", [fact])).toMatchObject({ handOver: "NL to SS, outside the meeting" });
    expect(stored("2022-03-23T13:00:00Z", [])).toMatchObject({ handOver: "told by the row or the ledger alone" });
    expect(stored(undefined, [fact])).toMatchObject({ handOver: "told by the row or the ledger alone" });
    const other = { ...fact, data: { ...fact.data, to: "DE" } };
    expect(stored("2022-03-23T13:00:00Z", [other])).toMatchObject({ handOver: "NL to DE, and the row says otherwise" });
  });
  it("an end of which the ledger knows nothing is no end", () => {
    expect(stored(undefined, [])).toMatchObject({ state: "ended, and the ledger does not say so" });
  });
});

describe("the table", () => {
  const rows = () =>
    calendar.meetings.map(({ id }): Row => {
      const expected = expectedOf(meetingOf(id));
      return { id, expected, stored: expected };
    });
  it("has a line for each of the sixteen meetings, in order of time, none wider than a hundred columns", () => {
    const [head = "", ...lines] = tableLines(rows());
    expect(head).toMatch(/^from +meeting +as published, and as stored +fields$/);
    expect(lines).toHaveLength(16);
    expect(lines.map((line) => line.slice(0, 10))).toEqual([...lines.map((line) => line.slice(0, 10))].sort());
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(100);
    expect(lines.every((line) => line.endsWith("  ok"))).toBe(true);
    expect(lines.find((line) => line.includes("training"))).toMatch(
      /28 people · 8 countries · guest CF · FRONTEX online +20 {2}ok$/,
    );
  });
  it("any field of any meeting with another value makes its row wrong, by name, and no other", () => {
    const fields = rows().flatMap((each) => Object.keys(each.expected).map((field) => [each.id, field] as const));
    expect(fields.length).toBeGreaterThan(200);
    for (const [id, field] of fields) {
      const changed = rows().map((each) =>
        each.id === id ? { ...each, stored: { ...each.expected, [field]: "something else" } } : each,
      );
      expect(changed.flatMap((each) => wrongIn(each).map((one) => [each.id, one.field]))).toEqual([[id, field]]);
    }
  });
  it("a wrong row names its fields and is marked; a meeting of which nothing is stored is wrong in all", () => {
    const [first, ...others] = rows();
    if (!first) throw new Error("The calendar is empty");
    const hosts = { ...first, stored: { ...first.expected, hosts: ["FR"] } };
    expect(tableLines([hosts, ...others]).filter((line) => line.endsWith("  off"))).toEqual([
      expect.stringMatching(/^2014-11-28 rome-2014 +wrong: hosts +7 {2}off$/),
    ]);
    expect(wrongIn({ ...first, stored: undefined }).map(({ field }) => field)).toEqual(Object.keys(first.expected));
  });
  it("what is not said of a meeting is not compared, and what is said too much is", () => {
    expect(said({ a: null, b: undefined, c: [], d: 0, e: "" })).toEqual({ d: 0, e: "" });
    expect(wrongIn({ id: "a", expected: {}, stored: { hosts: ["IT"] } }).map(({ field }) => field)).toEqual(["hosts"]);
  });
});
