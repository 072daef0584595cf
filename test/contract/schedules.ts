import { describe, expect, it } from "vitest";
import type { Schedules } from "#platform/schedules";

type Booked = { readonly name: string; readonly at: string; readonly input: unknown };

/** What any scheduler of ours does. `booked` tells what is booked, in any order. The instants lie far ahead on every clock. */
export function schedulesContract(
  name: string,
  fresh: () => Promise<{ schedules: Schedules; booked: () => Promise<readonly Booked[]> }>,
) {
  describe(`schedules: ${name}`, () => {
    const at = "2042-02-18T08:00:00Z";
    it("book a wake-up with its input", async () => {
      const { schedules, booked } = await fresh();
      const input = { moment: "step", revision: 1, text: "é اجتماع \u{1F54A}" };
      await schedules.book("som-8-answer-14-r1", at, input);
      expect(await booked()).toEqual([{ name: "som-8-answer-14-r1", at, input }]);
    });
    it("never change what is booked: a known name books nothing", async () => {
      const { schedules, booked } = await fresh();
      await schedules.book("one", at, { n: 1 });
      await schedules.book("one", "2042-02-19T08:00:00Z", { n: 2 });
      await schedules.book("one", at, { n: 1 });
      expect(await booked()).toEqual([{ name: "one", at, input: { n: 1 } }]);
    });
    it("tell names apart by every letter", async () => {
      const { schedules, booked } = await fresh();
      for (const one of ["one", "One", "one-", "one.", "one_"]) await schedules.book(one, at, {});
      expect((await booked()).map((schedule) => schedule.name).sort()).toEqual(["One", "one", "one-", "one.", "one_"]);
    });
    it("take a name of 64 characters", async () => {
      const { schedules, booked } = await fresh();
      await schedules.book("a".repeat(64), at, {});
      expect(await booked()).toHaveLength(1);
    });
    it.each(["a".repeat(65), "a#b", "a b", "é", ""])("refuse the name %j", async (bad) => {
      const { schedules, booked } = await fresh();
      await expect(schedules.book(bad, at, {})).rejects.toThrow();
      expect(await booked()).toEqual([]);
    });
    it.each(["2042-02-30T08:00:00Z", "2042-13-01T08:00:00Z", "2042-02-18T25:00:00Z", "tomorrow"])(
      "refuse the instant %j",
      async (bad) => {
        const { schedules, booked } = await fresh();
        await expect(schedules.book("one", bad, {})).rejects.toThrow();
        expect(await booked()).toEqual([]);
      },
    );
  });
}
