import { digest } from "#platform/ids";
import type { LockedBlobs } from "#platform/locked-blobs";

/** A locked bucket in memory, every version kept. `broken`: it takes nothing. */
export function memoryLockedBlobs({ broken = () => false }: { broken?: () => boolean } = {}) {
  const put: { key: string; text: string }[] = [];
  const blobs: LockedBlobs & { versions(): readonly { key: string; text: string }[] } = {
    async put(key, text) {
      if (broken()) throw new Error("The bucket cannot be reached.");
      put.push({ key, text });
    },
    list: async (prefix) =>
      [...new Map(put.map((one) => [one.key, one.text]))]
        .filter(([key]) => key.startsWith(prefix))
        .sort()
        .map(([key, text]) => ({ key, etag: `"${digest(text)}"`, size: Buffer.byteLength(text) })),
    versions: () => put,
  };
  return blobs;
}
