import { dayAfter, plusSeconds } from "#domain/instant";
import { canonical } from "#platform/canonical";
import type { Clock } from "#platform/clock";
import type { LockedBlobs } from "#platform/locked-blobs";
import { EXPORTED } from "./from-ledger-changes.ts";

/** One object a day: the list of what was exported on it. */
export const SEALS = "days/";
const LOOKED_BACK = 7;
/** Seconds after midnight until which an export of the day before may still be under way. */
const STILL_UNDER_WAY = 3_600;

/**
 * The daily export: each day that has ended gets a list of its exports, with their digests. What is put into its folder
 * afterwards is then no export of that day, and what is taken out of it is missed. Days that an outage left without one follow.
 */
export async function sealDays({ exports, clock }: { exports: LockedBlobs; clock: Clock }): Promise<void> {
  const last = dayAfter(plusSeconds(clock.now(), -STILL_UNDER_WAY).slice(0, 10), -1);
  const sealed = new Set((await exports.list(SEALS)).map(({ key }) => key));
  for (let back = 0; back < LOOKED_BACK; back++) {
    const day = dayAfter(last, -back);
    const key = `${SEALS}${day}.json`;
    if (sealed.has(key)) continue;
    const objects = await exports.list(`${EXPORTED}${day}/`);
    if (objects.length === 0 && day !== last) continue;
    await exports.put(key, `${canonical({ day, objects })}\n`, "application/json");
  }
}
