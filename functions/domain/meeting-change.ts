import type { Convocation } from "#domain/convocation";
import type { Instant } from "#domain/instant";
import { type MeetingChange, meetingChanged } from "#events/meeting/changed.v1";

/** What a change does beside itself (design, rule 9). */
export interface Consequences {
  /** Who gets a mail: everybody who was invited to the parts, those who are registered for them, or nobody. */
  readonly told: "invited" | "registered" | "nobody";
  /** Answers to the parts are to be given again. */
  readonly confirm: boolean;
  /** What calendars are sent. `tentative` is a request that says that no new date is known yet. */
  readonly calendar: "request" | "tentative" | "cancel" | "none";
  /** Requests for visa, travel and social programme are void. */
  readonly voids: boolean;
  /** Reminders follow new dates, or there are none any more. */
  readonly replans: boolean;
}
/** One change of a convocation, kept under its revision. */
export interface Change extends Consequences {
  readonly revision: number;
  readonly what: MeetingChange;
  readonly parts: readonly string[];
  readonly reason: string;
  readonly at: Instant;
  /** What the changed fields said before. */
  readonly before: { readonly [field: string]: unknown };
}
export interface Changed {
  readonly convocation: Convocation;
  readonly change: Change;
  readonly facts: ReturnType<typeof meetingChanged>[];
}

/** The convocation at its next revision, with the change and its fact. `after` holds the fields that are new. */
export function changed(before: Convocation, after: Convocation, change: Omit<Change, "revision">): Changed {
  const revision = before.revision + 1;
  const parts = after.parts.map((part) =>
    change.confirm && change.parts.includes(part.id) ? { ...part, confirmFrom: revision } : part,
  );
  const convocation = {
    ...after,
    parts,
    revision,
    planRevision: change.replans ? revision : before.planRevision,
  };
  const { what, confirm } = change;
  return {
    convocation,
    change: { ...change, revision },
    facts: [
      meetingChanged({
        dialogueId: before.dialogueId,
        convocationId: before.id,
        revision,
        what,
        parts: [...change.parts],
        confirm,
      }),
    ],
  };
}
