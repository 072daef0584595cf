import { describe, expect, it } from "vitest";
import type { Bus } from "#platform/bus";

type Published = { readonly source: string; readonly type: string; readonly detail: unknown };

/** What any bus of ours does. `events` tells what was taken, in any order. */
export function busContract(
  name: string,
  fresh: () => Promise<{ bus: Bus; events: () => Promise<readonly Published[]> }>,
) {
  describe(`bus: ${name}`, () => {
    it("takes more than ten entries a call, each once, with its source, type and detail", async () => {
      const { bus, events } = await fresh();
      const entries = Array.from({ length: 23 }, (_, n) => ({
        source: "convoke",
        type: "meeting.ended.v1",
        detail: { n },
      }));
      expect(await bus.publish(entries)).toEqual([]);
      const taken = [...(await events())].sort((a, b) => (a.detail as { n: number }).n - (b.detail as { n: number }).n);
      expect(taken).toEqual(entries);
    });
    it("takes nothing where nothing is published", async () => {
      const { bus, events } = await fresh();
      expect(await bus.publish([])).toEqual([]);
      expect(await events()).toEqual([]);
    });
    it("does not take an entry of more than 256 KB", async () => {
      const { bus, events } = await fresh();
      await bus
        .publish([{ source: "convoke", type: "x", detail: { text: "x".repeat(300_000) } }])
        .catch(() => undefined);
      expect(await events()).toEqual([]);
    });
  });
}
