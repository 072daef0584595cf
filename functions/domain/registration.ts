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
): Change | undefined {
  const comes = nomination.state === "accepted" || nomination.state === "confirmed";
  const details = {
    ...(nomination.capacity !== undefined && { capacity: nomination.capacity }),
    ...ofParts(nomination.attends, nomination.parts),
  };
  if (!comes) {
    if (held?.state !== "registered") return undefined;
    const { parts, sequence, generation } = held;
    return { registration: { ...details, state: "cancelled", parts, sequence: sequence + 1, generation } };
  }
  const registered = { ...details, state: "registered", parts: nomination.parts } as const;
  if (held?.state !== "registered")
    return { registration: { ...registered, sequence: 0, generation: (held?.generation ?? 0) + 1 } };
  const { sequence, generation } = held;
  const same =
    sameParts(held.parts, nomination.parts) &&
    held.name === nomination.name &&
    (nomination.email === null || held.email === nomination.email) &&
    sameAttends(held.attends, details.attends);
  if (!same) return { registration: { ...registered, sequence: sequence + 1, generation } };
  return held.capacity === nomination.capacity
    ? undefined
    : { registration: { ...registered, sequence, generation }, quiet: true };
}
