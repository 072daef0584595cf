import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AttributeValue, DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import * as z from "zod";
import { replayed } from "#bin/convoke/replay";
import { settleAll } from "#bin/convoke/restore";
import { answer } from "#bin/demo/delegate";
import { linkIn } from "#bin/demo/mailbox";
import { Stage } from "#bin/demo/stage";
import { Timeline } from "#bin/demo/timeline";
import { DIALOGUE, MEETING } from "#bin/demo/world";
import { readAssembly } from "#lib/local/assembly";
import { drawBlueprint, importedTables } from "#lib/local/blueprint";
import { DynamoDb } from "#lib/local/engines/dynamodb";
import { type Stack, startStack } from "#lib/local/stack";
import { synthesize } from "#lib/local/synthesize";
import { dialogue, lateRound, placeHere, prepare, release, START } from "./play.ts";

const [RECORDS, LEDGER] = ["records-restored", "ledger-restored"] as const;
const STREAM = `arn:aws:dynamodb:eu-west-1:000000000000:table/${LEDGER}/stream/2022-01-31T09:00:00.000`;
const IMPORTED = [
  { name: RECORDS, like: "Records" },
  { name: LEDGER, like: "Ledger", streamArn: STREAM },
];
const PARTIES = ["NL", "EG", "FR", "DE"];
type Item = Record<string, AttributeValue>;
type Copy = readonly Item[];

const folder = mkdtempSync(join(tmpdir(), "convoke-restore-"));
const data = join(folder, "data");
let stack: Stack;
let stage: Stage;
let exported: readonly [records: Copy, ledger: Copy];
let sentBefore: string[];
afterAll(async () => {
  await stack?.stop();
  rmSync(folder, { recursive: true });
});

async function scan({ endpoint, region }: Stack, TableName: string | undefined): Promise<Copy> {
  const dynamo = new DynamoDBClient({
    endpoint,
    region,
    credentials: { accessKeyId: "ops", secretAccessKey: "local" },
  });
  const { Items = [], LastEvaluatedKey } = await dynamo.send(new ScanCommand({ TableName }));
  if (LastEvaluatedKey) throw new Error("The table is larger than a page: too large for this test");
  return Items;
}
/** Both tables at one instant: nothing runs meanwhile. */
const both = async (from: Stack): Promise<readonly [Copy, Copy]> => [
  await scan(from, from.outputs["RecordsTable"]),
  await scan(from, from.outputs["LedgerTable"]),
];
/** Rows by their keys, without the pump's own turn, which any run of it touches. */
function rowsOf(items: Copy): Map<string, Record<string, unknown>> {
  const rows = items.map((item) => unmarshall(item)).filter(({ pk, sk }) => `${pk} ${sk}` !== "OPEN pump");
  return new Map(rows.map((row) => [`${row["pk"]} ${row["sk"]}`, row]));
}
const unfinished = (items: Copy) =>
  [...rowsOf(items).values()].filter(
    ({ mailId, state }) => mailId !== undefined && ["queued", "sending", "unknown"].includes(String(state)),
  );
/** Whom these rows invite. */
const invitees = (rows: readonly Record<string, unknown>[]) =>
  rows.filter(({ kind }) => kind === "invitation").map(({ to }) => z.object({ address: z.string() }).parse(to).address);
/** People, who answer for themselves; a mission's mailbox has to name somebody. */
const persons = (addresses: readonly string[]) => addresses.filter((address) => !address.startsWith("mission"));
const recipients = () => stack.mailbox.map(({ tags, to }) => `${tags["kind"]} ${to.join()}`);
/** A link of a mail, at the address of the stack that runs now. */
const linkTo = async (address: string) => {
  const letter = (await stage.letters("invitation")).find(({ to }) => to === address);
  if (!letter) throw new Error(`Nobody invited ${address}`);
  const { origin } = new URL(/https?:\/\/[^/\s]+/.exec(letter.text)?.[0] ?? "");
  return linkIn(letter, origin).replace(origin, stack.siteUrl);
};
const open = async (assembly: string, more: { imported?: typeof IMPORTED; tolerate?: boolean }) => {
  stack = await startStack({ assembly, data, now: START, quiet: true, ...more });
  stage = new Stage(stack, new Timeline(true));
};

/** A round is half sent when both tables are copied; afterwards it goes on for a while, until the tables are lost. */
beforeAll(async () => {
  // The account's rate is so low that receipts come back too: they lie in the urgent queue when the stack ends.
  await open(inject("assembly"), { tolerate: true });
  await prepare(stage, dialogue(PARTIES));
  stack.ses.change({ maxSendRate: 1 / 20 });
  await release(stage);
  await stack.advance({ minutes: 2 });
  const first = persons(stack.mailbox.flatMap(({ to }) => to))[0] ?? "";
  await answer(await linkTo(first), { answer: "come" });
  await stack.settle();
  exported = await both(stack);
  await stack.advance({ minutes: 1 });
  sentBefore = recipients();
  const epoch = new Date(stack.clock.now()).toISOString().replace(/\.\d+Z$/, "Z");
  await stack.stop();

  // New tables, filled before anything reads them: what a restore leaves on AWS.
  const blueprint = drawBlueprint(readAssembly(inject("assembly")), { endpoint: "http://127.0.0.1:1", api: () => "" });
  const dynamo = await DynamoDb.start({
    region: blueprint.region,
    database: join(data, "dynamodb.sqlite"),
    tables: importedTables(blueprint, IMPORTED),
    onDeath: (sentence) => {
      throw new Error(sentence);
    },
  });
  for (const [at, TableName] of [RECORDS, LEDGER].entries())
    for (const Item of exported[at] ?? [])
      await dynamo.dynoxide.answer("DynamoDB_20120810.PutItem", { TableName, Item });
  await dynamo.stop();

  const switched = await synthesize(join(folder, "assembly"), (context) => {
    const stages = z.record(z.string(), z.looseObject({})).parse(context["stages"]);
    const restore = { recordsTable: RECORDS, ledgerTable: LEDGER, ledgerStreamArn: STREAM, epoch };
    return { ...context, stages: { ...stages, dev: { ...stages["dev"], restore } } };
  });
  await open(switched, { imported: IMPORTED });
});

describe("going on from restored tables, of which each test is the next chapter", () => {
  test("the copy is of the middle of the round: mails wait in it that left meanwhile", () => {
    const waiting = invitees(unfinished(exported[0]));
    const left = waiting.filter((address) => sentBefore.includes(`invitation ${address}`));
    expect(left.length).toBeGreaterThanOrEqual(2);
    expect(waiting.length).toBeGreaterThan(left.length);
  });

  test("the stream begins anew and hands every fact on once more: no mail leaves, and no row changes", async () => {
    await stack.settle();
    await stack.advance({ hours: 1 });
    expect(stack.outputs["RecordsTable"]).toBe(RECORDS);
    expect(stack.tally.invocations.get("relay-ledger")).toBeGreaterThan(0);
    expect(recipients()).toEqual(sentBefore);
    const [records, ledger] = await both(stack);
    expect(rowsOf(records)).toEqual(rowsOf(exported[0]));
    expect(rowsOf(ledger)).toEqual(rowsOf(exported[1]));
  });

  test("nor by the sweeps of a day, which find what was booked", async () => {
    await stack.advance({ days: 1 });
    expect(recipients()).toEqual(sentBefore);
    expect(stack.problems).toEqual([]);
  });

  test("settling lists every mail that was unfinished, each once, and sets it to unknown; nothing leaves", async () => {
    const wanted = unfinished((await both(stack))[0]).map(({ mailId }) => String(mailId));
    const listed = await settleAll(stage.amina, [DIALOGUE]);
    await stack.settle();
    expect(listed.map(({ mailId }) => mailId).sort()).toEqual(wanted.sort());
    expect(wanted.length).toBeGreaterThan(0);
    const [records, ledger] = await both(stack);
    for (const row of unfinished(records)) expect(row).toMatchObject({ state: "unknown", reason: "restored" });
    expect([...rowsOf(records).keys()].filter((key) => key.startsWith("OPEN bulk"))).toEqual([]);
    expect([...rowsOf(ledger).values()].filter(({ type }) => type === "mail.settled.v1").length).toBeGreaterThan(0);
    await stack.advance({ hours: 1 });
    expect(recipients()).toEqual(sentBefore);
    expect(await settleAll(stage.amina, [DIALOGUE])).toHaveLength(listed.length);
  });

  test("the facts put on the bus once more by hand change nothing and send nothing; a part of them by time is fewer", async () => {
    const [before] = await both(stack);
    const place = placeHere(stack);
    const all = await replayed(stage.amina, place, { meeting: MEETING });
    await stack.settle();
    await stack.advance({ hours: 1 });
    expect(all).toBeGreaterThan(5);
    const later = await replayed(stage.amina, place, { meeting: MEETING, from: "2022-01-31T08:01:00Z" });
    expect(later).toBeGreaterThan(0);
    expect(later).toBeLessThan(all);
    expect(await replayed(stage.amina, place, { meeting: MEETING, to: "2022-01-01T00:00:00Z" })).toBe(0);
    await stack.settle();
    expect(recipients()).toEqual(sentBefore);
    expect(rowsOf((await both(stack))[0])).toEqual(rowsOf(before));
  });

  test("whose mail left after the copy answers by it; the receipt leaves", async () => {
    const waiting = new Set(invitees(unfinished(exported[0])));
    const late = persons(stack.mailbox.flatMap(({ to }) => to)).find((address) => waiting.has(address));
    expect(late).toBeDefined();
    await answer(await linkTo(late ?? ""), { answer: "come" });
    await stack.advance({ minutes: 1 });
    expect(recipients().slice(sentBefore.length).sort()).toEqual([`confirmation ${late}`, `receipt ${late}`]);
  });

  test("a new round goes out, and the silent are reminded on their day", async () => {
    const more = dialogue(["SE"]);
    const before = recipients().length;
    await lateRound(stage, "SE", more);
    await stack.advance({ minutes: 2 });
    const invited = more.contacts.map(({ email }) => `invitation ${email}`).sort();
    expect(recipients().slice(before).sort()).toEqual(invited);
    await stack.advance("2022-02-18T08:03:00Z");
    const reminded = (await stage.letters("reminder")).map(({ to }) => to);
    expect(reminded).toEqual(expect.arrayContaining(more.contacts.map(({ email }) => email)));
    expect(new Set(reminded).size).toBe(reminded.length);
    expect(stack.problems).toEqual([]);
  });
});
