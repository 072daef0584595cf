import { type Convocation, spanOf } from "#domain/convocation";
import { type Instant, isAfter } from "#domain/instant";
import { endOf, type Part, startOf } from "#domain/part";
import { isRefusal, type Refusal, refuse } from "#domain/refusal";

/** When a change is decided, and the zone data that resolves its times. */
export interface Decision {
  readonly now: Instant;
  readonly tzdata: string;
}

/** A part that was never to begin again: it is over. One that is postponed has no date that could be over. */
export const isOver = (part: Part, now: Instant) => part.state === "convened" && !isAfter(endOf(part), now);
export const hasBegun = (part: Part, now: Instant) => part.state === "convened" && !isAfter(startOf(part), now);
export const isUpcoming = (part: Part, now: Instant) => part.state === "convened" && isAfter(startOf(part), now);

/** The parts that a change is about: those that are named, or without names all that are neither cancelled nor over. */
export function chosenParts(
  convocation: Convocation,
  named: readonly string[] | undefined,
  now: Instant,
): readonly Part[] | Refusal {
  if (convocation.state === "cancelled") return alreadyCancelled(convocation.id);
  if (convocation.state === "ended") return meetingOver(convocation.id);
  if (named === undefined) {
    const open = convocation.parts.filter((part) => part.state !== "cancelled" && !isOver(part, now));
    return open.length > 0 ? open : meetingOver(convocation.id);
  }
  const chosen: Part[] = [];
  for (const id of new Set(named)) {
    const part = changeablePart(convocation, id, now);
    if (isRefusal(part)) return part;
    chosen.push(part);
  }
  return chosen;
}

function changeablePart(convocation: Convocation, id: string, now: Instant): Part | Refusal {
  const part = convocation.parts.find((candidate) => candidate.id === id);
  if (!part)
    return refuse(
      "unknown-part",
      `${convocation.id} has no part ${id}. Its parts are ${convocation.parts.map((known) => known.id).join(", ")}.`,
    );
  if (part.state === "cancelled") return alreadyCancelled(id);
  return isOver(part, now) ? meetingOver(id) : part;
}

function alreadyCancelled(id: string): Refusal {
  return refuse(
    "already-cancelled",
    `${id} is cancelled, which cannot be undone or changed: everybody was told. Where it takes place after all, convene it anew under another id.`,
  );
}
function meetingOver(id: string): Refusal {
  return refuse("meeting-over", `${id} is over; what has taken place cannot be changed any more.`);
}

/** The convocation with these parts in the place of its own: in order of time, with the state and the span that follow from them. */
export function withParts(convocation: Convocation, changed: readonly Part[]): Convocation {
  const byId = new Map(changed.map((part) => [part.id, part]));
  const parts = convocation.parts
    .map((part) => byId.get(part.id) ?? part)
    .toSorted((a, b) => (startOf(a) < startOf(b) ? -1 : Number(startOf(a) > startOf(b))));
  return { ...convocation, parts, state: stateOf(parts), ...spanOf(parts, convocation.cutOff) };
}

/** Convened while any part is; else postponed while any is; else there is none any more. */
function stateOf(parts: readonly Part[]): "convened" | "postponed" | "cancelled" {
  if (parts.some(({ state }) => state === "convened")) return "convened";
  return parts.some(({ state }) => state === "postponed") ? "postponed" : "cancelled";
}

/** What some fields of these parts say, by part; a row of a change keeps it as what was before. */
export function said(parts: readonly Part[], ...fields: readonly (keyof Part)[]) {
  return Object.fromEntries(
    parts.map((part) => [part.id, Object.fromEntries(fields.map((field) => [field, part[field]]))]),
  );
}
export const idsOf = (parts: readonly { readonly id: string }[]) => parts.map(({ id }) => id);
