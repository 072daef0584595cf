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
): Change | undefined {
  const comes = nomination.state === "accepted" || nomination.state === "confirmed";
  if (!comes) {
    if (held?.state !== "registered") return undefined;
    return {
      registration: { state: "cancelled", parts: held.parts, sequence: held.sequence + 1, generation: held.generation },
    };
  }
  const parts = nomination.parts;
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
