import { describe, expect, it } from "vitest";
import type { LockedBlobs } from "#platform/locked-blobs";
import { inParallel } from "#platform/parallel";

/** What any locked bucket of ours does. Nothing is ever cleared: each test has a folder of its own. */
export function lockedBlobsContract(name: string, open: () => LockedBlobs) {
  describe(`locked blobs: ${name}`, () => {
    it("list what was put under a prefix, by key, with its size and a digest that tells another content", async () => {
      const blobs = open();
      for (const key of ["list/b", "list/a", "other/c"]) await blobs.put(key, "é", "text/plain");
      await blobs.put("list/c", "another", "text/plain");
      const found = await blobs.list("list/");
      expect(found.map(({ key, size }) => [key, size])).toEqual([
        ["list/a", 2],
        ["list/b", 2],
        ["list/c", 7],
      ]);
      expect(found[0]?.etag).toBe(found[1]?.etag);
      expect(found[2]?.etag).not.toBe(found[0]?.etag);
      expect(await blobs.list("nothing/")).toEqual([]);
    });
    it("take the same name again, and list it once, as it is now", async () => {
      const blobs = open();
      for (const text of ["one", "another"]) await blobs.put("again/a", text, "text/plain");
      expect(await blobs.list("again/")).toMatchObject([{ key: "again/a", size: 7 }]);
    });
    it("list more than a thousand", { timeout: 60_000 }, async () => {
      const blobs = open();
      const keys = Array.from({ length: 1_001 }, (_, index) => `many/${index}`);
      await inParallel(keys, 50, async (key) => blobs.put(key, "x", "text/plain"));
      expect(await blobs.list("many/")).toHaveLength(1_001);
    });
  });
}
