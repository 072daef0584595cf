import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { pump } from "#functions/mail/pump";
import { office } from "#test/functions/mail/bulk-office";
import { memoryQueues } from "#test/memory/queues";

beforeEach(() => vi.stubEnv("MAIL_RATE_SHARE", "1"));
afterAll(() => vi.unstubAllEnvs());

describe("the day's quota", () => {
  it.each([
    ["exhausted", { perDay: 200, sentLastDay: 190 }],
    ["exceeded", { perDay: 200, sentLastDay: 500 }],
    ["of a paused account", { enabled: false }],
  ])("%s hands out nothing, and looks again in ten minutes", async (_, quota) => {
    const world = office({ quota });
    await world.open("r-som", "0000", 20);
    await pump(world);
    expect(world.handedOut()).toEqual([]);
    expect(world.schedules.booked()).toMatchObject([{ at: "2022-02-01T08:10:00Z" }]);
    expect(world.openPages()).toMatchObject([{ handed: 0 }]);
  });
  it("that is nearly exhausted hands out what is left of its 95 %", async () => {
    const world = office({ quota: { perDay: 200, sentLastDay: 185 } });
    await world.open("r-som", "0000", 20);
    await pump(world);
    expect(world.handedOut()).toHaveLength(5);
    expect(world.openPages()).toMatchObject([{ handed: 5 }]);
    expect(world.schedules.booked()).toHaveLength(1);
  });
  it("that comes back is used, though several days passed", async () => {
    const quota = { perDay: 200, sentLastDay: 200 };
    const world = office({ quota });
    await world.open("r-som", "0000", 20);
    await pump(world);
    world.schedules.fire("2022-02-01T08:10:00Z");
    world.clock.set("2022-02-04T12:00:00Z");
    quota.sentLastDay = 0;
    await pump(world);
    expect(world.handedOut()).toHaveLength(20);
  });
});

describe("two pumps", () => {
  it("one after the other in the same minute share its pace", async () => {
    const world = office({ quota: { perSecond: 10 } });
    for (let page = 0; page < 20; page++) await world.open("r-som", String(page).padStart(4, "0"), 90);
    await pump(world);
    const first = world.handedOut();
    await pump(world);
    expect(world.handedOut().length).toBeLessThanOrEqual(1);
    expect(first).toHaveLength(697);
    expect(world.schedules.booked()).toHaveLength(1);
  });
  it("at once hand out every mail at least once, and at no second more than the pace", async () => {
    const world = office({ quota: { perSecond: 10 } });
    for (let page = 0; page < 4; page++) await world.open("r-som", `000${page}`, 90);
    await Promise.all([pump(world), pump(world), pump(world)]);
    const out = [...world.handedOut(), ...(await world.runDry())];
    expect(new Set(out.map(({ mailId }) => mailId)).size).toBe(360);
    const seconds = Map.groupBy(out, ({ second }) => Math.floor(second));
    expect(Math.max(...[...seconds.values()].map((mails) => mails.length))).toBeLessThanOrEqual(10);
    expect(world.openPages()).toEqual([]);
  });
  it("that both lose eight times give the run back", async () => {
    const world = office();
    await world.open("r-som", "0000", 20);
    await expect(pump({ ...world, tables: { ...world.tables, put: async () => false } })).rejects.toThrow(
      "it is tried again",
    );
    expect(world.handedOut()).toEqual([]);
  });
});

describe("a run that takes long", () => {
  it("leaves the pages that came meanwhile to the next minute", async () => {
    const world = office();
    await world.open("r-som", "0000", 20);
    const slow: typeof world.queues.send = async (queue, messages) => {
      world.clock.set("2022-02-01T08:00:11Z");
      await world.open("r-som", "0001", 10);
      await pump(world);
      return world.queues.send(queue, messages);
    };
    await pump({ ...world, queues: { send: slow } });
    expect(world.handedOut()).toHaveLength(20);
    expect(world.openPages()).toMatchObject([{ handed: 0 }]);
    expect(world.schedules.booked()).toMatchObject([{ at: "2022-02-01T08:01:00Z" }]);
    expect(await world.runDry()).toHaveLength(10);
    expect(world.openPages()).toEqual([]);
  });
});

describe("a run that broke", () => {
  it("while it handed out runs again, and every mail is handed out", async () => {
    let refusals = 3;
    const queues = memoryQueues({ refuse: () => refusals-- > 0 });
    const world = office({ quota: { perSecond: 10 } }, queues);
    await world.open("r-som", "0000", 40);
    await expect(pump(world)).rejects.toThrow("3 of 40");
    expect(world.openPages()).toMatchObject([{ handed: 0 }]);
    const first = world.handedOut();
    await pump(world);
    const all = [...first, ...world.handedOut()];
    expect(new Set(all.map(({ mailId }) => mailId)).size).toBe(40);
    expect(world.openPages()).toEqual([]);
  });
  it("before it handed out anything is taken up by the next minute", async () => {
    let broken = true;
    const queues = memoryQueues({ broken: () => broken });
    const world = office({ quota: { perSecond: 1 } }, queues);
    await world.open("r-som", "0000", 90);
    await expect(pump(world)).rejects.toThrow("reached");
    expect(world.schedules.booked()).toMatchObject([{ at: "2022-02-01T08:01:00Z" }]);
    broken = false;
    const out = await world.runDry();
    expect(new Set(out.map(({ mailId }) => mailId)).size).toBe(90);
  });
});

describe("a page whose count is wrong", () => {
  it.each([
    ["more than there are", 200],
    ["fewer than there are", 50],
  ])("%s comes to its end all the same", async (_, mails) => {
    const world = office({ quota: { perSecond: 1 } });
    await world.open("r-som", "0000", 90);
    const [page] = world.openPages();
    await world.tables.put({ ...page!, mails }, []);
    await pump(world);
    await world.runDry();
    expect(world.openPages()).toEqual([]);
  });
});
