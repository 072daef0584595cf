import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient, PutItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { putCommand } from "#bin/convoke/event";
import { answer } from "#bin/demo/delegate";
import { linkIn } from "#bin/demo/mailbox";
import { ledgerRows } from "#bin/demo/nothing-personal";
import { Stage } from "#bin/demo/stage";
import { Timeline } from "#bin/demo/timeline";
import { type Canaries, canariesOf, leaksIn, type Text, Traces } from "#bin/demo/traces";
import { startStack } from "#lib/local/stack";
import { type Counted, counted, METRICS_NAMESPACE } from "#platform/metrics";
import { copy } from "./break.ts";
import { dialogue, prepare, release, rows, START } from "./play.ts";

const BOUNCES = "bounce+fr@simulator.amazonses.com";
const COMPLAINS = "complaint+eg@simulator.amazonses.com";
const NAMED = { name: "Klaartje van der Zwaluw", email: "k.zwaluw@example.org" };
const STRANGER = { name: "Somebody Else Entirely", email: "somebody.else@example.org" };

const traces = new Traces();
const folder = mkdtempSync(join(tmpdir(), "convoke-impatient-"));
let stage: Stage;
const auditor = { accessKeyId: "auditor", secretAccessKey: "local" };
const at = () => ({ endpoint: stage.stack.endpoint, region: stage.stack.region, credentials: auditor });

beforeAll(async () => {
  // A relay that gives up after a minute instead of twelve hours.
  copy(inject("assembly"), folder, (templates) =>
    templates.change("relayledgerFromLedger", '"MaximumRecordAgeInSeconds":43200', '"MaximumRecordAgeInSeconds":60'),
  );
  const stack = await startStack({
    assembly: folder,
    now: START,
    quiet: true,
    tolerate: true,
    witness: traces.see,
  });
  stage = new Stage(stack, new Timeline(true));
  const { partiesFile, contactsFile, contacts } = dialogue(["NL", "FR", "EG"]);
  await prepare(stage, {
    contacts,
    partiesFile,
    contactsFile: contactsFile.replace("deputy.fr@example.org", BOUNCES).replace("deputy.eg@example.org", COMPLAINS),
  });
});
afterAll(async () => {
  await stage?.stack.stop();
  rmSync(folder, { recursive: true });
});

const linkOf = async (to: string) => {
  const letter = (await stage.letters("invitation")).find((one) => one.to === to);
  if (!letter) throw new Error(`Nobody wrote to ${to}`);
  return linkIn(letter, stage.stack.siteUrl);
};
const canaries = async (): Promise<Canaries> => canariesOf(await stage.letters(), [NAMED, STRANGER]);
const logged = (name: string) => traces.written.filter((one) => one.place === "log" && one.name === name);

/** What the functions' logs count, as CloudWatch adds it up. */
function counts(): { [what in Counted]: number } {
  const sums = Object.fromEntries(counted.map((what) => [what, 0]));
  for (const { place, text } of traces.written)
    for (const line of place === "log" ? text.split("\n") : []) {
      if (!line.includes('"_aws"')) continue;
      const { _aws, service, stage: of, ...values } = JSON.parse(line);
      const [{ Namespace, Dimensions, Metrics }] = _aws.CloudWatchMetrics;
      expect([Namespace, service, of, Dimensions]).toEqual([
        METRICS_NAMESPACE,
        "convoke",
        "dev",
        [["service", "stage"]],
      ]);
      for (const { Name } of Metrics) sums[Name] = (sums[Name] ?? 0) + Number(values[Name]);
    }
  return sums as { [what in Counted]: number };
}

/** What the relay gave up on, as it lies in the bucket. */
async function failureRecords(): Promise<Text[]> {
  const s3 = new S3Client({ ...at(), forcePathStyle: true });
  const Bucket = stage.stack.outputs["DocumentsBucket"];
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: "aws/lambda/" }));
  return Promise.all(
    Contents.map(async ({ Key = "" }) => {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
      return { place: "bucket", name: Key, text: (await Body?.transformToString()) ?? "" };
    }),
  );
}

describe("one job, of which each test is the next chapter", () => {
  test("mails leave, bounce and are called spam; people answer, name others, forward their link, unsubscribe", async () => {
    await release(stage);
    await stage.stack.advance({ minutes: 2 });
    await answer(await linkOf("focal.point.nl@example.org"), { answer: "colleague", colleague: NAMED });
    await answer(await linkOf("mission.nl@example.org"), { answer: "come", other: STRANGER });
    await answer(await linkOf("focal.point.eg@example.org"), { answer: "no-part" });
    const link = await linkOf("focal.point.fr@example.org");
    for (const wrong of [`${link}x`, `${link}?mail=${STRANGER.email}`, link.replace("/r/", "/u/"), `${link}/%2F`])
      for (const method of ["GET", "HEAD", "POST"]) await (await fetch(wrong, { method })).text();
    await stage.stack.advance("2022-02-18T08:05:00Z");
    const reminders = await stage.letters("reminder");
    expect(reminders.map(({ to }) => to)).toEqual(expect.arrayContaining([BOUNCES]));
    const oneClick = new URLSearchParams({ "List-Unsubscribe": "One-Click" });
    const unsubscribe = reminders[0]?.text.match(/http\S+\/u\/[a-z2-7.]+/)?.[0] ?? "";
    expect((await fetch(unsubscribe, { method: "POST", body: oneClick })).status).toBe(200);
    await stage.stack.settle();
  });

  test("what the logs count is what the board counts", async () => {
    const board = await stage.board();
    const mails = (await rows(stage.stack, "")).filter(
      ({ mailId, state }) => mailId !== undefined && state !== undefined,
    );
    const inState = (...wanted: string[]) => mails.filter(({ state }) => wanted.includes(String(state))).length;
    expect(counts()).toEqual({
      Invited: board.parties.length,
      Answered: board.parties.filter(({ code }) => code !== "FR").length,
      MailsSent: stage.stack.mailbox.length,
      MailsNotSent: inState("skipped", "cancelled", "failed"),
      MailsUnknown: 0,
      // SES delivered what was then called spam.
      Delivered: inState("delivered", "complained"),
      Bounced: inState("bounced"),
      Complained: inState("complained"),
    });
    expect([inState("bounced"), inState("complained")]).toEqual([2, 1]);
    expect(board.parties).toHaveLength(3);
  });

  test("functions fail at rows that hold people, give up, and the relay leaves a fact behind", async () => {
    const { outputs, sqs } = stage.stack;
    const dynamo = new DynamoDBClient(at());
    const dutch = (await rows(stage.stack, "DEL#")).find(({ partyCode }) => partyCode === "NL");
    const pk = { S: String(dutch?.["pk"]) };
    const spoil = async (sk: string, name: string) =>
      dynamo.send(
        new UpdateItemCommand({
          TableName: outputs["RecordsTable"],
          Key: { pk, sk: { S: sk } },
          UpdateExpression: "SET #n = :v",
          ExpressionAttributeNames: { "#n": name },
          ExpressionAttributeValues: { ":v": { S: NAMED.email } },
        }),
      );
    await spoil("#", "parts");
    const again = traces.written.filter(
      ({ place, name, text }) =>
        place === "queue" && /^(registration-facts|mail-urgent)/.test(name) && text.includes(String(pk.S.slice(4))),
    );
    for (const { name, text } of again) sqs.send(sqs.all().find((queue) => queue.name === name)?.arn ?? "", text);
    const page = await fetch(await linkOf("focal.point.nl@example.org"));
    expect(page.status).toBe(500);
    // EventBridge takes no type as long as this.
    await dynamo.send(
      new PutItemCommand({
        TableName: outputs["LedgerTable"],
        Item: Object.fromEntries(
          Object.entries({
            pk: "RND#spoilt",
            sk: "00000001#0",
            type: "x".repeat(200),
            data: "{}",
            at: START,
            actor: "system:test",
            door: "clock",
            prev: "",
            hash: "h",
            by: "b",
          }).map(([name, S]) => [name, { S }]),
        ),
      }),
    );
    await stage.stack.advance({ minutes: 30 });
    const dead = sqs.all().filter(({ name, arn }) => name.includes("DeadLetters") && sqs.peek(arn).length > 0);
    expect(dead.map(({ name }) => name)).toEqual(expect.arrayContaining(["registration-facts-Inbox-DeadLetters"]));
    expect(await failureRecords()).toHaveLength(1);
  });

  test("an error's line names the message, its ids and the page that says what to do", () => {
    const lines = logged("registration-facts").flatMap(({ text }) => text.split("\n"));
    const errors = lines.filter((line) => line.includes('"level":"ERROR"')).map((line) => JSON.parse(line));
    expect(errors.length).toBeGreaterThanOrEqual(5);
    expect(errors[0]).toMatchObject({
      message: "a message could not be handled",
      messageId: expect.any(String),
      receives: 1,
      runbook: "RUNBOOK.md#registration-facts",
      about: { kind: "invitation.answered.v1", ids: { id: expect.stringMatching(/^DEL#\w{16}#\d{8}#0$/) } },
      error: { name: expect.any(String), stack: expect.any(String) },
    });
    const pages = logged("site-answer").filter(({ text }) => text.includes("a page failed"));
    expect(pages.map(({ text }) => text).join()).toContain('"runbook":"RUNBOOK.md#site-answer"');
  });

  test("nobody's name, address or link stands in any log, event, message, dead letter, fact or failure record", async () => {
    const { sqs } = stage.stack;
    const kept = sqs
      .all()
      .flatMap(({ name, arn }) => sqs.peek(arn).map(({ body }) => ({ place: "queue", name, text: body })));
    const places = [...traces.ours(), ...kept, ...(await ledgerRows(stage.stack)), ...(await failureRecords())];
    const sought = await canaries();
    expect(leaksIn(places, sought)).toEqual([]);

    expect(logged("access").length).toBeGreaterThan(20);
    expect(kept.length).toBeGreaterThan(0);
    expect(new Set(places.map(({ place }) => place))).toEqual(new Set(["log", "bus", "queue", "ledger", "bucket"]));
    expect([sought.seals.length > 9, sought.addresses.includes(BOUNCES)]).toEqual([true, true]);
  });

  test("an address that a partner puts on the bus all the same is found there by the same search, and in no log", async () => {
    const { region, endpoint, outputs } = stage.stack;
    const detail = { commandId: "careless-1", convocationId: "som-8-cluster", email: NAMED.email };
    await putCommand(
      { region, endpoint, bus: outputs["BusName"] ?? "" },
      { source: "convoke.partner.press", type: "record-answer.v1", detail },
    );
    await stage.stack.settle();
    const places = new Set(leaksIn(traces.ours(), await canaries()).map(({ place }) => place.split(" ")[0]));
    expect(places).toEqual(new Set(["bus", "queue"]));
  });
});
