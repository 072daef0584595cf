import { describe, expect, it } from "vitest";
import { inTens } from "#platform/in-tens";

const numbers = Array.from({ length: 23 }, (_, index) => index);

describe("what is handed over ten a call", () => {
  it("is handed over again where a call left it out, and only that", async () => {
    const calls: number[][] = [];
    const left = await inTens(numbers, async (batch) => {
      calls.push([...batch]);
      return calls.length === 2 ? [0, 9] : [];
    });
    expect(left).toEqual([]);
    expect(calls.map((batch) => batch.length)).toEqual([10, 10, 3, 2]);
    expect(calls[3]).toEqual([10, 19]);
  });
  it("is named where it is left out for good", async () => {
    const left = await inTens(numbers, async (batch) => batch.flatMap((one, place) => (one % 11 === 5 ? [place] : [])));
    expect(left).toEqual([5, 16]);
  });
});
