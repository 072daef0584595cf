import type * as z from "zod/mini";
import { movedSince } from "#domain/meeting-audience";
import { type Round, wasReleased } from "#domain/round";
import type { Tables } from "#platform/table";
import { readConvocation } from "#records/convocation";
import { readRegistries, samePerson } from "#records/registry";
import { type audiencePage, readLeftOut } from "#records/round";

/**
 * How a frozen audience differs from what the registry would give today, while somebody still has to decide about it. Who is
 * invited stays what was frozen: a round that is to follow the registry is drafted anew.
 */
export async function registrySince(tables: Tables, round: Round, pages: readonly z.infer<typeof audiencePage>[]) {
  if (round.hash === "" || wasReleased(round.state)) return {};
  const held = await readConvocation(tables, round.convocationId);
  if (!held) return {};
  const registries = await readRegistries(tables, held.convocation.dialogues);
  const leftOut = await readLeftOut(tables, round);
  const elsewhere = new Set(leftOut.filter(({ why }) => why.startsWith("already-")).map(({ code }) => code));
  const frozen = pages.flatMap(({ entries }) => entries);
  return {
    since: movedSince(
      frozen,
      elsewhere,
      round.audience,
      held.convocation,
      registries,
      await samePerson(tables, registries),
    ),
  };
}
