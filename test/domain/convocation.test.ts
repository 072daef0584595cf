import { describe, expect, it } from "vitest";
import { type Asked, convene, end } from "#domain/convocation";
import { isRefusal } from "#domain/refusal";
import { convened, som8 } from "#test/domain/examples";

const NOW = "2022-01-31T08:00:00Z";
const code = (asked: Asked, now = NOW) => {
  const decided = convene(asked, now, "2025b");
  return isRefusal(decided) ? decided.code : "convened";
};
const [committee, som] = som8.parts;
const withPart = (change: Partial<Asked["parts"][number]>): Asked => ({
  ...som8,
  parts: [committee!, { ...som!, ...change }],
});
const session = (day: string, from: string, until: string) => ({ day, from, until });

describe("convening the 8th SOM with its committee", () => {
  it("resolves every time with its zone, offset and zone data", () => {
    const { parts, answersBy, cutOff, starts, ends } = convened();
    expect(parts[1]?.sessions[0]?.from).toEqual({
      wall: "2022-03-22T14:00",
      zone: "Europe/Brussels",
      instant: "2022-03-22T13:00:00Z",
      offset: "+01:00",
      tzdata: "2025b",
    });
    expect([answersBy.instant, cutOff, starts, ends]).toEqual([
      "2022-03-04T22:59:00Z",
      "2022-03-11T22:59:00Z",
      "2022-03-22T08:00:00Z",
      "2022-03-23T15:00:00Z",
    ]);
  });
  it("says so in one fact with the parts in order of time", () => {
    const decided = convene({ ...som8, parts: [...som8.parts].reverse() }, NOW, "2025b");
    expect(decided).toMatchObject({
      facts: [{ type: "meeting.convened.v1", data: { revision: 1, parts: ["sc-2022-03", "som-8"] } }],
    });
  });
  it("sorts a part's sessions by time", () => {
    const reversed = convened(withPart({ sessions: [...som!.sessions].reverse() }));
    expect(reversed.parts[1]?.sessions.map(({ from }) => from.wall)).toEqual(["2022-03-22T14:00", "2022-03-23T09:00"]);
  });
  it("takes the deadline for answers where none for names is given", () => {
    const { namesBy: _, ...asked } = som8;
    const { namesBy, answersBy, cutOff } = convened(asked);
    expect([namesBy, cutOff]).toEqual([answersBy, answersBy.instant]);
  });
  it("takes the later of the two deadlines as the cut-off, whichever that is", () => {
    expect(convened({ ...som8, namesBy: "2022-03-01T12:00" }).cutOff).toBe("2022-03-04T22:59:00Z");
  });
  it("takes a deadline that is a day alone as its 23:59, and prints it where it is past", () => {
    const { answersBy, namesBy } = convened({ ...som8, answersBy: "2022-03-04", namesBy: "2022-03-11" });
    expect([answersBy, namesBy]).toEqual([convened().answersBy, convened().namesBy]);
    expect(convene({ ...som8, answersBy: "2022-01-30" }, NOW, "2025b")).toMatchObject({
      code: "deadline-past",
      sentence: "Answers by 2022-01-30 23:59 Europe/Brussels (UTC+01:00) is already past. Choose a later deadline.",
    });
  });
  it("69 · takes a session from one 02:30 to the other, an hour, where each has its offset", () => {
    const asked = withPart({ sessions: [session("2022-10-30", "02:30+02:00", "02:30+01:00")] });
    expect(convened(asked).parts[1]?.sessions).toMatchObject([
      {
        from: { wall: "2022-10-30T02:30", offset: "+02:00", instant: "2022-10-30T00:30:00Z" },
        until: { wall: "2022-10-30T02:30", offset: "+01:00", instant: "2022-10-30T01:30:00Z" },
      },
    ]);
  });
  it("orders parts of two zones by their instants, not by their walls", () => {
    const asked = {
      ...som8,
      parts: [
        { ...som!, sessions: [session("2022-03-22", "09:00", "10:00")] },
        { ...committee!, timeZone: "Africa/Nairobi", sessions: [session("2022-03-22", "09:30", "10:30")] },
      ],
    };
    expect(convened(asked).parts.map(({ id }) => id)).toEqual(["sc-2022-03", "som-8"]);
  });
});

describe("a convocation that is refused", () => {
  it.each<[string, Asked, string]>([
    [
      "72 · a session that ends before it starts",
      withPart({ sessions: [session("2022-03-22", "18:00", "14:00")] }),
      "ends-before-start",
    ],
    [
      "72 · a session of no length",
      withPart({ sessions: [session("2022-03-22", "14:00", "14:00")] }),
      "ends-before-start",
    ],
    ["72 · a deadline in the past", { ...som8, answersBy: "2022-01-30T12:00" }, "deadline-past"],
    ["72 · a deadline at this very second", { ...som8, answersBy: "2022-01-31T09:00" }, "deadline-past"],
    [
      "72 · a deadline after the first session began",
      { ...som8, answersBy: "2022-03-22T09:01" },
      "deadline-after-start",
    ],
    ["72 · names due after the first session began", { ...som8, namesBy: "2022-03-23T12:00" }, "deadline-after-start"],
    [
      "69 · a session that begins in the gap of the clock change",
      withPart({ sessions: [session("2022-03-27", "02:30", "12:00")] }),
      "no-such-time",
    ],
    [
      "69 · a session that ends in the overlap of the clock change",
      withPart({ sessions: [session("2022-10-30", "01:00", "02:30")] }),
      "time-twice",
    ],
    ["69 · a deadline in the gap", { ...som8, answersBy: "2022-03-27T02:30" }, "no-such-time"],
    ["69 · names due in the gap", { ...som8, namesBy: "2022-03-27T02:30" }, "no-such-time"],
    ["a day that no month has", withPart({ sessions: [session("2022-02-30", "09:00", "12:00")] }), "no-such-time"],
    [
      "sessions of two parts that overlap",
      withPart({ sessions: [session("2022-03-22", "11:59", "18:00")] }),
      "sessions-overlap",
    ],
    [
      "sessions of one part that overlap",
      withPart({ sessions: [session("2022-03-22", "14:00", "18:00"), session("2022-03-22", "17:00", "19:00")] }),
      "sessions-overlap",
    ],
    [
      "a session inside a longer one that began before others",
      withPart({ sessions: [session("2022-03-22", "08:00", "20:00")] }),
      "sessions-overlap",
    ],
    ["a zone that does not exist", { ...som8, timeZone: "Europe/Bruxelles" }, "unknown-zone"],
    ["a part's zone that does not exist", withPart({ timeZone: "Nowhere" }), "unknown-zone"],
    ["two parts of one id", withPart({ id: "sc-2022-03" }), "part-twice"],
    [
      "a part that nobody convenes",
      { ...som8, parts: [{ ...committee!, organisers: [], chair: undefined! }] },
      "nobody-convenes",
    ],
  ])("%s", (_, asked, refusal) => {
    expect(code(asked)).toBe(refusal);
  });

  it("names the wall time and the zone that do not fit, and what to do", () => {
    expect(convene({ ...som8, answersBy: "2022-03-27T02:30" }, NOW, "2025b")).toMatchObject({
      sentence: expect.stringMatching(
        /2022-03-27 02:30 does not exist in Europe\/Brussels.*03:00 \(UTC\+02:00\)\. Write one/,
      ),
    });
    expect(convene({ ...som8, namesBy: "2022-03-27T02:30" }, NOW, "2025b")).toMatchObject({
      sentence: expect.stringContaining("2022-03-27 02:30"),
    });
    expect(convene(withPart({ sessions: [session("2022-10-30", "01:00", "02:30")] }), NOW, "2025b")).toMatchObject({
      sentence: expect.stringContaining("2022-10-30 02:30"),
    });
  });
});

describe("a convocation at the edges of what is allowed", () => {
  it.each<[string, Asked, string?]>([
    ["a deadline one second ahead", som8, "2022-03-04T22:58:59Z"],
    ["names due at the very start", { ...som8, namesBy: "2022-03-22T09:00" }],
    ["a part that begins when the other ends", withPart({ sessions: [session("2022-03-22", "12:00", "13:00")] })],
    [
      "a session across a clock change, in existing times",
      withPart({ sessions: [session("2022-03-27", "01:30", "03:30")] }),
    ],
    ["a chair without an organiser", withPart({ organisers: [] })],
    [
      "parts that take turns, one between two sessions of the other",
      withPart({ sessions: [session("2022-03-21", "09:00", "12:00"), session("2022-03-23", "09:00", "12:00")] }),
    ],
  ])("%s", (_, asked, now) => {
    expect(code(asked, now)).toBe("convened");
  });
});

describe("the end of a convocation", () => {
  it("comes with the last session's last second, not before", () => {
    expect(end(convened(), "2022-03-23T14:59:59Z")).toBeUndefined();
    expect(end(convened(), "2022-03-23T15:00:00Z")).toMatchObject({
      convocation: { state: "ended" },
      facts: [{ type: "meeting.ended.v1" }],
    });
  });
  it("comes once", () => {
    const ended = end(convened(), "2022-03-24T00:00:00Z");
    expect(end(ended!.convocation, "2022-03-25T00:00:00Z")).toBeUndefined();
  });
});
