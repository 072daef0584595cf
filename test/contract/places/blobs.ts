import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  ListObjectsV2Command,
  S3Client,
} from "@aws-sdk/client-s3";
import { openBuckets } from "#lib/local/engines/buckets";
import { behindGateway } from "./local.ts";
import { clientOptions, endpointName, identity, type Place, randomPrefix } from "./place.ts";

export interface BlobPlace extends Place {
  /** Leaves the bucket empty. */
  clear(): Promise<void>;
}

async function cleared(client: S3Client, Bucket: string): Promise<void> {
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket }));
  for (const { Key } of Contents) await client.send(new DeleteObjectCommand({ Bucket, Key }));
}

export async function localBlobs(): Promise<BlobPlace> {
  const bucket = "contract";
  const place = await behindGateway(["S3"], async ({ store, clock }) => [
    await openBuckets(store, clock, [{ name: bucket }]),
  ]);
  const client = new S3Client(clientOptions(place.endpoint));
  return {
    variables: { ...place.variables, DOCUMENTS_BUCKET: bucket },
    clear: () => cleared(client, bucket),
    async close() {
      await place.close();
      client.destroy();
    },
  };
}

export async function givenBlobs(endpoint: string): Promise<BlobPlace> {
  const bucket = randomPrefix();
  const client = new S3Client({ ...clientOptions(endpoint), forcePathStyle: true });
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  return {
    variables: { ...identity(), [endpointName("S3")]: endpoint, DOCUMENTS_BUCKET: bucket },
    clear: () => cleared(client, bucket),
    async close() {
      await cleared(client, bucket);
      await client.send(new DeleteBucketCommand({ Bucket: bucket }));
      client.destroy();
    },
  };
}
