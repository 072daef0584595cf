import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import { boardAnswer } from "#bin/convoke/board";
import { client } from "#bin/convoke/client";
import { MEETING } from "#bin/demo/world";
import { Mailbox } from "#lib/local/engines/ses-mailbox";
import { Store, text, whole } from "#lib/local/store";
import type { Addresses } from "./program.ts";

export interface Sums {
  /** How many mails were captured for each of the mails that the tables know, by state and number. */
  readonly rows: Record<string, number>;
  /** Mails that were captured and are no row. */
  readonly strangers: number;
  /** Addresses that were written to, and how often at most. */
  readonly addresses: number;
  readonly most: number;
  readonly board: { waiting: number; sent: number; notSent: number; unknown: number };
  /** What lies in any queue, by its name. */
  readonly messages: Record<string, number>;
  /** Mails that had to be tried again. */
  readonly retried: number;
}

/** Counts from outside: the captured mails and the messages from the data folder, the rows through the AWS endpoint, the board by the door. */
export async function count(data: string, running: Addresses): Promise<Sums> {
  const { mails, messages } = kept(data, running.region);
  const known = await mailRows(running);
  const captured = tally(mails.map(({ tags }) => tags["mail"] ?? ""));
  const perAddress = tally(mails.flatMap(({ to }) => to));
  const bilal = client({ url: running.site, region: running.region, as: "bilal" });
  const board = boardAnswer.parse(await bilal.query({ query: "board", convocationId: MEETING }));
  const { waiting, sent, notSent, unknown } = board.mails;
  return {
    rows: Object.fromEntries(tally(known.map(({ id, state }) => `${state}, captured ${captured.get(id) ?? 0}`))),
    strangers: mails.filter(({ tags }) => !known.some(({ id }) => id === tags["mail"])).length,
    addresses: perAddress.size,
    most: Math.max(0, ...perAddress.values()),
    board: { waiting, sent, notSent, unknown },
    messages,
    retried: known.filter(({ attempt }) => attempt > 1).length,
  };
}

/** Everything in every queue; nothing is left of a round that is over. */
export function kept(data: string, region: string) {
  const store = new Store(data);
  try {
    const rows = store.prepare("SELECT queue, count(*) AS count FROM messages GROUP BY queue").all();
    const messages = Object.fromEntries(
      rows.map((row) => [text(row, "queue").replace(/^.*:/, ""), whole(row, "count")]),
    );
    return { mails: new Mailbox(store, region).list(), messages };
  } finally {
    store.close();
  }
}

/** How many mails were captured, without standing in the way of a stack that runs. */
export function captured(data: string): number {
  const database = new DatabaseSync(join(data, "local.sqlite"), { readOnly: true });
  try {
    const row = database.prepare("SELECT count(*) AS count FROM mails").get();
    return row === undefined ? 0 : whole(row, "count");
  } finally {
    database.close();
  }
}

async function mailRows({ endpoint, region, outputs }: Addresses) {
  const credentials = { accessKeyId: "auditor", secretAccessKey: "local" };
  const dynamo = new DynamoDBClient({ endpoint, region, credentials });
  const found: { id: string; state: string; attempt: number }[] = [];
  for await (const { Items = [] } of paginateScan({ client: dynamo }, { TableName: outputs["RecordsTable"] })) {
    for (const { mailId, state, attempt } of Items)
      if (mailId?.S !== undefined && attempt?.N !== undefined)
        found.push({ id: mailId.S, state: state?.S ?? "", attempt: Number(attempt.N) });
  }
  dynamo.destroy();
  return found;
}

function tally(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
