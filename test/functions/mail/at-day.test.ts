import { afterAll, beforeEach, expect, it, vi } from "vitest";
import { atDay } from "#functions/mail/at-day";
import { pump } from "#functions/mail/pump";
import { office } from "#test/functions/mail/bulk-office";

beforeEach(() => vi.stubEnv("MAIL_RATE_SHARE", "1"));
afterAll(() => vi.unstubAllEnvs());

it("a page whose booked minute got lost leaves with the daily sweep, each mail once", async () => {
  const world = office({ quota: { perSecond: 1 } });
  await world.open("r-som", "0000", 90);
  await pump(world);
  const first = world.handedOut();
  world.schedules.fire("2022-02-01T08:01:00Z");
  world.clock.set("2022-02-02T08:00:00Z");
  expect([world.schedules.booked(), world.openPages().length]).toEqual([[], 1]);
  await atDay(world)();
  const rest = world.handedOut();
  await atDay(world)();
  expect(world.handedOut()).toEqual([]);
  expect(new Set([...first, ...rest].map(({ mailId }) => mailId)).size).toBe(90);
  expect(first.length + rest.length).toBe(90);
  expect(world.openPages()).toEqual([]);
});
