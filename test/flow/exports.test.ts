import { createServer } from "node:http";
import { DeleteItemCommand, DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { DeleteObjectCommand, ListObjectVersionsCommand, S3Client } from "@aws-sdk/client-s3";
import { marshall } from "@aws-sdk/util-dynamodb";
import { afterAll, beforeAll, describe, expect, inject, test, vi } from "vitest";
import * as z from "zod/mini";
import { exportSource } from "#bin/convoke/export-source";
import { compareExports } from "#bin/convoke/exports";
import { world } from "#bin/demo/world";
import { type Stack, startStack } from "#lib/local/stack";
import { convoke } from "#test/bin/door";
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
  await new Promise<void>((resolve) => stacks.listen(0, "127.0.0.1", resolve));
  const { port } = z.looseObject({ port: z.number() }).parse(stacks.address());
  vi.stubEnv("AWS_ENDPOINT_URL", stack.endpoint);
  vi.stubEnv("AWS_ENDPOINT_URL_CLOUDFORMATION", `http://127.0.0.1:${port}`);
  vi.stubEnv("AWS_ACCESS_KEY_ID", "an-auditor");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "local");
});
afterAll(async () => {
  vi.unstubAllEnvs();
  stacks.close();
  await stack?.stop();
});

/** CloudFormation as far as the outputs of one stage go: this stack is then a stage to the command line. */
const stacks = createServer((_, response) => {
  const outputs = Object.entries(stack.outputs).map(
    ([key, value]) =>
      `<member><OutputKey>${key}</OutputKey><OutputValue>${value.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</OutputValue></member>`,
  );
  response.writeHead(200, { "content-type": "text/xml" });
  response.end(
    `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks><member><StackName>s</StackName><CreationTime>2022-01-01T00:00:00Z</CreationTime><StackStatus>CREATE_COMPLETE</StackStatus><Outputs>${outputs.join("")}</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`,
  );
});
const verify = async (...more: string[]) => convoke("audit", "verify", "--exports", "--stage", "prod", ...more);

describe("the ledger's export, of which each test is the next chapter", () => {
  test("of a stage in which nothing happened yet compares nothing, and says so", async () => {
    expect(await verify()).toMatchObject({ code: 1, err: expect.stringContaining("(nothing-exported): Nothing was") });
  });

  test("holds every fact that was written, and nothing differs", async () => {
    await invite(stack);
    expect((await compared()).facts).toBe(0);
    await stack.advance({ minutes: 6 });
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
    const { code, out } = await verify();
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/^\d+ facts in \d+ exports: the ledger holds each as it was written\. \d days/),
    ]);
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
    await stack.advance({ minutes: 6 });
    const name = `${row?.["pk"]}#${row?.["sk"]}`;
    const { findings } = await compared();
    expect(findings).toEqual([
      { what: name, why: "its actor is not what was written" },
      { what: name, why: expect.stringMatching(/^it was overwritten; that was exported at 2022-/) },
    ]);
    const { code, err } = await verify();
    expect(code).toBe(1);
    expect(err).toContain(`Refused (exports-differ): ${name}: its actor is not what was written. 1 more differ`);
    expect(JSON.parse((await verify("--json")).out)).toMatchObject({ accepted: false, findingCount: 2, findings });
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
    await stack.advance({ minutes: 6 });
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
    await broken.advance({ minutes: 6 });
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
