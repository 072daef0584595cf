import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Clock } from "#lib/local/clock";
import { Scheduler } from "#lib/local/engines/scheduler";
import { Secrets } from "#lib/local/engines/secrets";
import { Ses } from "#lib/local/engines/ses";
import { Sqs } from "#lib/local/engines/sqs";
import { Store } from "#lib/local/store";

const place = { region: "eu-west-1", account: "000000000000" };
const queue = "arn:aws:sqs:eu-west-1:000000000000:work";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "convoke-store-"));
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

/** Everything as it is after a start on the folder. */
function open(start?: string) {
  const store = new Store(folder);
  const clock = new Clock(store, start);
  const fired: string[] = [];
  const description = {
    name: "work",
    arn: queue,
    url: "http://127.0.0.1:1/0/work",
    visibilitySeconds: 30,
    delaySeconds: 0,
    retentionSeconds: 345_600,
  };
  const sqs = new Sqs(store, clock, [description]);
  const ses = new Ses(store, clock, {
    ...place,
    identities: ["convoke.example"],
    configurationSets: [],
    publish: () => undefined,
  });
  const deliver = (_: unknown, input: string) => fired.push(input);
  const scheduler = new Scheduler(store, clock, { ...place, groups: [], deliver, problem: () => undefined });
  for (const timed of [sqs, scheduler]) clock.register(timed);
  return { store, clock, sqs, ses, scheduler, fired };
}

const call = (action: string, path: string, body: object) => ({
  service: "",
  action,
  method: "POST",
  path,
  query: new URLSearchParams(),
  headers: {},
  body: new Uint8Array(),
  json: () => body,
  principal: { kind: "service" as const, name: "test" },
});

test("a restart keeps the clock, queues, schedules, mails and secrets", async () => {
  const before = open("2026-03-01T09:00:00Z");
  before.clock.set(Date.parse("2026-03-05T09:00:00Z"));
  before.sqs.send(queue, "now");
  before.sqs.send(queue, "later", { delaySeconds: 60 });
  const [taken] = before.sqs.receive(queue, 1);
  const target = { Arn: queue, RoleArn: "arn:aws:iam::0:role/x", Input: "fired" };
  await before.scheduler.handle(
    call("", "/schedules/one", {
      ScheduleExpression: "at(2026-03-08T09:00:00)",
      FlexibleTimeWindow: { Mode: "OFF" },
      Target: target,
    }),
  );
  const mail = {
    Content: {
      Raw: {
        Data: Buffer.from("From: a@convoke.example\r\nTo: b@c.example\r\nSubject: x\r\n\r\ny").toString("base64"),
      },
    },
    EmailTags: [{ Name: "mail", Value: "m" }],
  };
  await before.ses.handle(call("", "/v2/email/outbound-emails", mail));
  new Secrets(before.store, before.clock, [{ name: "s", arn: "arn:s", generate: {} }]);
  before.store.close();

  const after = open("2020-01-01T00:00:00Z");
  expect(after.clock.iso()).toMatch(/^2026-03-05T09:00:/);
  expect(after.sqs.depth(queue)).toEqual({ visible: 0, delayed: 1, inFlight: 1 });
  after.sqs.remove(queue, taken?.receiptHandle ?? "");
  expect(after.sqs.peek(queue).map(({ body }) => body)).toEqual(["later"]);
  expect(after.ses.list()).toMatchObject([{ subject: "x", tags: { mail: "m" } }]);
  expect(after.clock.nextDue()).toBe(Date.parse("2026-03-08T09:00:00Z"));
  after.clock.set(Date.parse("2026-03-08T09:00:00Z"));
  after.clock.due();
  expect(after.fired).toEqual(["fired"]);
  after.store.close();
});

describe("the clock", () => {
  test("goes on from the instant it was given, and never back", () => {
    vi.useFakeTimers({ now: Date.parse("2030-01-01T00:00:00Z") });
    const { clock, store } = open("2026-03-01T09:00:00Z");
    expect(clock.iso()).toBe("2026-03-01T09:00:00.000Z");
    vi.advanceTimersByTime(5000);
    expect(clock.iso()).toBe("2026-03-01T09:00:05.000Z");
    clock.set(Date.parse("2026-02-01T00:00:00Z"));
    expect(clock.iso()).toBe("2026-03-01T09:00:05.000Z");
    clock.set(Date.parse("2026-04-01T00:00:00Z"));
    expect(clock.iso()).toBe("2026-04-01T00:00:00.000Z");
    store.close();
  });

  test("refuses an instant that is none", () => {
    const store = new Store();
    expect(() => new Clock(store, "next week")).toThrow("no instant");
  });

  test("while it runs, what is due happens by itself, however late it was booked", () => {
    vi.useFakeTimers({
      now: Date.parse("2030-01-01T00:00:00Z"),
      toFake: ["setTimeout", "clearTimeout", "setImmediate", "clearImmediate", "Date"],
    });
    const { clock, store } = open("2026-03-01T09:00:00Z");
    const happened: string[] = [];
    const due = new Map<string, number>();
    clock.register({
      nextDue: () => (due.size === 0 ? undefined : Math.min(...due.values())),
      due: (now) => {
        for (const [name, at] of due)
          if (at <= now && due.delete(name)) happened.push(`${name} ${clock.iso().slice(11, 19)}`);
      },
    });
    clock.run();
    due.set("second", clock.now() + 60_000);
    clock.touch();
    vi.advanceTimersByTime(10_000);
    due.set("first", clock.now() + 20_000);
    clock.touch();
    vi.advanceTimersByTime(60_000);
    expect(happened).toEqual(["first 09:00:30", "second 09:01:00"]);
    due.set("third", clock.now() + 86_400_000 * 40);
    clock.touch();
    clock.set(clock.now() + 86_400_000 * 41);
    vi.advanceTimersByTime(10);
    expect(happened).toHaveLength(3);
    due.set("never", clock.now() + 1000);
    clock.stop();
    vi.advanceTimersByTime(10_000);
    expect(happened).toHaveLength(3);
    store.close();
  });
});

test("a transaction of the store is all or nothing, also when nested", () => {
  const store = new Store();
  store.define("CREATE TABLE t (x INTEGER)");
  const insert = store.prepare("INSERT INTO t VALUES (?)");
  const failing = () =>
    store.transaction(() => {
      insert.run(1);
      store.transaction(() => insert.run(2));
      throw new Error("no");
    });
  expect(failing).toThrow("no");
  expect(store.prepare("SELECT count(*) AS n FROM t").get()).toEqual({ n: 0 });
  expect(store.transaction(() => insert.run(3).changes)).toBe(1);
  store.close();
});
