import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, ListObjectVersionsCommand, S3Client } from "@aws-sdk/client-s3";
import { BatchGetCommand, DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { Unreachable } from "#bin/convoke/client";
import { credentialTrouble } from "#bin/convoke/credentials";
import type { ExportSource, RowKey, Version } from "#bin/convoke/exports";
import { pause } from "#platform/timers";

export interface ExportPlace {
  readonly region: string;
  readonly table: string;
  readonly bucket: string;
  readonly endpoint?: string;
  readonly as?: string;
}

const row = z.looseObject({ pk: z.string(), sk: z.string() });

/** The ledger and its locked bucket, read with the credentials of this shell: by nothing that the stage itself runs. */
export function exportSource({ region, table, bucket, endpoint, as = "staff" }: ExportPlace): ExportSource {
  const options = {
    region,
    maxAttempts: 5,
    ...(endpoint !== undefined && { endpoint, credentials: { accessKeyId: as, secretAccessKey: "local" } }),
  };
  const s3 = new S3Client({ ...options, ...(endpoint !== undefined && { forcePathStyle: true }) });
  const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient(options));
  return {
    versions: async () => asked(region, async () => allVersions(s3, bucket)),
    read: async ({ key, version }) =>
      asked(region, async () => {
        const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: version }));
        return (await Body?.transformToString("utf-8")) ?? "";
      }),
    rows: async (keys) =>
      asked(region, async () => {
        const found: z.infer<typeof row>[] = [];
        let open: readonly RowKey[] = keys;
        for (let attempt = 0; open.length > 0; attempt++) {
          if (attempt > 0) await pause(attempt);
          const { Responses = {}, UnprocessedKeys = {} } = await dynamo.send(
            new BatchGetCommand({ RequestItems: { [table]: { Keys: [...open], ConsistentRead: true } } }),
          );
          found.push(...(Responses[table] ?? []).map((one) => row.parse(one)));
          open = (UnprocessedKeys[table]?.Keys ?? []).map((one) => row.parse(one));
        }
        return found;
      }),
  };
}

async function allVersions(s3: S3Client, Bucket: string): Promise<Version[]> {
  const found: Version[] = [];
  let from: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } = {};
  for (;;) {
    const page = await s3.send(new ListObjectVersionsCommand({ Bucket, ...from }));
    const { Versions = [], DeleteMarkers = [] } = page;
    for (const [list, hides] of [
      [Versions, false],
      [DeleteMarkers, true],
    ] as const)
      for (const one of list)
        found.push({
          key: one.Key ?? "",
          version: one.VersionId ?? "",
          etag: "ETag" in one ? (one.ETag ?? "") : "",
          at: one.LastModified?.toISOString() ?? "",
          hides,
        });
    if (page.IsTruncated !== true) return found;
    from = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
  }
}

async function asked<T>(region: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const name = error instanceof Error ? error.name : "";
    const message = error instanceof Error ? error.message : String(error);
    const trouble =
      credentialTrouble(error) ??
      (/AccessDenied|Unauthorized|Forbidden/.test(name)
        ? `Your AWS credentials may not read the ledger and its exports (${message}). RUNBOOK.md lists what it takes; ask ops for it.`
        : `The ledger and its exports in ${region} could not be read (${message || name}).`);
    throw new Unreachable(trouble, { cause: error });
  }
}
