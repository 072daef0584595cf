import { DeleteItemCommand, DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { DeleteObjectCommand, ListObjectVersionsCommand, S3Client } from "@aws-sdk/client-s3";
import { marshall } from "@aws-sdk/util-dynamodb";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { exportSource } from "#bin/convoke/export-source";
import { compareExports } from "#bin/convoke/exports";
import { world } from "#bin/demo/world";
import { type Stack, startStack } from "#lib/local/stack";
import { invite, run, type Templates } from "./break.ts";
import { rows, START } from "./play.ts";

let stack: Stack;
const credentials = { accessKeyId: "an-administrator", secretAccessKey: "local" };
const at = ({ endpoint, region }: Stack) => ({ endpoint, region, credentials });
const place = ({ endpoint, region, outputs }: Stack) => ({
  endpoint,
  region,
  table: outputs["LedgerTable"] ?? "",
  bucket: outputs["ExportsBucket"] ?? "",
});
const compared = () => compareExports(exportSource(place(stack)));
const ledgerRows = async () =>
  (await rows(stack, "")).filter(({ hash, prev }) => hash !== undefined && prev !== undefined);

beforeAll(async () => {
  stack = await startStack({ assembly: inject("assembly"), now: START, quiet: true, tolerate: true });
  await invite(stack);
});
afterAll(() => stack?.stop());

describe("the ledger's export, of which each test is the next chapter", () => {
  test("holds every fact that was written, and nothing differs", async () => {
    const { facts, exports, findings } = await compared();
    expect([facts, findings]).toEqual([(await ledgerRows()).length, []]);
    expect(exports).toBeGreaterThan(0);
    expect(stack.problems).toEqual([]);
  });

  test("a day that has ended is sealed by the daily step", async () => {
    await stack.advance({ days: 2 });
    const { sealedDays, findings } = await compared();
    expect([sealedDays, findings]).toEqual([expect.any(Number), []]);
    expect(sealedDays).toBeGreaterThanOrEqual(2);
    expect(stack.problems).toEqual([]);
  });

  test("nobody takes anything out of the locked bucket before its time", async () => {
    const s3 = new S3Client({ ...at(stack), forcePathStyle: true });
    const Bucket = stack.outputs["ExportsBucket"];
    await stack.settle();
    const { Versions = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket, Prefix: "days/" }));
    const newest = Versions.at(-1);
    await expect(
      s3.send(new DeleteObjectCommand({ Bucket, Key: newest?.Key, VersionId: newest?.VersionId })),
    ).rejects.toMatchObject({ name: "AccessDenied" });
  });

  test("a row that an administrator overwrote is named, with what differs; a person is told at once", async () => {
    const [row] = await ledgerRows();
    const dynamo = new DynamoDBClient(at(stack));
    const Item = marshall({ ...row, actor: "somebody-else" });
    await dynamo.send(new PutItemCommand({ TableName: stack.outputs["LedgerTable"], Item }));
    await stack.settle().catch(() => undefined);
    const name = `${row?.["pk"]}#${row?.["sk"]}`;
    const { findings } = await compared();
    expect(findings).toEqual([
      { what: name, why: "its actor is not what was written" },
      { what: name, why: expect.stringMatching(/^it was overwritten; that was exported at 2022-/) },
    ]);
    const parked = stack.sqs.all().find(({ name }) => name.includes("parked"));
    expect(stack.sqs.peek(parked?.arn ?? "").map(({ body }) => JSON.parse(body))).toMatchObject([
      { change: "MODIFY", row: { pk: row?.["pk"], sk: row?.["sk"] } },
    ]);
    expect(stack.problems.at(-1)).toContain("rows of the ledger were changed or removed");
  });

  test("a row that an administrator deleted is named", async () => {
    const [, row] = await ledgerRows();
    const dynamo = new DynamoDBClient(at(stack));
    const Key = marshall({ pk: row?.["pk"], sk: row?.["sk"] });
    await dynamo.send(new DeleteItemCommand({ TableName: stack.outputs["LedgerTable"], Key }));
    await stack.settle().catch(() => undefined);
    const name = `${row?.["pk"]}#${row?.["sk"]}`;
    expect((await compared()).findings).toEqual(
      expect.arrayContaining([{ what: name, why: `it was written at ${row?.["at"]} and is gone` }]),
    );
  });
});

test("a locked bucket that takes nothing stops no fact: the mails leave, and the export's own failure is seen", async () => {
  let [mails, problems]: [number, readonly string[]] = [0, []];
  const act = async (broken: Stack) => {
    await invite(broken);
    mails = broken.mailbox.length;
    problems = broken.problems;
  };
  const forbid = (templates: Templates) => templates.change("relayexportsRole", "/ledger/*", "/elsewhere/*");
  await run(inject("assembly"), forbid, act, { tolerate: true });
  expect(mails).toBe(world.contactsOf("NL").length);
  expect(problems[0]).toMatch(
    /^relay-exports was denied: .* to perform: s3:PutObject on resource: arn:aws:s3:::\S+exports\/ledger\//,
  );
});
