import { describe, expect, it } from "vitest";
import { inBatches } from "#platform/batches";

const numbers = Array.from({ length: 23 }, (_, index) => index);
const light = { weigh: () => 1, heaviest: 100 };

describe("what is handed over in batches", () => {
  it("is handed over again where a call left it out, and only that", async () => {
    const calls: number[][] = [];
    const left = await inBatches(numbers, light, async (batch) => {
      calls.push(batch);
      return calls.length === 2 ? [0, 9] : [];
    });
    expect(left).toEqual([]);
    expect(calls.map((batch) => batch.length)).toEqual([10, 10, 3, 2]);
    expect(calls[3]).toEqual([10, 19]);
  });
  it("is named where it is left out for good", async () => {
    const left = await inBatches(numbers, light, async (batch) =>
      batch.flatMap((one, place) => (one % 11 === 5 ? [place] : [])),
    );
    expect(left).toEqual([5, 16]);
  });
  it("weighs no more together than a call may; what is too heavy alone goes alone", async () => {
    const calls: number[][] = [];
    await inBatches([4, 4, 4, 20, 1, 1], { weigh: (one) => one, heaviest: 10 }, async (batch) => {
      calls.push(batch);
      return [];
    });
    expect(calls).toEqual([[4, 4], [4], [20], [1, 1]]);
  });
});
