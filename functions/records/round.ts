import * as z from "zod/mini";
import type { Round } from "#domain/round";
import { audienceRule } from "#events/commands/convene-meeting.v1";
import type { Row, Tables } from "#platform/table";
import { keys, lists } from "#records/keys";

export const roundSchema = z.object({
  id: z.string(),
  convocationId: z.string(),
  state: z.enum(["draft", "in-review", "reviewed", "released"]),
  template: z.enum(["invitation"]),
  audience: audienceRule,
  drafter: z.string(),
  reviewer: z.nullable(z.string()),
  releaser: z.nullable(z.string()),
  pages: z.number(),
  delegations: z.number(),
  invitees: z.number(),
  hash: z.string(),
});
/** One delegation of a frozen audience: who is invited, to which parts, and why. Ids only. */
export const audienceEntry = z.object({
  did: z.string(),
  code: z.string(),
  reason: z.string(),
  member: z.boolean(),
  parts: z.array(z.string()),
  invitees: z.array(z.object({ number: z.string(), person: z.string(), role: z.enum(["focal-point", "mission"]) })),
});
export type AudienceEntry = z.infer<typeof audienceEntry>;
export const audiencePage = z.object({ page: z.number(), entries: z.array(audienceEntry) });

export async function readRound(tables: Tables, id: string): Promise<{ round: Round; row: Row } | undefined> {
  const row = await tables.get(keys.round(id));
  return row && { round: roundSchema.parse(row), row };
}
export async function readPage(tables: Tables, round: { id: string; hash: string }, page: number) {
  const row = await tables.get(keys.audiencePage(round.id, round.hash, page));
  return row && audiencePage.parse(row);
}
export async function readPages(tables: Tables, round: { id: string; hash: string }) {
  const rows = await tables.query({ pk: keys.round(round.id).pk, prefix: `AUD#${round.hash}#` });
  return rows.map((row) => audiencePage.parse(row));
}

/** A party that the audience names and that is not invited, and why; where another round invited it, which. */
const leftOutSchema = z.object({
  code: z.string(),
  why: z.enum(["already-invited", "already-registered", "no-contact", "no-part"]),
  roundId: z.exactOptional(z.string()),
});
export type LeftOut = z.infer<typeof leftOutSchema>;
export async function readLeftOut(tables: Tables, round: { id: string; hash: string }): Promise<LeftOut[]> {
  if (round.hash === "") return [];
  const rows = await tables.query({ pk: keys.round(round.id).pk, prefix: `OUT#${round.hash}#` });
  return rows.map((row) => leftOutSchema.parse(row));
}

/** The rounds of a convocation that were released. By the list index, then from the rows themselves: an index lags. */
export async function releasedRounds(tables: Tables, convocationId: string): Promise<Round[]> {
  const listed = await tables.queryIndex({ index: "list", pk: lists.ofConvocation(convocationId), prefix: "RND#" });
  const rows = await tables.getMany(listed.map(({ pk }) => ({ pk, sk: "#" })));
  return rows
    .map((row) => roundSchema.parse(row))
    .filter((round) => round.state === "released")
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}
