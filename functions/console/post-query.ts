import * as z from "zod/mini";
import { bodyOn, chairOn, membersOn, type Registry } from "#domain/registry";
import { day } from "#events/envelope";
import { refused } from "#platform/command-steps";
import type { PageEvent, PageResult } from "#platform/http";
import type { Tables } from "#platform/table";
import { readConvocation } from "#records/convocation";
import { readDocument } from "#records/document";
import { keys } from "#records/keys";
import { readLedger } from "#records/ledger";
import { readRegistry } from "#records/registry";
import { readLeftOut, readPages, readRound } from "#records/round";
import { answer, bodyOf, signedIn } from "./answer.ts";
import { board } from "./board.ts";
import { preview } from "./preview.ts";

const id = z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/));
const query = z.discriminatedUnion("query", [
  z.strictObject({ query: z.literal("outcome"), commandId: id }),
  z.strictObject({ query: z.literal("meeting"), convocationId: id }),
  z.strictObject({ query: z.literal("board"), convocationId: id }),
  z.strictObject({ query: z.literal("round"), roundId: id }),
  z.strictObject({
    query: z.literal("preview"),
    roundId: id,
    party: z.string(),
    language: z.exactOptional(z.enum(["en", "fr", "ar"])),
  }),
  z.strictObject({ query: z.literal("document"), documentId: id }),
  z.strictObject({ query: z.literal("parties"), dialogueId: id, asOf: day }),
  z.strictObject({
    query: z.literal("audit"),
    object: z.string().check(z.regex(/^(CNV|RND|DEL|REG|DOC|DLG|RMD|MB)#[A-Za-z0-9#-]{1,160}$/)),
  }),
]);

/** Questions: read, never written; behind the same door as the commands. */
export const postQuery =
  ({ tables }: { tables: Tables }) =>
  async (event: PageEvent): Promise<PageResult> => {
    if (!signedIn(event))
      return answer(
        403,
        refused("not-signed-in", "Sign the request: questions are answered to people who are signed in."),
      );
    const asked = query.safeParse(bodyOf(event));
    if (!asked.success)
      return answer(
        400,
        refused("malformed", "This question cannot be read. `convoke --help` shows what may be asked."),
      );
    const found = await look(tables, asked.data);
    return found === undefined
      ? answer(404, refused("not-found", "There is nothing of this id."))
      : answer(200, { accepted: true, ...found });
  };

async function look(tables: Tables, asked: z.infer<typeof query>): Promise<object | undefined> {
  switch (asked.query) {
    case "outcome": {
      const row = await tables.get(keys.outcome(asked.commandId));
      return row && { command: row["type"], by: row["actor"], at: row["at"], outcome: row["outcome"] };
    }
    case "meeting": {
      const held = await readConvocation(tables, asked.convocationId);
      return held && { meeting: held.convocation };
    }
    case "board":
      return board(tables, asked.convocationId);
    case "round": {
      const held = await readRound(tables, asked.roundId);
      return (
        held && {
          round: held.round,
          audience: (await readPages(tables, held.round)).flatMap(({ entries }) =>
            entries.map(({ code, reason, parts, invitees }) => ({ code, reason, parts, invitees: invitees.length })),
          ),
          leftOut: await readLeftOut(tables, held.round),
        }
      );
    }
    case "preview":
      return preview(tables, asked);
    case "document": {
      const held = await readDocument(tables, asked.documentId);
      return held && { document: held.document };
    }
    case "parties": {
      const { registry } = await readRegistry(tables, asked.dialogueId);
      return asOf(registry, asked.asOf);
    }
    case "audit": {
      const facts = await readLedger(tables, asked.object);
      return facts.length === 0
        ? undefined
        : {
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
  }
}

function asOf(registry: Registry, today: string) {
  const members = new Set(membersOn(registry, today));
  const committee = new Set(bodyOn(registry, "steering-committee", today));
  return {
    asOf: today,
    chair: chairOn(registry, today) ?? null,
    parties: registry.parties.map((party) => ({
      code: party.code,
      name: party.names.en,
      kind: party.kind,
      member: members.has(party.code),
      committee: committee.has(party.code),
    })),
  };
}
