import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Temporal } from "temporal-polyfill";
import { Unreachable } from "#bin/convoke/client";
import { readDetail } from "#bin/convoke/shared";

/** Weeks from today to the sample's first session, at least. */
const AHEAD = 8;
const SAMPLE = join(import.meta.dirname, "../../events/commands/convene-meeting.v1.sample.json");
const DAY = /"(\d{4}-\d{2}-\d{2})(?=["T])/g;

/** A whole meeting to fill in, eight to nine weeks from `today` on the weekdays of the sample that stands beside the contract. */
export function meetingSample(today: string): object {
  const { commandId: _, ...detail } = readDetail(SAMPLE);
  const text = JSON.stringify(detail);
  const days = [...text.matchAll(/"day":"([\d-]+)"/g)].map(([, day = ""]) => Temporal.PlainDate.from(day));
  const [first] = days.sort(Temporal.PlainDate.compare);
  if (!first) throw new Error("The sample of convene-meeting.v1 has no session.");
  const earliest = Temporal.PlainDate.from(today).add({ weeks: AHEAD });
  const weeks = Math.ceil(first.until(earliest).total("days") / 7);
  return JSON.parse(text.replace(DAY, (_match, day: string) => `"${Temporal.PlainDate.from(day).add({ weeks })}`));
}

/** Writes it into a file that is not there yet. Throws a sentence where it cannot be written. */
export function writeSample(path: string, today: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${JSON.stringify(meetingSample(today), null, 2)}\n`, { flag: "wx" });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    throw new Unreachable(
      code === "EEXIST" && existsSync(path)
        ? `${path} is there already, and nothing was written over it. Name another file.`
        : `${path} cannot be written. Name a file in a folder of your own.`,
      { cause: error },
    );
  }
}
