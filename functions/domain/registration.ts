import type { Nomination } from "#domain/delegation";
import { sameParts } from "#domain/nomination";

export interface Registration {
  readonly state: "registered" | "cancelled";
  readonly parts: readonly string[];
  /** The calendar objects' SEQUENCE: one more at each change. */
  readonly sequence: number;
  /** Part of the calendar objects' UID: who comes back after a cancellation gets a new one, or calendars keep it cancelled. */
  readonly generation: number;
}
export interface Change {
  readonly registration: Registration;
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
    return {
      registration: { state: "cancelled", parts: held.parts, sequence: held.sequence + 1, generation: held.generation },
    };
  }
  const stays = (part: string) =>
    !cancelled.includes(part) || (held?.state === "registered" && held.parts.includes(part));
  const parts = nomination.parts.filter(stays);
  if (parts.length === 0 && cancelled.length > 0) return undefined;
  if (held?.state !== "registered")
    return { registration: { state: "registered", parts, sequence: 0, generation: (held?.generation ?? 0) + 1 } };
  const same =
    sameParts(held.parts, parts) &&
    held.name === nomination.name &&
    (nomination.email === null || held.email === nomination.email);
  return same
    ? undefined
    : { registration: { state: "registered", parts, sequence: held.sequence + 1, generation: held.generation } };
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
    ? { state: "registered", parts: left, sequence, generation }
    : { state: "cancelled", parts, sequence, generation, because: "meeting-cancelled" };
}
