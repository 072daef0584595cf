import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Temporal } from "temporal-polyfill";
import * as z from "zod/mini";
import { Unreachable } from "#bin/convoke/client";
import { readDetail } from "#bin/convoke/shared";

/** Weeks from today to the sample's first session, at least. */
export const AHEAD = 8;
const SAMPLE = join(import.meta.dirname, "../../events/commands/convene-meeting.v1.sample.json");
/** What of the sample is one's own: the ids, and titles in every language that a stage may offer. */
const OWN: readonly (readonly [string, string, { en: string; fr: string; ar: string }])[] = [
  [
    "sc-2022-03",
    "my-committee",
    { en: "Steering Committee Meeting", fr: "Réunion du Comité de pilotage", ar: "اجتماع اللجنة التوجيهية" },
  ],
  [
    "som-8",
    "my-senior-officials",
    { en: "Senior Officials’ Meeting", fr: "Réunion des hauts fonctionnaires", ar: "اجتماع كبار المسؤولين" },
  ],
];
const sample = z.looseObject({ parts: z.array(z.looseObject({ id: z.string() })) });
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
  const moved = sample.parse(
    JSON.parse(text.replace(DAY, (_match, day: string) => `"${Temporal.PlainDate.from(day).add({ weeks })}`)),
  );
  const parts = moved.parts.map((part) => {
    const [, id = part.id, title = part["title"]] = OWN.find(([old]) => old === part.id) ?? [];
    return { ...part, id, title };
  });
  return { ...moved, convocationId: "my-meeting", title: OWN.at(-1)?.[2], parts };
}

export const writeSample = (path: string, today: string): void => newFile(path, meetingSample(today));

/** Writes a meeting into a file that is not there yet. Throws a sentence where it cannot be written. */
export function newFile(path: string, meeting: object): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${JSON.stringify(meeting, null, 2)}\n`, { flag: "wx" });
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
