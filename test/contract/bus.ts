import { describe, expect, it } from "vitest";
import type { Bus, BusEntry } from "#platform/bus";

type Published = { readonly source: string; readonly type: string; readonly detail: unknown };

const sorted = (entries: readonly Published[]) =>
  entries.map(({ source, type, detail }) => JSON.stringify([source, type, detail])).sort();

/** What any bus of ours does. `events` tells what was taken, in any order; it waits for `count` where the engine takes its time. */
export function busContract(
  name: string,
  fresh: () => Promise<{ bus: Bus; events: (count?: number) => Promise<readonly Published[]> }>,
) {
  const entry = (detail: unknown): BusEntry => ({ source: "convoke", type: "meeting.ended.v1", detail });

  describe(`bus: ${name}`, () => {
    it("takes more than ten entries a call, each once, with its source, type and detail", async () => {
      const { bus, events } = await fresh();
      const entries = Array.from({ length: 23 }, (_, n) => entry({ n }));
      expect(await bus.publish(entries)).toEqual([]);
      expect(sorted(await events(23))).toEqual(sorted(entries));
    });
    it("takes nothing where nothing is published", async () => {
      const { bus, events } = await fresh();
      expect(await bus.publish([])).toEqual([]);
      expect(await events()).toEqual([]);
    });
    it("does not take an entry of more than a megabyte", async () => {
      const { bus, events } = await fresh();
      await bus.publish([entry({ text: "x".repeat(1_100_000) })]).catch(() => undefined);
      expect(await events()).toEqual([]);
    });
    it("takes entries that are too many for one call", async () => {
      const { bus, events } = await fresh();
      const entries = Array.from({ length: 6 }, (_, n) => entry({ n, text: "é".repeat(50_000) }));
      expect(await bus.publish(entries)).toEqual([]);
      expect(sorted(await events(6))).toEqual(sorted(entries));
    });
    it("hands a detail on as it is, whatever letters it holds", async () => {
      const { bus, events } = await fresh();
      const detail = { text: "é اجتماع \u{1F54A} \n", n: 0.1, list: [null, true, {}], "": "" };
      await bus.publish([entry(detail)]);
      expect((await events(1)).map((one) => one.detail)).toEqual([detail]);
    });
    it.each([
      ["no source", { source: "", type: "x", detail: {} }],
      ["no type", { source: "convoke", type: "", detail: {} }],
      ["a detail that is no object", { source: "convoke", type: "x", detail: [1] }],
      ["a text for a detail", { source: "convoke", type: "x", detail: "x" }],
      ["a source of Amazon's", { source: "aws.ses", type: "x", detail: {} }],
      ["a type longer than 128 letters", { source: "convoke", type: "x".repeat(129), detail: {} }],
    ])("says by index which entry it did not take: %s", async (_, bad) => {
      const { bus, events } = await fresh();
      const good = [entry({ n: 1 }), entry({ n: 2 })] as const;
      expect(await bus.publish([good[0], bad, good[1]])).toEqual([1]);
      expect(sorted(await events(2))).toEqual(sorted(good));
    });
  });
}
