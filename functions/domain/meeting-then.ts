import type { Convocation } from "#domain/convocation";
import { isAfter } from "#domain/instant";
import type { Change } from "#domain/meeting-change";
import { withParts } from "#domain/meeting-change-parts";
import type { Part } from "#domain/part";

type Fields = { readonly [field: string]: unknown };
/** What a convocation says of itself, not of one of its parts. */
const OWN_FIELDS = ["title", "answersBy", "namesBy"];

/**
 * The convocation as it was at a revision: the changes since are taken back, newest first, by what their rows say was before.
 * Those rows never change, so the answer is the same whatever happens to the meeting later.
 */
export function asOf(convocation: Convocation, changes: readonly Change[], revision: number): Convocation {
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

function takenBack(convocation: Convocation, change: Change): Convocation {
  const own: { [field: string]: unknown } = {};
  const ofParts: { [field: string]: unknown } = {};
  for (const [field, value] of Object.entries(change.before))
    if (OWN_FIELDS.includes(field)) own[field] = value;
    else if (field !== "parts") ofParts[field] = value;
  const byPart = isFields(change.before["parts"]) ? change.before["parts"] : {};
  const parts = convocation.parts.map((part) => {
    const given = byPart[part.id];
    const mine = isFields(given) ? given : change.parts.includes(part.id) ? ofParts : {};
    return { ...part, ...(mine as Partial<Part>) };
  });
  return { ...convocation, ...(own as Partial<Convocation>), parts };
}

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

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
