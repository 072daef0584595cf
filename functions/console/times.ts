import { meanings } from "#domain/instant";
import { momentsOf, movedMoments } from "#domain/moved-moments";
import type { Tables } from "#platform/table";
import { listConvocations, readConvocation } from "#records/convocation";

const over: ReadonlySet<string> = new Set(["ended", "cancelled"]);

/** What the stored times of a dialogue's meetings mean by the zone data of these functions, `tzdata`. It writes nothing. */
export async function times(tables: Tables, dialogueId: string, { now, tzdata }: { now: string; tzdata: string }) {
  const open = (await listConvocations(tables, dialogueId)).filter(({ state }) => !over.has(state));
  const held = (await Promise.all(open.map(({ id }) => readConvocation(tables, id)))).flatMap((found) => found ?? []);
  const stored = held.flatMap(({ convocation }) => momentsOf(convocation));
  return {
    tzdata,
    meetings: held.length,
    times: stored.length,
    /** How many were resolved with which zone data. */
    resolvedWith: Object.fromEntries(
      [...Map.groupBy(stored, ({ moment }) => moment.tzdata)].map(([version, some]) => [version, some.length]),
    ),
    moved: held.flatMap(({ convocation }) =>
      movedMoments(convocation, meanings, now).map((moved) => ({ convocationId: convocation.id, ...moved })),
    ),
  };
}
