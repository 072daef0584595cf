import { describe, expect, it } from "vitest";
import type { Changed } from "#domain/meeting-change";
import { handOverChair } from "#domain/meeting-change-chair";
import { cancel, postpone, reschedule } from "#domain/meeting-change-dates";
import { extendDeadline } from "#domain/meeting-change-deadlines";
import { changeModality, relocate } from "#domain/meeting-change-place";
import { consequences } from "#domain/meeting-change-words";
import { isRefusal, type Refusal } from "#domain/refusal";
import { at, placed, SOM_IN_APRIL, series, session, WHY } from "#test/domain/meeting-changes";

const hours = {
  id: "som-8",
  sessions: [session("2022-03-22", "15:00", "18:00"), session("2022-03-23", "09:00", "16:00")],
};
const NOBODY_CONFIRMS = "Everybody who was invited is told; nobody has to confirm;";

describe("what a change does, in words", () => {
  it.each<[string, () => Pick<Changed, "change"> | Refusal, string]>([
    [
      "another day",
      () => reschedule(placed(), { parts: [SOM_IN_APRIL], reason: WHY }, at()),
      "Everybody who was invited is told; answers are to be given again; calendars get the change (REQUEST); reminders follow the new dates.",
    ],
    [
      "another hour",
      () => reschedule(placed(), { parts: [hours], reason: WHY }, at()),
      `${NOBODY_CONFIRMS} calendars get the change (REQUEST); reminders follow the new dates.`,
    ],
    [
      "more time to answer",
      () => extendDeadline(placed(), { answersBy: "2022-03-09T23:59", reason: WHY }, at()),
      "Whoever has not answered is told; nobody has to confirm; calendars get nothing; reminders follow the new dates.",
    ],
    [
      "another room",
      () => relocate(placed(), { venue: "Room 2", reason: WHY }, at()),
      "The registered are told; nobody has to confirm; calendars get the change (REQUEST).",
    ],
    [
      "online",
      () => changeModality(placed(), { modality: "online", reason: WHY }, at()),
      `${NOBODY_CONFIRMS} calendars get the change (REQUEST); requests for visa, travel and social programme are void.`,
    ],
    [
      "in person, where it was online",
      () => changeModality(series(), { modality: "in-person", city: "Juba", country: "SS", reason: WHY }, at()),
      "Everybody who was invited is told; answers are to be given again; calendars get the change (REQUEST).",
    ],
    [
      "no date yet",
      () => postpone(placed(), { reason: WHY }, at()),
      `${NOBODY_CONFIRMS} calendars show it as tentative, at its old time (REQUEST, TENTATIVE); there are no more reminders of it.`,
    ],
    [
      "no meeting",
      () => cancel(placed(), { reason: WHY }, at()),
      `${NOBODY_CONFIRMS} calendars take it out (CANCEL); requests for visa, travel and social programme are void; there are no more reminders of it.`,
    ],
    [
      "another chair",
      () => handOverChair(placed(), { part: "som-8", from: "NL", to: "SS", reason: WHY }, "2022-03-23T10:00:00Z"),
      "Nobody is told; calendars get nothing.",
    ],
  ])("%s", (_, decided, sentence) => {
    const made = decided();
    expect(isRefusal(made) ? made.sentence : consequences(made.change)).toBe(sentence);
  });
});
