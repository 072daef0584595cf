import { refused } from "#platform/command-steps";
import { environment } from "#platform/environment";
import type { Tables } from "#platform/table";
import { verifyChain } from "#records/chain";
import { readConvocation } from "#records/convocation";
import { readDelegation } from "#records/delegation";
import { keys, pageNumber } from "#records/keys";
import { factId, type LedgerRow } from "#records/ledger";
import { readRounds, roundBatch } from "#records/round";
import { documents } from "./looks.ts";

/** An aggregate's facts in order. Undefined where it has none. */
export function history(facts: readonly LedgerRow[]) {
  if (facts.length === 0) return undefined;
  return {
    /** In which a person reads the instants. */
    timeZone: environment("TIME_ZONE"),
    facts: facts.map(({ type, at, actor, door, commandId, data, hash, sk }) => ({
      version: sk,
      type,
      at,
      by: actor,
      door,
      commandId,
      data: JSON.parse(data),
      hash,
    })),
  };
}

export async function verified(tables: Tables, object: string) {
  const verdict = await verifyChain(tables, object);
  if (!verdict) return undefined;
  const { facts, broken } = verdict;
  if (!broken) return { object, facts, whole: true };
  const row = factId({ pk: object, sk: broken.row });
  return { ...refused("chain-broken", `${row}: ${broken.why}.`, { object, facts, row }), whole: false };
}

/** Every aggregate that belongs to a meeting: itself, its rounds and their pages, its delegations, registrations and attendances, its documents. */
export async function aggregatesOf(tables: Tables, convocationId: string) {
  const held = await readConvocation(tables, convocationId);
  if (!held) return undefined;
  const rounds = await readRounds(tables, convocationId);
  const pages = rounds.flatMap(({ id, pages }) =>
    Array.from({ length: pages }, (_, page) => `MB#${roundBatch(id)}#${pageNumber(page)}`),
  );
  const invited = await tables.query({ pk: keys.convocation(convocationId).pk, prefix: "INVITED#" });
  const people: string[] = [];
  for (const row of invited) {
    const view = await readDelegation(tables, String(row["did"]));
    if (!view) continue;
    people.push(
      view.head.pk,
      ...view.registrations.map(({ registration }) => `REG#${row["did"]}${registration.number}`),
      ...view.attendances.map(({ attendance }) => `ATT#${row["did"]}#${attendance.part}`),
    );
  }
  const written = (await documents(tables, { dialogueId: held.convocation.dialogueId, convocationId })).documents;
  return {
    aggregates: [
      `CNV#${convocationId}`,
      `RMD#${convocationId}`,
      ...rounds.map(({ id }) => `RND#${id}`),
      ...pages,
      ...people,
      ...written.map(({ id }) => `DOC#${id}`),
    ],
  };
}
