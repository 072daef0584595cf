import type { FocalPoint } from "#domain/registry";
import { overlaps, type Placed, type TermFault, whereIs } from "#domain/terms";
import type { Row } from "#platform/table";
import { focalPointSchema } from "#records/registry";
import { type Entry, keyText } from "./import-file.ts";

interface Terms {
  readonly entries: readonly Entry[];
  readonly held: readonly Row[];
  /** What is known stays as it is. */
  readonly skip: boolean;
}

/** Terms of one focal point that hold at the same time, in the file or beside what the dialogue holds. */
export function contactFaults(terms: Terms): TermFault[] {
  const own = Map.groupBy(placed(terms), ({ term }) => JSON.stringify([term.code, term.role, term.person]));
  return [...own.values()].flatMap((each) =>
    overlaps(each).map(({ line, other }) => ({
      line,
      sentence: `is a term at the same time as another of the same person, ${whereIs(other)}; end the one on the day before the other begins, or keep one of the two`,
    })),
  );
}

/** Two primary focal points of a party at the same time may be meant, or one of them may have left. */
export function secondPrimaries(terms: Terms): string[] {
  const primaries = placed(terms).filter(({ term }) => term.rank === "primary");
  return [...Map.groupBy(primaries, ({ term }) => term.code).values()].flatMap((each) =>
    overlaps(each).map(
      ({ line, other }) =>
        `${line} makes two primary focal points of one party at the same time, with ${whereIs(other)}: both are written to. Where one has left, give the day as until.`,
    ),
  );
}

function placed({ entries, held, skip }: Terms): Placed<FocalPoint>[] {
  const all = new Map<string, Placed<FocalPoint>>();
  for (const row of held)
    if (row.sk.startsWith("FP#")) all.set(keyText(row), { term: focalPointSchema.parse(row), line: undefined });
  for (const { line, rows } of entries)
    for (const { known, wanted } of rows)
      if (wanted.sk.startsWith("FP#") && !(known && skip))
        all.set(keyText(wanted), { term: focalPointSchema.parse({ ...known, ...wanted }), line });
  return [...all.values()];
}
