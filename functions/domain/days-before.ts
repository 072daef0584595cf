import type { DatesMoved } from "#domain/document-marks";
import type { Change } from "#domain/meeting-change";

type Known = Pick<Change, "revision" | "parts" | "before">;

/** The days that the parts of a change had before it, wherever their sessions stand in what it kept: by the part's id, or for all of its parts. */
export function daysBefore({ revision, parts, before }: Known): DatesMoved {
  const found = new Map<string, Set<string>>();
  collect(before, parts, parts, (part, day) => {
    found.set(part, (found.get(part) ?? new Set()).add(day));
  });
  return { revision, before: [...found].map(([part, days]) => ({ part, days: [...days].sort() })) };
}

function collect(
  value: unknown,
  parts: readonly string[],
  own: readonly string[],
  add: (part: string, day: string) => void,
): void {
  if (Array.isArray(value)) {
    for (const each of value) collect(each, parts, own, add);
    return;
  }
  if (typeof value !== "object" || value === null) return;
  const entries = Object.entries(value);
  const id = entries.find(([name]) => name === "id")?.[1];
  const whose = typeof id === "string" && parts.includes(id) ? [id] : own;
  for (const day of daysOf(new Map(entries))) for (const part of whose) add(part, day);
  for (const [name, inner] of entries) collect(inner, parts, parts.includes(name) ? [name] : whose, add);
}

/** A session's days: of one that was resolved, or as it was asked for. */
function daysOf(session: ReadonlyMap<string, unknown>): string[] {
  const said = [session.get("day"), wallOf(session.get("from")), wallOf(session.get("until"))];
  return said.flatMap((text) =>
    typeof text === "string" && /^\d{4}-\d{2}-\d{2}/.test(text) ? [text.slice(0, 10)] : [],
  );
}
function wallOf(moment: unknown): unknown {
  return typeof moment === "object" && moment !== null && "wall" in moment ? moment.wall : undefined;
}
