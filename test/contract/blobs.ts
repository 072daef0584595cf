import { describe, expect, it } from "vitest";
import type { Blobs } from "#platform/blobs";
import type { Files } from "#platform/files";

/** What is put is there, however it is asked for. */
export function filesContract(name: string, fresh: () => Promise<Files>) {
  describe(`files: ${name}`, () => {
    it("keep a text as it is, whatever letters it holds, and the last one put", async () => {
      const blobs = await fresh();
      await blobs.put("documents/a", "one", "text/plain");
      await blobs.put("documents/a", "Réunion — اجتماع 🕊\n", "text/plain; charset=utf-8");
      expect(await blobs.get("documents/a")).toBe("Réunion — اجتماع 🕊\n");
    });
    it("have nothing where nothing was put", async () => {
      expect(await (await fresh()).get("documents/none")).toBeUndefined();
    });
    it("keep five million characters", async () => {
      const blobs = await fresh();
      await blobs.put("imports/large", "é".repeat(5_000_000), "text/plain; charset=utf-8");
      expect((await blobs.get("imports/large"))?.length).toBe(5_000_000);
    });
  });
}

/** What any bucket of ours does. */
export function blobsContract(name: string, fresh: () => Promise<Blobs>) {
  filesContract(name, fresh);
  describe(`blobs: ${name}`, () => {
    it("list the keys under a prefix, in order, and no others", async () => {
      const blobs = await fresh();
      for (const key of ["p/b", "p/a", "q/c"]) await blobs.put(key, "x", "text/plain");
      expect([await blobs.list("p/"), await blobs.list("r/")]).toEqual([["p/a", "p/b"], []]);
    });
    it("remove, and removing what is not there is no fault", async () => {
      const blobs = await fresh();
      await blobs.put("p/a", "x", "text/plain");
      await blobs.remove("p/a");
      await blobs.remove("p/a");
      expect(await blobs.get("p/a")).toBeUndefined();
    });
  });
}
