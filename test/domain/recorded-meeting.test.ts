import { describe, expect, it } from "vitest";
import { type AskedRecord, partiesRecorded, recordMeeting } from "#domain/recorded-meeting";
import { isRefusal } from "#domain/refusal";

const NOW = "2022-01-31T23:30:00Z";
const asked: AskedRecord = {
  dialogueId: "khartoum",
  meetingId: "rome-2014",
  kind: "ministerial-conference",
  title: { en: "Ministerial Conference" },
  dates: { from: "2014-11-28", until: "2014-11-28" },
};
const on = (from: string, until = from, change: Partial<AskedRecord> = {}): AskedRecord => ({
  ...asked,
  ...change,
  dates: { from, until },
});

describe("recording a meeting of the past", () => {
  it("keeps what is said and leaves the rest empty", () => {
    expect(recordMeeting(asked, undefined, NOW)).toMatchObject({
      meeting: { id: "rome-2014", revision: 1, place: null, hosts: [], chair: null, published: null },
      facts: [{ type: "meeting.recorded.v1", data: { meetingId: "rome-2014", revision: 1 } }],
    });
  });
  it("again is a correction: one revision more, and nothing of what stood before", () => {
    const first = recordMeeting({ ...asked, outcome: { en: "Rome Declaration" } }, undefined, NOW);
    if (isRefusal(first)) throw new Error(first.sentence);
    expect(recordMeeting(asked, first.meeting, NOW)).toMatchObject({ meeting: { revision: 2, outcome: null } });
  });
  it.each([
    ["a day", on("2014-11-28")],
    ["a month", on("2016-10")],
    ["a year", on("2016", "2017")],
    ["this very day", on("2022-01-31")],
    [
      "this day in the meeting's zone, where it is tomorrow here",
      on("2022-02-01", "2022-02-01", { timeZone: "Africa/Nairobi" }),
    ],
    ["this month", on("2022-01")],
    ["this year", on("2022")],
    ["a leap day", on("2020-02-29")],
  ])("takes %s", (_, record) => {
    expect(isRefusal(recordMeeting(record, undefined, NOW))).toBe(false);
  });
  it.each<[string, AskedRecord, string]>([
    ["72 · tomorrow", on("2022-02-01"), "not-past"],
    ["72 · a meeting that is not over", on("2022-01-30", "2022-02-02"), "not-past"],
    ["72 · next month", on("2022-02"), "not-past"],
    ["72 · next year", on("2023"), "not-past"],
    ["72 · an end before the start", on("2019-09-25", "2019-09-24"), "ends-before-start"],
    ["71 · a day that no month has", on("2019-02-29"), "no-such-date"],
    ["71 · a thirteenth month", on("2016-13"), "no-such-date"],
    ["a day until a month", on("2016-10-01", "2016-10"), "dates-unlike"],
    ["a zone that is none", on("2016-10", "2016-10", { timeZone: "Mars/Olympus" }), "unknown-zone"],
    ["a chair that passes to itself", on("2016-10", "2016-10", { handOver: { from: "NL", to: "NL" } }), "same-chair"],
    ["a meeting that builds on itself", on("2016-10", "2016-10", { buildsOn: ["rome-2014"] }), "names-itself"],
    ["a host that is co-host too", on("2016-10", "2016-10", { hosts: ["EG"], coHosts: ["EG"] }), "two-roles"],
    [
      "a place of a meeting online",
      on("2016-10", "2016-10", { modality: "online", place: { country: "EG" } }),
      "online-with-place",
    ],
    ["a meeting that prepares itself", on("2016-10", "2016-10", { preparesFor: "rome-2014" }), "names-itself"],
  ])("refuses %s", (_, record, code) => {
    expect(recordMeeting(record, undefined, NOW)).toMatchObject({ refused: true, code });
  });
  it("names every party that it names", () => {
    const roles = { organisers: ["ICMPD"], hosts: ["EG"], coHosts: ["DE"], chair: "NL", coChairs: ["PT"] };
    const record = { ...asked, ...roles, handOver: { from: "ER", to: "NL" } };
    expect(partiesRecorded(record).sort()).toEqual(["DE", "EG", "ER", "ICMPD", "NL", "NL", "PT"]);
    expect(partiesRecorded(asked)).toEqual([]);
  });
});
