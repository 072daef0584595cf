import { ofParts, sameAttends } from "#domain/attends";
import type { Nomination } from "#domain/delegation";
import { sameParts } from "#domain/nomination";
import type { AttendsByPart } from "#events/attends";
import type { Capacity } from "#events/capacity";

export interface Registration {
  readonly state: "registered" | "cancelled";
  readonly parts: readonly string[];
  /** The calendar objects' SEQUENCE: one more at each change. */
  readonly sequence: number;
  /** Part of the calendar objects' UID: who comes back after a cancellation gets a new one, or calendars keep it cancelled. */
  readonly generation: number;
  readonly capacity?: Capacity;
  readonly attends?: AttendsByPart;
}
export interface Change {
  readonly registration: Registration;
  /** Nobody is written to: a Capacity that staff state is no news to the person. */
  readonly quiet?: true;
}

/** What a person's registration must become so that it says what their nomination says; undefined where it does already. */
export function reconcile(
  nomination: Nomination,
  held: (Registration & { readonly name: string; readonly email: string }) | undefined,
  /** Parts of the meeting that are cancelled: nobody is registered for them; who was, hears of it with the meeting's change. */
  cancelled: readonly string[] = [],
): Change | undefined {
  const comes = nomination.state === "accepted" || nomination.state === "confirmed";
  if (!comes) {
    if (held?.state !== "registered") return undefined;
    const { parts, sequence, generation } = held;
    const details = detailsOf(nomination, nomination.parts);
    return { registration: { ...details, state: "cancelled", parts, sequence: sequence + 1, generation } };
  }
  const stays = (part: string) =>
    !cancelled.includes(part) || (held?.state === "registered" && held.parts.includes(part));
  const parts = nomination.parts.filter(stays);
  if (parts.length === 0 && cancelled.length > 0) return undefined;
  const registered = { ...detailsOf(nomination, parts), state: "registered", parts } as const;
  if (held?.state !== "registered")
    return { registration: { ...registered, sequence: 0, generation: (held?.generation ?? 0) + 1 } };
  const { sequence, generation } = held;
  const same =
    sameParts(held.parts, parts) &&
    held.name === nomination.name &&
    (nomination.email === null || held.email === nomination.email) &&
    sameAttends(held.attends, registered.attends);
  if (!same) return { registration: { ...registered, sequence: sequence + 1, generation } };
  return held.capacity === nomination.capacity
    ? undefined
    : { registration: { ...registered, sequence, generation }, quiet: true };
}

/** In what function, and how, somebody takes part in these parts. */
function detailsOf({ capacity, attends }: Pick<Registration, "capacity" | "attends">, parts: readonly string[]) {
  return { ...(capacity !== undefined && { capacity }), ...ofParts(attends, parts) };
}

/** A registration after changes of its meeting: without what is cancelled, one sequence on; with nothing left it is cancelled by the meeting, and known. */
export function afterChanges(
  held: Registration,
  cancelled: readonly string[],
): Registration & { readonly because?: "meeting-cancelled" } {
  const { parts, generation } = held;
  const sequence = held.sequence + 1;
  const left = parts.filter((part) => !cancelled.includes(part));
  return left.length > 0
    ? { ...detailsOf(held, left), state: "registered", parts: left, sequence, generation }
    : { ...detailsOf(held, parts), state: "cancelled", parts, sequence, generation, because: "meeting-cancelled" };
}
