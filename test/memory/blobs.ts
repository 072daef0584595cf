import type { Blobs } from "#platform/blobs";

/** A bucket in memory. Keys are listed in order, a thousand at most; removing what is not there is no fault. */
export function memoryBlobs(): Blobs & { keys(): string[] } {
  const held = new Map<string, string>();
  return {
    keys: () => [...held.keys()].sort(),
    async put(key, text) {
      held.set(key, text);
    },
    get: async (key) => held.get(key),
    list: async (prefix) =>
      [...held.keys()]
        .filter((key) => key.startsWith(prefix))
        .sort()
        .slice(0, 1_000),
    async remove(key) {
      held.delete(key);
    },
  };
}
