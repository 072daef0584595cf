import type { Convocation } from "#domain/convocation";
import type { Change } from "#domain/meeting-change";
import type { Part } from "#domain/part";

/** What somebody is told of a meeting, gravest first. */
export const differenceKinds = [
  "cancelled",
  "postponed",
  "rescheduled",
  "online",
  "in-person",
  "hybrid",
  "relocated",
  "deadline",
  "title",
] as const;
export type DifferenceKind = (typeof differenceKinds)[number];
export interface Difference {
  readonly kind: DifferenceKind;
  /** The part that it concerns; null for the whole. */
  readonly part: string | null;
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/**
 * What is different for the parts between two revisions, however many changes lie between: a meeting that moved twice moved once
 * for whoever hears of it now. Gravest first.
 */
export function differences(before: Convocation, after: Convocation, parts: readonly string[]): Difference[] {
  const found: Difference[] = [];
  const add = (kind: DifferenceKind, part: string | null, holds: boolean) => {
    if (holds) found.push({ kind, part });
  };
  for (const part of after.parts.filter(({ id }) => parts.includes(id))) {
    const was = before.parts.find(({ id }) => id === part.id) ?? part;
    for (const kind of partDifferences(was, part)) add(kind, part.id, true);
    add("title", part.id, !same(was.title, part.title) && !same(part.title, after.title));
  }
  const deadlines = ({ answersBy, namesBy }: Convocation) => [answersBy.instant, namesBy.instant];
  add("deadline", null, after.state === "convened" && !same(deadlines(before), deadlines(after)));
  add("title", null, !same(before.title, after.title));
  return found.sort((a, b) => differenceKinds.indexOf(a.kind) - differenceKinds.indexOf(b.kind));
}

/** Of a part that does not take place nothing else is told. */
function partDifferences(was: Part, part: Part): DifferenceKind[] {
  if (part.state === "cancelled") return was.state === "cancelled" ? [] : ["cancelled"];
  if (part.state === "postponed") return was.state === "postponed" ? [] : ["postponed"];
  const times = ({ sessions }: Part) => sessions.map(({ from, until }) => [from.wall, from.zone, until.wall]);
  return [
    ...(was.state !== "convened" || !same(times(was), times(part)) ? (["rescheduled"] as const) : []),
    ...(was.modality !== part.modality ? [part.modality] : []),
    ...(was.modality === part.modality && !same(was.place, part.place) ? (["relocated"] as const) : []),
  ];
}

/** What a letter about changes is called: the gravest of the differences; where they took each other back, the last change. */
export function gravest(found: readonly Difference[], changes: readonly Change[]): DifferenceKind {
  return found[0]?.kind ?? nameOf(changes.at(-1)?.what);
}

function nameOf(what: Change["what"] | undefined): DifferenceKind {
  switch (what) {
    case "cancelled":
    case "postponed":
    case "relocated":
      return what;
    case "deadline-extended":
      return "deadline";
    case "title-corrected":
      return "title";
    default:
      return "rescheduled";
  }
}
