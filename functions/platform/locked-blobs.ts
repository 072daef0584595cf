import { ListObjectsV2Command, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { environment } from "#platform/environment";

export interface LockedObject {
  readonly key: string;
  /** The digest that S3 keeps of the content, as it writes it. */
  readonly etag: string;
  /** Bytes. */
  readonly size: number;
}

/** The locked bucket: what is put there stays in every version until its time is over. Nothing here takes anything away. */
export interface LockedBlobs {
  put(key: string, text: string, contentType: string): Promise<void>;
  /** Everything under a prefix, by key; of each the newest version. */
  list(prefix: string): Promise<LockedObject[]>;
}

/** S3 asks for a checksum with everything that it locks: the client's own CRC32 is one. */
export function exportsBucket(): LockedBlobs {
  const client = new S3Client({ requestChecksumCalculation: "WHEN_SUPPORTED" });
  return {
    async put(Key, Body, ContentType) {
      await client.send(new PutObjectCommand({ Bucket: environment("EXPORTS_BUCKET"), Key, Body, ContentType }));
    },
    async list(Prefix) {
      const found: LockedObject[] = [];
      let from: string | undefined;
      do {
        const page = await client.send(
          new ListObjectsV2Command({ Bucket: environment("EXPORTS_BUCKET"), Prefix, ContinuationToken: from }),
        );
        for (const { Key: key = "", ETag: etag = "", Size: size = 0 } of page.Contents ?? [])
          found.push({ key, etag, size });
        from = page.NextContinuationToken;
      } while (from !== undefined);
      return found;
    },
  };
}
