import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Temporal } from "temporal-polyfill";
import { afterAll, describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { meetingSample } from "#bin/convoke/meeting-sample";
import { conveneMeeting } from "#events/commands/convene-meeting.v1";
import { convoke } from "#test/bin/door";

const folder = mkdtempSync(join(tmpdir(), "convoke-sample-"));
afterAll(() => rmSync(folder, { recursive: true }));
const shape = z.looseObject({
  answersBy: z.string(),
  namesBy: z.string(),
  parts: z.array(z.looseObject({ sessions: z.array(z.looseObject({ day: z.string() })) })),
});

describe("meeting sample", () => {
  it.each(["2021-12-01", "2026-11-24", "2028-02-29", "2030-12-31"])(
    "on %s is a meeting eight to nine weeks ahead, on the same weekdays, that the contract takes",
    (today) => {
      const sample = meetingSample(today);
      expect(conveneMeeting.schema.safeParse({ commandId: "sample-1", ...sample }).error).toBeUndefined();
      const { answersBy, namesBy, parts } = shape.parse(sample);
      const days = parts.flatMap(({ sessions }) => sessions.map(({ day }) => Temporal.PlainDate.from(day)));
      expect(days.map(({ dayOfWeek }) => dayOfWeek)).toEqual([2, 2, 3]);
      const ahead = days.map((day) => Temporal.PlainDate.from(today).until(day).total("days"));
      expect(Math.min(...ahead)).toBeGreaterThanOrEqual(56);
      expect(Math.max(...ahead)).toBeLessThan(64);
      expect(answersBy > today && answersBy < namesBy && namesBy < String(days[0])).toBe(true);
    },
  );

  it("is written into a new file and says what comes next; a file that is there is left as it is", async () => {
    const path = join(folder, "new", "meeting.json");
    const { code, out } = await convoke("meeting", "sample", path);
    expect([code, out]).toEqual([0, expect.stringContaining(`convoke convene ${path}`)]);
    const before = readFileSync(path, "utf-8");
    const again = await convoke("meeting", "sample", path);
    expect(again).toMatchObject({ code: 1, err: expect.stringContaining("is there already") });
    expect(readFileSync(path, "utf-8")).toBe(before);
    const nowhere = await convoke("meeting", "sample", join(path, "inside.json"));
    expect(nowhere).toMatchObject({ code: 1, err: expect.stringContaining("cannot be written") });
    expect(existsSync(join(path, "inside.json"))).toBe(false);
  });
});
