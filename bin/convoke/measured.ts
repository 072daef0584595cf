import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod/mini";

/** What is billed by the piece. */
export const unitNames = [
  "mails",
  "writeUnits",
  "readUnits",
  "invocations",
  "gbSeconds",
  "queueRequests",
  "events",
  "schedules",
  "httpRequests",
  "storageWrites",
  "storageReads",
  "logMegabytes",
] as const;
export type UnitName = (typeof unitNames)[number];
export type Units = Record<UnitName, number>;

/** What was measured one by one: an invitation from its preparation to its delivery, an opening of a link, an answer with its mails, a reminder. */
export const acts = ["invitation", "opening", "answer", "reminder"] as const;
export type Act = (typeof acts)[number];
const amount = z.number().check(z.nonnegative());
const units = z.record(z.enum(unitNames), amount);
const file = z.object({
  measured: z.string(),
  command: z.string(),
  invitees: z.number(),
  acts: z.record(z.enum(acts), units),
});

/** What `npm run bench cost` counted last. */
export function measured(): z.infer<typeof file> {
  return file.parse(JSON.parse(readFileSync(join(import.meta.dirname, "measured.json"), "utf-8")));
}
