import * as z from "zod/mini";
import { type Answer, type Client, Unreachable } from "#bin/convoke/client";
import { Refused } from "#bin/convoke/trouble";

/** The files of an export, and what each holds. */
export const exportFiles = {
  "dialogues.jsonl": "dialogues with their parties, memberships, seats, chairs and focal points",
  "people.jsonl": "people and mailboxes that focal points are, with names and addresses",
  "meetings.jsonl":
    "meetings with their parts, their reminder steps and whom they invited, and those that are only recorded",
  "rounds.jsonl": "rounds with their frozen audiences",
  "delegations.jsonl": "delegations with invitees, nominations, registrations and every answer",
  "documents.jsonl": "documents in whatever state",
  "texts.jsonl": "their texts by language",
  "ledger.jsonl": "every fact, object by object, each with its hash and that of the fact before it",
} as const;
export type ExportFile = keyof typeof exportFiles;
export type ExportRow = { readonly [name: string]: unknown };

const row = z.looseObject({ pk: z.string(), sk: z.string() });
const page = z.looseObject({ rows: z.array(row), next: z.exactOptional(z.string()) });
const ids = z.looseObject({
  convocationId: z.array(z.string()),
  roundId: z.array(z.string()),
  documentId: z.array(z.string()),
});
const aggregates = z.looseObject({ aggregates: z.array(z.string()) });
const renditions = z.looseObject({
  renditions: z.array(z.looseObject({ language: z.string(), revision: z.number() })),
});
const document = z.looseObject({
  ...renditions.shape,
  superseded: z.array(renditions),
  correction: z.nullable(renditions),
});
const text = z.looseObject({ language: z.string(), revision: z.number(), text: z.string() });
const MOST_PEOPLE = 100;

/** Everything of a dialogue, question by question through the secretariat's door. Throws Refused where one is refused. */
export async function* walk(client: Client, dialogueId: string): AsyncGenerator<[ExportFile, ExportRow]> {
  const all = ids.parse(await asked(client, { query: "ids", dialogueId }));
  const people = new Set<string>();
  let rows = 0;
  for await (const one of rowsOf(client, "rows", `DLG#${dialogueId}`)) {
    rows++;
    if (typeof one["person"] === "string") people.add(one["person"]);
    yield ["dialogues.jsonl", one];
  }
  if (rows === 0) throw new Unreachable(`There is nothing of a dialogue ${dialogueId}. --dialogue names another.`);
  const known = [...people];
  for (let from = 0; from < known.length; from += MOST_PEOPLE) {
    const some = known.slice(from, from + MOST_PEOPLE);
    for (const one of page.parse(await asked(client, { query: "people", people: some })).rows)
      yield ["people.jsonl", one];
  }
  const objects = [`DLG#${dialogueId}`];
  for await (const one of rowsOf(client, "rows", `MTG#${dialogueId}`)) {
    yield ["meetings.jsonl", one];
    if (one["recorded"] === undefined) continue;
    objects.push(`MTG#${dialogueId}#${one.sk}`);
    for await (const pointer of rowsOf(client, "rows", `CNV#${one.sk}`))
      if (pointer.sk === "RECORDED") yield ["meetings.jsonl", pointer];
  }
  for (const convocationId of all.convocationId) {
    for await (const one of rowsOf(client, "rows", `CNV#${convocationId}`)) {
      yield ["meetings.jsonl", one];
      if (one.sk.startsWith("INVITED#"))
        for await (const own of rowsOf(client, "rows", `DEL#${String(one["did"])}`)) yield ["delegations.jsonl", own];
    }
    objects.push(...aggregates.parse(await asked(client, { query: "aggregates", convocationId })).aggregates);
  }
  for (const roundId of all.roundId)
    for await (const one of rowsOf(client, "rows", `RND#${roundId}`)) yield ["rounds.jsonl", one];
  for (const documentId of all.documentId) yield* documentOf(client, documentId);
  for (const object of new Set(objects))
    for await (const one of rowsOf(client, "ledger", object)) yield ["ledger.jsonl", one];
}

/** Every text that a document's row names: in force, superseded and in work. */
function textsIn(one: ExportRow) {
  const held = document.safeParse(one).data;
  return held ? [held, ...held.superseded, held.correction].flatMap((each) => each?.renditions ?? []) : [];
}

async function* documentOf(client: Client, documentId: string): AsyncGenerator<[ExportFile, ExportRow]> {
  const texts = new Map<string, { language: string; revision: number }>();
  for await (const one of rowsOf(client, "rows", `DOC#${documentId}`)) {
    for (const each of textsIn(one)) texts.set(`${each.language} ${each.revision}`, each);
    yield ["documents.jsonl", one];
  }
  for (const { language, revision: rendition } of texts.values()) {
    const which = { query: "text", documentId, language, rendition };
    const { revision, text: words } = text.parse(await asked(client, which));
    yield ["texts.jsonl", { documentId, language, revision, text: words }];
  }
}

async function* rowsOf(client: Client, query: "rows" | "ledger", object: string): AsyncGenerator<z.infer<typeof row>> {
  let after: string | undefined;
  do {
    const said = page.parse(await asked(client, { query, object, ...(after !== undefined && { after }) }));
    yield* said.rows;
    after = said.next;
  } while (after !== undefined);
}

async function asked(client: Client, question: object): Promise<Answer> {
  const answer = await client.query(question);
  if (!answer.accepted) throw new Refused(answer);
  return answer;
}
