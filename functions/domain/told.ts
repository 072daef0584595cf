import type { Convocation } from "#domain/convocation";
import type { Delegation, PartState } from "#domain/delegation";
import type { Change } from "#domain/meeting-change";

/** What a part of the invitation waits for: an answer may be given, none can be given now, or never again. */
export type Standing = "open" | "postponed" | "cancelled" | "over";

/**
 * The delegation as the convocation has it now: answers given before a change that asks again are unanswered, with what was
 * said kept beside them; parts that are postponed or cancelled wait for nobody; the cut-off is the current one. Used again it
 * changes nothing, and it needs no row but the convocation's: a page that is opened before anybody was told says the same.
 */
export function caughtUp<D extends Delegation>(delegation: D, convocation: Convocation): D {
  const meetings = new Map(convocation.parts.map((part) => [part.id, part]));
  const parts: Record<string, PartState> = {};
  for (const [id, state] of Object.entries(delegation.parts)) {
    const { status, at, by, revision = 1 } = state;
    const meeting = meetings.get(id);
    const again = meeting?.state === "convened" && meeting.confirmFrom > revision;
    parts[id] =
      again && status !== "unanswered" ? { status: "unanswered", at: null, by: null, was: { status, at, by } } : state;
  }
  const open = Object.entries(parts).filter(
    ([id, { status }]) => status === "unanswered" && (meetings.get(id)?.state ?? "convened") === "convened",
  ).length;
  return { ...delegation, parts, open, cutOff: convocation.cutOff };
}

/** The parts of a delegation that were answered and are asked again. */
export function toConfirm({ parts }: Pick<Delegation, "parts">): string[] {
  return Object.entries(parts).flatMap(([id, { status, was }]) => (status === "unanswered" && was ? [id] : []));
}

/** Whether what was answered of a revision says nothing about the meeting as it is now: it changed since so that it asks again. */
export function isStale(
  { parts }: Pick<Convocation, "parts">,
  invitedTo: readonly string[],
  revision: number,
): boolean {
  return parts.some(
    ({ id, state, confirmFrom }) => invitedTo.includes(id) && state === "convened" && confirmFrom > revision,
  );
}

/** Parts of which no answer is taken now. */
export function closedParts(convocation: Convocation): string[] {
  return convocation.parts.filter(({ state }) => state !== "convened").map(({ id }) => id);
}

/** What is left to answer for the parts of a delegation, the clock apart. */
export function standingOf(convocation: Convocation, parts: readonly string[]): Standing {
  if (convocation.state === "ended") return "over";
  const states = convocation.parts.filter(({ id }) => parts.includes(id)).map(({ state }) => state);
  if (convocation.state === "convened" && states.includes("convened")) return "open";
  if (convocation.state === "cancelled") return "cancelled";
  return convocation.state === "postponed" || states.includes("postponed") ? "postponed" : "cancelled";
}

/** Of some changes, those that a registered person hears of by a calendar object. */
export function forCalendars(changes: readonly Change[], parts: readonly string[]): Change[] {
  return changes.filter(({ calendar, parts: of }) => calendar !== "none" && of.some((part) => parts.includes(part)));
}
