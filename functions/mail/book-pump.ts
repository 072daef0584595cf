import { fromMilliseconds } from "#domain/instant";
import type { Schedules } from "#platform/schedules";

const TEN_MINUTES = 600_000;

/** Books the pump for an instant; the same instant booked twice is one run. */
export async function bookPump(schedules: Schedules, milliseconds: number): Promise<void> {
  const at = fromMilliseconds(milliseconds);
  await schedules.book(`pump-${at.replaceAll(/[-:]/g, "").slice(0, 15)}`, at, { moment: "minute" });
}

/** Books the pump's next look while nothing can be sent: one run in ten minutes, however many ask. */
export async function bookNextLook(schedules: Schedules, now: number): Promise<void> {
  await bookPump(schedules, (Math.floor(now / TEN_MINUTES) + 1) * TEN_MINUTES);
}
