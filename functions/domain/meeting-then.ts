import type { Convocation } from "#domain/convocation";
import { isAfter } from "#domain/instant";
import type { Change } from "#domain/meeting-change";
import { withParts } from "#domain/meeting-change-parts";
import type { Part } from "#domain/part";

/** What changed fields said before, of the whole and by part; a chair is that of the parts that the change names. */
export interface Was extends Partial<Pick<Convocation, "title" | "answersBy" | "namesBy">> {
  readonly chair?: string | null;
  readonly parts: {
    readonly [part: string]: Partial<Pick<Part, "title" | "state" | "timeZone" | "sessions" | "modality" | "place">>;
  };
}
export type PastChange = Change & { readonly was: Was };

/**
 * The convocation as it was at a revision: the changes since are taken back, newest first, by what their rows say was before.
 * Those rows never change, so the answer is the same whatever happens to the meeting later.
 */
export function asOf(convocation: Convocation, changes: readonly PastChange[], revision: number): Convocation {
  if (revision >= convocation.revision) return convocation;
  const since = changes
    .filter((change) => change.revision > revision && change.revision <= convocation.revision)
    .sort((a, b) => b.revision - a.revision);
  const before = since.reduce(takenBack, convocation);
  const parts = before.parts.map((part) => ({ ...part, confirmFrom: confirmFrom(part, changes, revision) }));
  const { answersBy, namesBy } = before;
  return {
    ...withParts({ ...before, parts }, []),
    revision,
    planRevision: lastOf(changes, revision, ({ replans }) => replans),
    cutOff: isAfter(namesBy.instant, answersBy.instant) ? namesBy.instant : answersBy.instant,
  };
}

function takenBack(convocation: Convocation, { was, parts: of }: PastChange): Convocation {
  const { chair, parts: byPart, ...own } = was;
  const parts = convocation.parts.map((part) => ({
    ...part,
    ...(chair !== undefined && of.includes(part.id) && { chair }),
    ...byPart[part.id],
  }));
  return { ...convocation, ...own, parts };
}

function confirmFrom(part: Part, changes: readonly Change[], revision: number): number {
  return lastOf(changes, revision, ({ confirm, parts }) => confirm && parts.includes(part.id));
}

/** The last revision until this one that a change of such a kind made; the first where none did. */
function lastOf(changes: readonly Change[], revision: number, kind: (change: Change) => boolean): number {
  return Math.max(1, ...changes.filter((change) => change.revision <= revision && kind(change)).map((c) => c.revision));
}

/** The changes after one revision and until another that concern one of these parts, or the convocation as a whole. */
export function changesBetween(
  changes: readonly Change[],
  { from, to, parts }: { readonly from: number; readonly to: number; readonly parts: readonly string[] },
): Change[] {
  return changes.filter(
    (change) =>
      change.revision > from &&
      change.revision <= to &&
      (change.parts.length === 0 || change.parts.some((part) => parts.includes(part))),
  );
}

/** The party in the chair of the main meeting, the last one that has a chair; nobody's code where none has. */
export function chairOf({ parts }: Pick<Convocation, "parts">): string | null {
  return parts.findLast(({ chair }) => chair !== null)?.chair ?? null;
}
