import fc from "fast-check";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { personNumber } from "#domain/person-number";
import { onMailBatchOpened } from "#functions/mail/on-mail-batch-opened";
import { pump } from "#functions/mail/pump";
import { DID, office } from "#test/functions/mail/bulk-office";

beforeEach(() => vi.stubEnv("MAIL_RATE_SHARE", "1"));
afterAll(() => vi.unstubAllEnvs());

describe("with no open batch", () => {
  it("hands out nothing and books nothing, whoever runs it", async () => {
    const world = office();
    await pump(world);
    await onMailBatchOpened(world)();
    expect([world.handedOut(), world.schedules.booked(), world.tables.rows()]).toEqual([[], [], []]);
  });
});

describe("a batch smaller than a minute's pace", () => {
  it("is handed out at once, each mail with its second, in order; nothing is booked, its line is gone", async () => {
    const world = office({ quota: { perSecond: 10 } });
    await world.open("r-som", "0000", 40);
    await onMailBatchOpened(world)();
    const out = world.handedOut();
    expect(out).toHaveLength(40);
    expect(out.map(({ second }) => second)).toEqual(out.map((_, index) => Math.round(index / 9.3)));
    expect([world.schedules.booked(), world.openPages()]).toEqual([[], []]);
  });
});

describe("a batch larger than a minute's pace", () => {
  it("reaches to the next minute and fifteen seconds past it, and books that minute", async () => {
    const world = office({ quota: { perSecond: 10 } });
    for (let page = 0; page < 20; page++) await world.open("r-som", `000${page}`.slice(-4), 90);
    await pump(world);
    const out = world.handedOut();
    expect(out).toHaveLength(Math.floor(75 * 9.3));
    expect(out.at(-1)?.second).toBeLessThanOrEqual(75);
    expect(world.schedules.booked()).toMatchObject([{ at: "2022-02-01T08:01:00Z", input: { moment: "minute" } }]);
  });
  it("moves its cursor, within a page too, and goes on from there", async () => {
    const world = office({ quota: { perSecond: 1 } });
    await world.open("r-som", "0000", 90);
    await pump(world);
    expect(world.openPages()).toMatchObject([{ handed: 69, next: `M#${DID}${personNumber(68)}` }]);
    const first = world.handedOut();
    world.clock.set("2022-02-01T08:01:00Z");
    await pump(world);
    const second = world.handedOut();
    expect(new Set([...first, ...second].map(({ mailId }) => mailId)).size).toBe(90);
    expect(world.openPages()).toEqual([]);
  });
  it("leaves every mail once, at no second more than the pace, within a tenth of the shortest time", async () => {
    const world = office({ quota: { perSecond: 10, perDay: 1_000_000 } });
    for (let page = 0; page < 30; page++) await world.open("r-som", String(page).padStart(4, "0"), 90);
    await pump(world);
    const out = await world.runDry();
    expect(new Set(out.map(({ mailId }) => mailId)).size).toBe(2_700);
    expect(out).toHaveLength(2_700);
    const seconds = Map.groupBy(out, ({ second }) => Math.floor(second));
    expect(Math.max(...[...seconds.values()].map((mails) => mails.length))).toBeLessThanOrEqual(10);
    expect(Math.max(...out.map(({ second }) => second))).toBeLessThanOrEqual((2_700 / 10) * 1.1);
    expect(world.schedules.booked()).toEqual([]);
  });
  it("takes the older batch first", async () => {
    const world = office({ quota: { perSecond: 1 } });
    await world.open("r-b", "0000", 50, "2022-02-01T07:00:00Z");
    await world.open("r-a", "0000", 50, "2022-02-01T07:30:00Z");
    await pump(world);
    const out = world.handedOut().map(({ mailId }) => mailId.slice(0, 5));
    expect(out).toEqual([...Array(50).fill("B-r-b"), ...Array(19).fill("B-r-a")]);
  });
});

describe("the share of the rate", () => {
  it("that the stage has is what it takes of the account's", async () => {
    vi.stubEnv("MAIL_RATE_SHARE", "0.5");
    const world = office({ quota: { perSecond: 10 } });
    for (const page of ["0000", "0001", "0002", "0003"]) await world.open("r-som", page, 90);
    await pump(world);
    expect(world.handedOut()).toHaveLength(Math.floor(75 * 4.65));
  });
});

describe("any batches at any rate", () => {
  it("leave every mail exactly once, and come to an end", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 20 }),
        async (sizes, perSecond) => {
          const world = office({ quota: { perSecond } });
          for (const [page, mails] of sizes.entries()) await world.open("r-som", `000${page}`, mails);
          await pump(world);
          const out = await world.runDry();
          const ids = out.map(({ mailId }) => mailId);
          expect(ids.length).toBe(sizes.reduce((sum, mails) => sum + mails, 0));
          expect(new Set(ids).size).toBe(ids.length);
        },
      ),
      { numRuns: 20 },
    );
    expect.hasAssertions();
  });
});
