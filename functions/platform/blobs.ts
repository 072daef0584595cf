import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { environment } from "#platform/environment";

export interface Blobs {
  put(key: string, text: string, contentType: string): Promise<void>;
  /** Undefined where there is no such object. */
  get(key: string): Promise<string | undefined>;
  /** The keys under a prefix, a thousand at most. */
  list(prefix: string): Promise<string[]>;
  remove(key: string): Promise<void>;
}

export function documentsBucket(): Blobs {
  const client = new S3Client({});
  return {
    async put(key, text, contentType) {
      await client.send(
        new PutObjectCommand({
          Bucket: environment("DOCUMENTS_BUCKET"),
          Key: key,
          Body: text,
          ContentType: contentType,
        }),
      );
    },
    async get(key) {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: environment("DOCUMENTS_BUCKET"), Key: key }));
        return await Body?.transformToString("utf-8");
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        throw error;
      }
    },
    async list(prefix) {
      const { Contents } = await client.send(
        new ListObjectsV2Command({ Bucket: environment("DOCUMENTS_BUCKET"), Prefix: prefix }),
      );
      return (Contents ?? []).flatMap(({ Key }) => (Key === undefined ? [] : [Key]));
    },
    async remove(key) {
      await client.send(new DeleteObjectCommand({ Bucket: environment("DOCUMENTS_BUCKET"), Key: key }));
    },
  };
}
