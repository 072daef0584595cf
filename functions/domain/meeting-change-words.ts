import type { Change } from "#domain/meeting-change";

const toldOf = {
  invited: "everybody who was invited is told",
  registered: "the registered are told",
  nobody: "nobody is told",
} as const;
const calendarOf = {
  request: "calendars get the change (REQUEST)",
  tentative: "calendars show it as tentative, at its old time (REQUEST, TENTATIVE)",
  cancel: "calendars take it out (CANCEL)",
  none: "calendars get nothing",
} as const;

/** What a change does beside itself, as one sentence for the secretariat. */
export function consequences({ what, told, confirm, calendar, voids, replans }: Omit<Change, "revision">): string {
  const stops = what === "postponed" || what === "cancelled";
  const said = [
    what === "deadline-extended" ? "whoever has not answered is told" : toldOf[told],
    ...(confirm ? ["answers are to be given again"] : told === "nobody" ? [] : ["nobody has to confirm"]),
    calendarOf[calendar],
    ...(voids ? ["requests for visa, travel and social programme are void"] : []),
    ...(replans ? [stops ? "there are no more reminders of it" : "reminders follow the new dates"] : []),
  ].join("; ");
  return `${said.charAt(0).toUpperCase()}${said.slice(1)}.`;
}
