import { describe, expect, it } from "vitest";
import type { Schedules } from "#platform/schedules";

type Booked = { readonly name: string; readonly at: string; readonly input: unknown };

/** What any scheduler of ours does. `booked` tells what is booked, in any order. */
export function schedulesContract(
  name: string,
  fresh: () => Promise<{ schedules: Schedules; booked: () => Promise<readonly Booked[]> }>,
) {
  describe(`schedules: ${name}`, () => {
    const at = "2022-02-18T08:00:00Z";
    it("book a wake-up with its input", async () => {
      const { schedules, booked } = await fresh();
      await schedules.book("som-8-answer-14-r1", at, { moment: "step", revision: 1 });
      expect(await booked()).toEqual([{ name: "som-8-answer-14-r1", at, input: { moment: "step", revision: 1 } }]);
    });
    it("never change what is booked: a known name books nothing", async () => {
      const { schedules, booked } = await fresh();
      await schedules.book("one", at, { n: 1 });
      await schedules.book("one", "2022-02-19T08:00:00Z", { n: 2 });
      expect(await booked()).toEqual([{ name: "one", at, input: { n: 1 } }]);
    });
    it("refuse a name of more than 64 characters, or of others than letters, digits, dot, hyphen and underscore", async () => {
      const { schedules } = await fresh();
      await expect(schedules.book("a".repeat(65), at, {})).rejects.toThrow();
      await expect(schedules.book("a#b", at, {})).rejects.toThrow();
    });
  });
}
