import * as z from "zod/mini";
import { type Round, roundStates, wasReleased } from "#domain/round";
import { audienceRule } from "#events/audience-rule";
import type { Row, Tables } from "#platform/table";
import { keys, lists, pageNumber } from "#records/keys";

export const roundSchema = z.object({
  id: z.string(),
  convocationId: z.string(),
  state: z.enum(roundStates),
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
  /** A delegation of a stopped round that nobody was written to; this one takes its place. */
  replaces: z.exactOptional(z.string()),
  invitees: z.array(
    z.object({
      number: z.string(),
      person: z.string(),
      role: z.enum(["focal-point", "mission"]),
      /** False for whom a joint meeting's other dialogue names: a copy. */
      entitled: z._default(z.boolean(), true),
    }),
  ),
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

/** Every round of a convocation, from the rows themselves: the list index says which, and lags. */
export async function readRounds(tables: Tables, convocationId: string): Promise<Round[]> {
  const listed = await tables.queryIndex({ index: "list", pk: lists.ofConvocation(convocationId), prefix: "RND#" });
  const rows = await tables.getMany(listed.map(({ pk }) => ({ pk, sk: "#" })));
  return rows.map((row) => roundSchema.parse(row)).sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** When the rounds of a convocation were drafted whose mails were let go; by the list alone, which lags. */
export async function createdRounds(tables: Tables, convocationId: string): Promise<string[]> {
  const listed = await tables.queryIndex({ index: "list", pk: lists.ofConvocation(convocationId), prefix: "RND#" });
  return listed.flatMap(({ lsk, b }) => {
    const { state } = listedRound.parse(b);
    const created = /^RND#([^#]+)#/.exec(String(lsk))?.[1];
    return created !== undefined && wasReleased(state) ? [created] : [];
  });
}
const listedRound = z.object({ state: z.enum(roundStates) });

/** The rounds of a convocation whose mails were let go: those released, and those stopped or closed since. */
export async function releasedRounds(tables: Tables, convocationId: string): Promise<Round[]> {
  return (await readRounds(tables, convocationId)).filter(({ state }) => wasReleased(state));
}

/** The rows of a round's invitation mails, as far as its pages were written. */
export async function readInvitationMails(tables: Tables, round: { id: string; pages: number }): Promise<Row[]> {
  const mails: Row[] = [];
  for (let page = 0; page < round.pages; page++)
    mails.push(...(await tables.query({ pk: `MB#${roundBatch(round.id)}#${pageNumber(page)}` })));
  return mails;
}

/** The batch of a round's invitation mails; and the round of such a batch. */
export const roundBatch = (roundId: string) => `r-${roundId}`;
export const roundOfBatch = (batchId: string) => (batchId.startsWith("r-") ? batchId.slice(2) : undefined);
