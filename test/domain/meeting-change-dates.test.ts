import { describe, expect, it } from "vitest";
import type { Convocation } from "#domain/convocation";
import { end } from "#domain/convocation";
import { handOverChair } from "#domain/meeting-change-chair";
import { cancel, postpone, reschedule } from "#domain/meeting-change-dates";
import { extendDeadline } from "#domain/meeting-change-deadlines";
import { convened } from "#test/domain/examples";
import {
  at,
  BOTH_IN_APRIL,
  codeOf,
  done,
  NOW,
  placed,
  SOM_IN_APRIL,
  series,
  session,
  statesOf,
  WHY,
} from "#test/domain/meeting-changes";

const move = (convocation: Convocation, asked: Partial<Parameters<typeof reschedule>[1]> = {}, now = NOW) =>
  reschedule(convocation, { parts: [SOM_IN_APRIL], reason: WHY, ...asked }, at(now));
const putOff = (convocation: Convocation, parts?: string[], now = NOW) =>
  postpone(convocation, { reason: WHY, ...(parts && { parts }) }, at(now));
const strike = (convocation: Convocation, parts?: string[], now = NOW) =>
  cancel(convocation, { reason: WHY, ...(parts && { parts }) }, at(now));
const extend = (convocation: Convocation, asked: { answersBy?: string; namesBy?: string }, now = NOW) =>
  extendDeadline(convocation, { reason: WHY, ...asked }, at(now));

describe("a meeting that is rescheduled", () => {
  it("has its new sessions, its new span, one revision more, and everybody is told and asked again", () => {
    const { convocation, change, facts } = done(move(convened()));
    expect([convocation.revision, convocation.planRevision, convocation.starts, convocation.ends]).toEqual([
      2,
      2,
      "2022-03-22T08:00:00Z",
      "2022-04-06T14:00:00Z",
    ]);
    expect(convocation.parts.map(({ confirmFrom }) => confirmFrom)).toEqual([1, 2]);
    expect(change).toMatchObject({
      revision: 2,
      what: "rescheduled",
      parts: ["som-8"],
      reason: WHY,
      at: NOW,
      told: "invited",
      confirm: true,
      calendar: "request",
      voids: false,
      replans: true,
      before: { parts: { "som-8": { state: "convened", timeZone: "Europe/Brussels" } } },
    });
    expect(facts).toMatchObject([
      { type: "meeting.changed.v1", data: { revision: 2, parts: ["som-8"], confirm: true } },
    ]);
  });
  it("keeps what was before of the sessions, the deadlines where they moved", () => {
    const before = convened();
    const { change } = done(move(before, { answersBy: "2022-03-18T23:59" }));
    expect(change.before).toMatchObject({
      parts: { "som-8": { sessions: before.parts[1]!.sessions } },
      answersBy: before.answersBy,
      namesBy: before.namesBy,
    });
  });
  it("at other hours of the same days is told, and nobody confirms", () => {
    const hours = [session("2022-03-22", "15:00", "18:00"), session("2022-03-23", "09:00", "15:00")];
    const { convocation, change } = done(move(convened(), { parts: [{ id: "som-8", sessions: hours }] }));
    expect([change.confirm, change.told, change.calendar]).toEqual([false, "invited", "request"]);
    expect(convocation.parts[1]!.confirmFrom).toBe(1);
  });
  it("in another zone is confirmed, though the walls are the same", () => {
    const { change, convocation } = done(
      move(convened(), {
        parts: [{ id: "som-8", timeZone: "Africa/Cairo", sessions: [session("2022-03-23", "09:00", "16:00")] }],
      }),
    );
    expect([change.confirm, convocation.parts[1]!.timeZone, convocation.ends]).toEqual([
      true,
      "Africa/Cairo",
      "2022-03-23T14:00:00Z",
    ]);
  });
  it("takes names no earlier than answers where the new deadline lies after the old one for names", () => {
    const { convocation } = done(move(convened(), { parts: BOTH_IN_APRIL, answersBy: "2022-03-18T23:59" }));
    expect([convocation.namesBy.wall, convocation.cutOff]).toEqual(["2022-03-18T23:59", "2022-03-18T22:59:00Z"]);
  });
  it("puts its parts in the order of their new times", () => {
    const { convocation } = done(
      move(convened(), { parts: [{ id: "som-8", sessions: [session("2022-03-21", "09:00", "17:00")] }] }),
    );
    expect(convocation.parts.map(({ id }) => id)).toEqual(["som-8", "sc-2022-03"]);
  });
  it("concerns only the parts of which a time is another one", () => {
    const { change } = done(
      move(convened(), {
        parts: [{ id: "sc-2022-03", sessions: [session("2022-03-22", "09:00", "12:00")] }, SOM_IN_APRIL],
      }),
    );
    expect(change.parts).toEqual(["som-8"]);
  });

  it.each<[string, Partial<Parameters<typeof reschedule>[1]>, string, string?]>([
    [
      "72 · a session that ends before it starts",
      { parts: [{ id: "som-8", sessions: [session("2022-04-05", "18:00", "14:00")] }] },
      "ends-before-start",
    ],
    ["72 · a new deadline that is past", { answersBy: "2022-02-01T12:00" }, "deadline-past"],
    ["72 · names due in the past", { namesBy: "2022-02-01T12:00" }, "deadline-past"],
    [
      "72 · a new deadline after the new beginning",
      { parts: BOTH_IN_APRIL, namesBy: "2022-04-05T09:01" },
      "deadline-after-start",
    ],
    [
      "72 · an old deadline after the new beginning",
      { parts: [{ id: "som-8", sessions: [session("2022-03-10", "09:00", "17:00")] }] },
      "deadline-after-start",
    ],
    ["72 · no deadline left for those who are asked again", {}, "deadline-needed", "2022-03-20T10:00:00Z"],
    [
      "72 · a beginning in the past",
      { parts: [{ id: "som-8", sessions: [session("2022-02-01", "09:00", "17:00")] }] },
      "starts-in-the-past",
    ],
    [
      "69 · a session in the gap of the clock change",
      { parts: [{ id: "som-8", sessions: [session("2022-03-27", "02:30", "12:00")] }] },
      "no-such-time",
    ],
    ["69 · a deadline in the gap", { parts: BOTH_IN_APRIL, answersBy: "2022-03-27T02:30" }, "no-such-time"],
    ["69 · names due in the gap", { parts: BOTH_IN_APRIL, namesBy: "2022-03-27T02:30" }, "no-such-time"],
    ["a zone that does not exist", { parts: [{ ...SOM_IN_APRIL, timeZone: "Mars/Olympus" }] }, "unknown-zone"],
    [
      "sessions that overlap with another part's",
      { parts: [{ id: "som-8", sessions: [session("2022-03-22", "11:00", "18:00")] }] },
      "sessions-overlap",
    ],
    [
      "sessions that overlap with each other",
      {
        parts: [
          { id: "som-8", sessions: [session("2022-04-05", "09:00", "12:00"), session("2022-04-05", "11:00", "14:00")] },
        ],
      },
      "sessions-overlap",
    ],
    ["a part that is not there", { parts: [{ ...SOM_IN_APRIL, id: "som-9" }] }, "unknown-part"],
    ["a part twice", { parts: [SOM_IN_APRIL, SOM_IN_APRIL] }, "part-twice"],
    [
      "the times that it has",
      { parts: [{ id: "sc-2022-03", sessions: [session("2022-03-22", "09:00", "12:00")] }] },
      "unchanged",
    ],
    ["a part that has begun", {}, "has-begun", "2022-03-22T13:00:00Z"],
    ["a part that is over", {}, "meeting-over", "2022-03-23T15:00:00Z"],
  ])("%s is refused with a sentence that says what to do", (_, asked, refusal, now) => {
    const decided = move(convened(), asked, now);
    expect(decided).toMatchObject({ code: refusal, sentence: expect.stringMatching(/^[A-Z0-9a-z].*[.)]$/) });
  });
  it("a series stays in order, until the modules between move too", () => {
    const late = { id: "webinar-2", sessions: [session("2022-04-07", "10:00", "12:00")] };
    expect(move(series(), { parts: [late] })).toMatchObject({
      code: "series-broken",
      sentence: expect.stringContaining("Module 2 (webinar-2) would come after module 3"),
    });
    const later = { id: "webinar-3", sessions: [session("2022-04-08", "10:00", "12:00")] };
    expect(codeOf(move(series(), { parts: [late, later] }))).toBe("done");
  });
  it("a module that comes back after a postponement finds its place again", () => {
    const without = done(putOff(series(), ["webinar-2"])).convocation;
    const back = (day: string) =>
      move(without, { parts: [{ id: "webinar-2", sessions: [session(day, "14:00", "16:00")] }] });
    expect([codeOf(back("2022-04-06")), codeOf(back("2022-04-04"))]).toEqual(["series-broken", "done"]);
  });
  it("says with its zone and offset when it began", () => {
    expect(move(convened(), {}, "2022-03-22T22:00:00Z")).toMatchObject({
      sentence:
        "som-8 has begun; it can no longer be moved or put off. It began on 2022-03-22 14:00 Europe/Brussels (UTC+01:00). What does not take place of it is cancelled.",
    });
  });
  it("is measured against the first part that is still to come, in order of its new times", () => {
    const early = [{ id: "som-8", sessions: [session("2022-03-21", "09:00", "17:00")] }];
    expect(move(convened(), { parts: early, namesBy: "2022-03-21T10:00" })).toMatchObject({
      code: "deadline-after-start",
      sentence: expect.stringContaining("lies after som-8 begins, 2022-03-21 09:00 Europe/Brussels (UTC+01:00)"),
    });
  });
  it("says with its zone and offset which deadline does not fit", () => {
    expect(move(convened(), {}, "2022-03-20T10:00:00Z")).toMatchObject({
      sentence:
        "Everybody is asked again, and answers were due by 2022-03-04 23:59 Europe/Brussels (UTC+01:00), which is past. Give a new deadline for answers (--answers-by).",
    });
  });
});

describe("a meeting that is postponed", () => {
  it("keeps its old sessions, has no reminders, and is tentative in calendars; answers stay as they are", () => {
    const before = convened();
    const { convocation, change } = done(putOff(before));
    expect([convocation.state, statesOf(convocation)]).toEqual([
      "postponed",
      { "sc-2022-03": "postponed", "som-8": "postponed" },
    ]);
    expect(convocation.parts.map(({ sessions }) => sessions)).toEqual(before.parts.map(({ sessions }) => sessions));
    expect(change).toMatchObject({
      told: "invited",
      confirm: false,
      calendar: "tentative",
      replans: true,
      voids: false,
    });
  });
  it("in one part goes on with the others, and its span is theirs", () => {
    const { convocation } = done(putOff(convened(), ["som-8"]));
    expect([convocation.state, convocation.ends]).toEqual(["convened", "2022-03-22T11:00:00Z"]);
  });
  it("is convened again by its new date, and everybody is asked again, be it the same day", () => {
    const postponed = done(putOff(convened(), ["som-8"])).convocation;
    const { sessions } = convened().parts[1]!;
    const same = sessions.map(({ from, until }) =>
      session(from.wall.slice(0, 10), from.wall.slice(11), until.wall.slice(11)),
    );
    const { convocation, change } = done(move(postponed, { parts: [{ id: "som-8", sessions: same }] }));
    expect([
      statesOf(convocation)["som-8"],
      convocation.state,
      change.confirm,
      convocation.parts[1]!.confirmFrom,
    ]).toEqual(["convened", "convened", true, 3]);
  });
  it("long after its old date gets a new one with a new deadline, and not without", () => {
    const postponed = done(putOff(convened())).convocation;
    const june = [{ id: "som-8", sessions: [session("2022-06-21", "09:00", "17:00")] }];
    expect(codeOf(move(postponed, { parts: june }, "2022-04-20T10:00:00Z"))).toBe("deadline-needed");
    const { convocation } = done(
      move(postponed, { parts: june, answersBy: "2022-06-01T23:59" }, "2022-04-20T10:00:00Z"),
    );
    expect([convocation.state, convocation.starts, statesOf(convocation)["sc-2022-03"]]).toEqual([
      "convened",
      "2022-06-21T07:00:00Z",
      "postponed",
    ]);
  });
  it.each<[string, string[] | undefined, string, string]>([
    ["of which a part has begun", undefined, "2022-03-22T08:00:00Z", "has-begun"],
    ["that is past", undefined, "2022-03-23T15:00:00Z", "meeting-over"],
    ["whose part is past", ["sc-2022-03"], "2022-03-22T11:00:00Z", "meeting-over"],
  ])("%s is refused: the past is not postponed", (_, parts, now, refusal) => {
    expect(codeOf(putOff(convened(), parts, now))).toBe(refusal);
  });
  it("twice is refused", () => {
    const postponed = done(putOff(convened())).convocation;
    expect([codeOf(putOff(postponed)), codeOf(putOff(postponed, ["som-8"]))]).toEqual([
      "already-postponed",
      "already-postponed",
    ]);
    const half = done(putOff(convened(), ["som-8"])).convocation;
    expect(statesOf(done(putOff(half)).convocation)).toEqual({ "sc-2022-03": "postponed", "som-8": "postponed" });
  });
  it("does not end while a part waits for its date, and ends when that is cancelled", () => {
    const half = done(putOff(convened(), ["som-8"])).convocation;
    expect(end(half, "2022-05-01T00:00:00Z")).toBeUndefined();
    const rest = done(strike(half, ["som-8"], "2022-05-01T00:00:00Z")).convocation;
    expect(end(rest, "2022-05-01T00:00:00Z")).toMatchObject({ convocation: { state: "ended" } });
  });
  it("has no chair to hand over", () => {
    const half = done(putOff(convened(), ["som-8"])).convocation;
    const hand = { part: "som-8", from: "NL", to: "SS", reason: WHY };
    expect(handOverChair(half, hand, "2022-03-22T14:00:00Z")).toMatchObject({ code: "not-convened" });
  });
});

describe("a meeting that is cancelled", () => {
  it("is taken out of calendars, everybody is told, and what was asked for the journey is void", () => {
    const { convocation, change } = done(strike(placed()));
    expect([convocation.state, statesOf(convocation)]).toEqual([
      "cancelled",
      { "sc-2022-03": "cancelled", "som-8": "cancelled" },
    ]);
    expect(change).toMatchObject({ told: "invited", confirm: false, calendar: "cancel", voids: true, replans: true });
  });
  it("online has no journey that could be void", () => {
    expect(done(strike(series())).change.voids).toBe(false);
  });
  it("in one part goes on with the others; cancelled and postponed alone are postponed", () => {
    const half = done(strike(convened(), ["sc-2022-03"])).convocation;
    expect([half.state, half.starts]).toEqual(["convened", "2022-03-22T13:00:00Z"]);
    expect(done(putOff(half)).convocation.state).toBe("postponed");
  });
  it("without names is cancelled in what is left of it", () => {
    const { change } = done(strike(series(), undefined, "2022-03-30T00:00:00Z"));
    expect(change.parts).toEqual(["webinar-3", "webinar-4"]);
  });
  it("twice is refused, whole and in part, and so is every other change of it", () => {
    const half = done(strike(convened(), ["som-8"])).convocation;
    const none = done(strike(half)).convocation;
    expect([
      codeOf(strike(none)),
      codeOf(strike(half, ["som-8"])),
      codeOf(putOff(half, ["som-8"])),
      codeOf(move(half)),
      codeOf(move(none)),
      codeOf(extend(none, { answersBy: "2022-03-05T12:00" })),
    ]).toEqual(Array.from({ length: 6 }, () => "already-cancelled"));
  });
  it("when it has ended is refused", () => {
    const ended = end(convened(), "2022-03-24T00:00:00Z")!.convocation;
    expect([
      codeOf(strike(ended)),
      codeOf(move(ended)),
      codeOf(strike(convened(), undefined, "2022-03-24T00:00:00Z")),
    ]).toEqual(["meeting-over", "meeting-over", "meeting-over"]);
  });
});

describe("a deadline that is extended", () => {
  it("moves the reminders and no calendar; whoever is invited may be told, nobody confirms", () => {
    const { convocation, change } = done(extend(convened(), { answersBy: "2022-03-09T23:59" }));
    expect([convocation.answersBy.instant, convocation.cutOff, convocation.planRevision]).toEqual([
      "2022-03-09T22:59:00Z",
      "2022-03-11T22:59:00Z",
      2,
    ]);
    expect(change).toMatchObject({ told: "invited", confirm: false, calendar: "none", replans: true });
  });
  it("of names alone leaves that of answers, and beyond it takes names with it", () => {
    expect(done(extend(convened(), { namesBy: "2022-03-15T23:59" })).convocation).toMatchObject({
      answersBy: { wall: "2022-03-04T23:59" },
      namesBy: { wall: "2022-03-15T23:59" },
      cutOff: "2022-03-15T22:59:00Z",
    });
    expect(done(extend(convened(), { answersBy: "2022-03-15T23:59" })).convocation.namesBy.wall).toBe(
      "2022-03-15T23:59",
    );
  });
  it("that is past already is open again", () => {
    expect(codeOf(extend(convened(), { answersBy: "2022-03-21T12:00" }, "2022-03-15T00:00:00Z"))).toBe("done");
  });
  it.each<[string, { answersBy?: string; namesBy?: string }, string]>([
    ["to an earlier one", { answersBy: "2022-03-03T23:59" }, "not-later"],
    ["to the same", { answersBy: "2022-03-04T23:59" }, "not-later"],
    ["of names to an earlier one", { answersBy: "2022-03-05T23:59", namesBy: "2022-03-10T23:59" }, "not-later"],
    ["by nothing", {}, "not-later"],
    ["72 · into the past", { answersBy: "2022-02-01T23:59" }, "deadline-past"],
    ["72 · beyond the beginning of the meeting", { answersBy: "2022-03-22T09:01" }, "deadline-after-start"],
    ["69 · into the gap of the clock change", { answersBy: "2022-03-27T02:30" }, "no-such-time"],
  ])("%s is refused", (_, asked, refusal) => {
    expect(codeOf(extend(convened(), asked))).toBe(refusal);
  });
  it("of a meeting without a date is refused: it comes with the date", () => {
    expect(codeOf(extend(done(putOff(convened())).convocation, { answersBy: "2022-03-09T23:59" }))).toBe("postponed");
  });
});
