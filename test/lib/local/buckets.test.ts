import { Readable } from "node:stream";
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Clock } from "#lib/local/clock";
import { type Buckets, openBuckets } from "#lib/local/engines/buckets";
import { Store } from "#lib/local/store";
import { serve } from "#test/lib/local/wire";

const Bucket = "convoke-documents";
const both = [{ name: Bucket }, { name: "convoke-exports", lock: { mode: "GOVERNANCE", days: 1 } }] as const;

let store: Store;
let clock: Clock;
let buckets: Buckets;
let wire: Awaited<ReturnType<typeof serve>>;
let client: S3Client;

beforeEach(async () => {
  store = new Store();
  clock = new Clock(store, "2026-03-01T09:00:00Z");
  buckets = await openBuckets(store, clock, both);
  wire = await serve(buckets);
  client = new S3Client(wire.client);
});
afterEach(async () => {
  client.destroy();
  await wire.close();
  store.close();
});

const put = (Key: string, Body: string | Uint8Array, more: object = {}) =>
  client.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
const read = async (Key: string) =>
  (await client.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString();

test("an object goes round with its metadata, on the moved clock", async () => {
  await put("a/programme é.pdf", "pdf", {
    ContentType: "application/pdf",
    Metadata: { sha: "x" },
    ContentDisposition: "inline",
  });
  const got = await client.send(new GetObjectCommand({ Bucket, Key: "a/programme é.pdf" }));
  expect(await got.Body?.transformToString()).toBe("pdf");
  expect(got).toMatchObject({
    ContentType: "application/pdf",
    Metadata: { sha: "x" },
    ContentDisposition: "inline",
    ContentLength: 3,
  });
  expect(got.LastModified?.toISOString()).toMatch(/^2026-03-01T09:00:0/);
  expect(wire.needs).toEqual([
    [{ action: "s3:PutObject", resource: `arn:aws:s3:::${Bucket}/a/programme é.pdf`, context: {} }],
    [{ action: "s3:GetObject", resource: `arn:aws:s3:::${Bucket}/a/programme é.pdf`, context: {} }],
  ]);
});

test("empty bodies and streams are taken", async () => {
  await put("empty", "");
  expect(await read("empty")).toBe("");
  await client.send(
    new PutObjectCommand({
      Bucket,
      Key: "stream",
      Body: Readable.from([Buffer.from("ab"), Buffer.from("cd")]),
      ContentLength: 4,
    }),
  );
  expect(await read("stream")).toBe("abcd");
});

test("lists, heads, copies and deletes", async () => {
  for (const key of ["d/1", "d/2", "e/1"]) await put(key, key);
  const { Contents, CommonPrefixes } = await client.send(
    new ListObjectsV2Command({ Bucket, Prefix: "d/", Delimiter: "/" }),
  );
  expect(Contents?.map(({ Key }) => Key)).toEqual(["d/1", "d/2"]);
  expect(Contents?.[0]?.LastModified?.toISOString()).toMatch(/^2026-03-01T09:00:0/);
  expect(CommonPrefixes).toBeUndefined();
  expect(await client.send(new HeadObjectCommand({ Bucket, Key: "d/1" }))).toMatchObject({ ContentLength: 3 });
  await client.send(new CopyObjectCommand({ Bucket, Key: "f", CopySource: `${Bucket}/d/1` }));
  expect(await read("f")).toBe("d/1");
  await client.send(new DeleteObjectCommand({ Bucket, Key: "f" }));
  await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: "d/1" }, { Key: "d/2" }] } }));
  expect((await client.send(new ListObjectsV2Command({ Bucket }))).Contents?.map(({ Key }) => Key)).toEqual(["e/1"]);
  expect(wire.needs.at(-2)?.map(({ action, resource }) => `${action} ${resource}`)).toEqual([
    `s3:DeleteObject arn:aws:s3:::${Bucket}/d/1`,
    `s3:DeleteObject arn:aws:s3:::${Bucket}/d/2`,
  ]);
  await expect(read("f")).rejects.toMatchObject({ name: "NoSuchKey" });
  await expect(client.send(new HeadObjectCommand({ Bucket, Key: "f" }))).rejects.toMatchObject({ name: "NotFound" });
  await expect(client.send(new GetObjectCommand({ Bucket: "no-such-bucket", Key: "f" }))).rejects.toMatchObject({
    name: "NoSuchBucket",
  });
});

test("If-None-Match: * never overwrites, not even in a race", async () => {
  const results = await Promise.allSettled(["a", "b", "c"].map((body) => put("once", body, { IfNoneMatch: "*" })));
  expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected", "rejected"]);
  await expect(put("once", "d", { IfNoneMatch: "*" })).rejects.toMatchObject({
    name: "PreconditionFailed",
    $metadata: { httpStatusCode: 412 },
  });
  const { ETag } = await client.send(new HeadObjectCommand({ Bucket, Key: "once" }));
  await expect(put("once", "e", { IfMatch: '"other"' })).rejects.toMatchObject({ name: "PreconditionFailed" });
  await put("once", "f", { IfMatch: ETag });
  expect(await read("once")).toBe("f");
  await expect(put("none", "g", { IfMatch: ETag })).rejects.toMatchObject({ name: "NoSuchKey" });
});

test("a signed link gives the file under its name until its time is over on the moved clock", async () => {
  await put("d/1.pdf", "pdf");
  const link = presign(
    "/convoke-documents/d/1.pdf",
    { "response-content-disposition": 'attachment; filename="Programme.pdf"' },
    300,
  );
  const there = await fetch(link);
  expect(await there.text()).toBe("pdf");
  expect(there.headers.get("content-disposition")).toBe('attachment; filename="Programme.pdf"');
  clock.set(clock.now() + 301_000);
  const gone = await fetch(link);
  expect(gone.status).toBe(403);
  expect(await gone.text()).toContain("Request has expired");
});

test("refuses what it would silently ignore", async () => {
  await expect(client.send(new GetObjectTaggingCommand({ Bucket, Key: "x" }))).rejects.toMatchObject({
    name: "NotImplemented",
  });
  await expect(put("x", "y", { Tagging: "a=b" })).rejects.toMatchObject({ name: "NotImplemented" });
  await expect(put("x", "y", { ObjectLockMode: "GOVERNANCE" })).rejects.toMatchObject({ name: "NotImplemented" });
});

describe("a bucket with a lock", () => {
  const locked = "convoke-exports";
  const put = (Key: string, Body: string) => client.send(new PutObjectCommand({ Bucket: locked, Key, Body }));
  const versions = async (more: object = {}) =>
    client.send(new ListObjectVersionsCommand({ Bucket: locked, Prefix: "d/", ...more }));

  test("keeps every version of an object, the newest first, on the moved clock", async () => {
    await put("d/1", "one");
    clock.set(clock.now() + 5_000);
    const { VersionId } = await put("d/1", "another");
    await put("d/0", "x");
    await put("e/1", "not asked for");
    const { Versions = [] } = await versions();
    expect(Versions.map(({ Key, IsLatest, Size }) => [Key, IsLatest, Size])).toEqual([
      ["d/0", true, 1],
      ["d/1", true, 7],
      ["d/1", false, 3],
    ]);
    expect(Versions[1]?.VersionId).toBe(VersionId);
    expect(Versions[2]?.LastModified?.toISOString()).toMatch(/^2026-03-01T09:00:0/);
    const old = new GetObjectCommand({ Bucket: locked, Key: "d/1", VersionId: Versions[2]?.VersionId });
    expect(await (await client.send(old)).Body?.transformToString()).toBe("one");
    expect(wire.needs.slice(-2).map(([need]) => `${need?.action} ${need?.resource}`)).toEqual([
      `s3:ListBucketVersions arn:aws:s3:::${locked}`,
      `s3:GetObjectVersion arn:aws:s3:::${locked}/d/1`,
    ]);
    const after = await versions({ KeyMarker: Versions[1]?.Key, VersionIdMarker: Versions[1]?.VersionId });
    expect(after.Versions).toHaveLength(1);
  });

  test("gives nothing away before its time, and hides nothing", async () => {
    const { VersionId } = await put("d/1", "one");
    const remove = (version: object) =>
      client.send(new DeleteObjectCommand({ Bucket: locked, Key: "d/1", ...version }));
    await expect(remove({ VersionId })).rejects.toMatchObject({ name: "AccessDenied" });
    expect(wire.needs.at(-1)?.[0]?.action).toBe("s3:DeleteObjectVersion");
    await expect(remove({})).rejects.toMatchObject({ name: "NotImplemented" });
    clock.set(clock.now() + 25 * 3_600_000);
    await expect(remove({ VersionId })).rejects.toMatchObject({ name: "NotImplemented" });
    expect((await versions()).Versions).toHaveLength(1);
  });

  test("takes nothing without a checksum, as S3", async () => {
    const bare = new S3Client({ ...wire.client, requestChecksumCalculation: "WHEN_REQUIRED" });
    const unchecked = bare.send(new PutObjectCommand({ Bucket: locked, Key: "d/1", Body: "x" }));
    await expect(unchecked).rejects.toMatchObject({ name: "InvalidRequest" });
    bare.destroy();
  });

  test("remembers its versions over a restart", async () => {
    await put("d/1", "one");
    await put("d/1", "two");
    const reopened = await openBuckets(store, clock, both);
    const again = await serve(reopened);
    const other = new S3Client(again.client);
    const found = await other.send(new ListObjectVersionsCommand({ Bucket: locked }));
    expect(found.Versions).toHaveLength(2);
    other.destroy();
    await again.close();
  });

  test("is the only kind that keeps versions here", async () => {
    const asked = client.send(new ListObjectVersionsCommand({ Bucket }));
    await expect(asked).rejects.toMatchObject({ name: "NotImplemented" });
  });
});

test("objects survive a restart", async () => {
  await put("kept", "kept", { ContentType: "text/plain", Metadata: { a: "b" } });
  await put("gone", "gone");
  await client.send(new DeleteObjectCommand({ Bucket, Key: "gone" }));
  const reopened = await serve(await openBuckets(store, clock, [{ name: Bucket }]));
  const again = new S3Client(reopened.client);
  const got = await again.send(new GetObjectCommand({ Bucket, Key: "kept" }));
  expect(await got.Body?.transformToString()).toBe("kept");
  expect(got).toMatchObject({ ContentType: "text/plain", Metadata: { a: "b" } });
  expect((await again.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(1);
  again.destroy();
  await reopened.close();
});

/** As the SDK's presigner writes it; this machine looks at scope and times, not at the signature. */
function presign(path: string, query: Record<string, string>, expiresIn: number): string {
  const date = clock.iso().replace(/[-:]|\.\d+/g, "");
  const scope = `somebody/${date.slice(0, 8)}/eu-west-1/s3/aws4_request`;
  const signed = {
    "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
    "X-Amz-Credential": scope,
    "X-Amz-Date": date,
    "X-Amz-Expires": String(expiresIn),
  };
  return `${wire.endpoint}${path}?${new URLSearchParams({ ...query, ...signed, "X-Amz-SignedHeaders": "host", "X-Amz-Signature": "0" })}`;
}
