import type { FocalPointChange } from "#domain/focal-point";
import type { FocalPoint, Registry } from "#domain/registry";
import { answered, changedMeanwhile, type Outcome } from "#platform/command-steps";
import { type Act, commit } from "#platform/commit";
import type { Row, Tables } from "#platform/table";
import { keys } from "#records/keys";
import { focalPointSchema, partySchema, readDialogueRows } from "#records/registry";

interface Held {
  readonly head: Row | undefined;
  readonly registry: Registry;
  /** Each focal point of the registry, and its row: the key names the day it was first written with, which may have been corrected. */
  readonly points: ReadonlyMap<FocalPoint, Row>;
}

/** What a decision on focal points is made from, with the rows behind it. */
export async function readFocalPointRows(tables: Tables, dialogueId: string): Promise<Held> {
  const { head, rows } = await readDialogueRows(tables, dialogueId);
  const of = (prefix: string) => rows.filter((row) => row.sk.startsWith(prefix));
  const points = new Map<FocalPoint, Row>(of("FP#").map((row) => [focalPointSchema.parse(row), row]));
  const parties = of("PARTY#").map((row) => partySchema.parse(row));
  const registry = { parties, memberships: [], seats: [], chairs: [], focalPoints: [...points.keys()] };
  return { head, registry, points };
}

/** Writes the terms that end and begin in one transaction with the fact; the dialogue remembers when, for rounds frozen before. */
export async function writeFocalPoints(
  tables: Tables,
  act: Act,
  { dialogueId, held, change, puts = [] }: { dialogueId: string; held: Held; change: FocalPointChange; puts?: Row[] },
): Promise<Outcome> {
  const { ended, begun, facts } = change;
  const key = keys.dialogue(dialogueId);
  const outcome = { accepted: true, ended: ended.length } as const;
  const result = await commit(tables, act, {
    change: { before: held.head, after: { ...held.head, ...key, focalPointsChanged: act.now } },
    puts: [
      ...ended.flatMap(({ before, after }) => {
        const row = held.points.get(before);
        return row ? [{ ...row, ...after, pk: row.pk, sk: row.sk }] : [];
      }),
      ...(begun ? [{ ...keys.focalPoint(dialogueId, begun.code, begun.from, begun.person), ...begun }] : []),
      ...puts,
    ],
    facts,
    outcome,
  });
  return answered(result, act, outcome, () => changedMeanwhile("The dialogue"));
}
