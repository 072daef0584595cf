import { describe, expect, it } from "vitest";
import { blobsContract } from "#test/contract/blobs";
import { busContract } from "#test/contract/bus";
import { mailsContract } from "#test/contract/mails";
import { queuesContract } from "#test/contract/queues";
import { schedulesContract } from "#test/contract/schedules";
import { memoryBlobs } from "#test/memory/blobs";
import { memoryBus } from "#test/memory/bus";
import { memoryMailer } from "#test/memory/mailer";
import { memoryQueues } from "#test/memory/queues";
import { memorySchedules } from "#test/memory/schedules";

blobsContract("in memory", async () => memoryBlobs());
busContract("in memory", async () => {
  const bus = memoryBus();
  return { bus, events: async () => bus.events() };
});
queuesContract("in memory", async () => {
  const queues = memoryQueues();
  return { queues, waiting: async () => queues.waiting("BULK_QUEUE_URL") };
});
mailsContract("in memory", async () => {
  const mailer = memoryMailer();
  const left = async () => mailer.left().map(({ to, subject, tags }) => ({ to: to.address, subject, tags }));
  return { mailer, from: "secretariat@convoke.example.org", left };
});
schedulesContract("in memory", async () => {
  const schedules = memorySchedules();
  return { schedules, booked: async () => schedules.booked() };
});

describe("schedules in memory", () => {
  it("fire what is due, in order of time, once", async () => {
    const schedules = memorySchedules();
    await schedules.book("late", "2022-02-02T08:00:00Z", { n: 2 });
    await schedules.book("early", "2022-02-01T08:00:00Z", { n: 1 });
    await schedules.book("later", "2022-02-03T08:00:00Z", { n: 3 });
    expect(schedules.fire("2022-02-02T08:00:00Z")).toEqual([{ n: 1 }, { n: 2 }]);
    expect(schedules.fire("2022-02-02T08:00:00Z")).toEqual([]);
  });
});

describe("the mail service in memory", () => {
  const mail = {
    from: { name: "S", address: "s@example.org" },
    replyTo: "s@example.org",
    to: { name: "A", address: "a@example.org" },
    subject: "x",
    text: "x",
    html: "x",
    headers: {},
    mailId: "m1",
    date: "2022-02-01T08:00:00Z",
  };
  const tags = { mail: "m1", att: "1", kind: "invitation", stage: "test" };
  it("keeps what left, and counts it against the day", async () => {
    const mailer = memoryMailer({
      verdict: ({ subject }) =>
        subject === "lost" ? "lost" : subject === "no" ? { kind: "never", reason: "MessageRejected" } : undefined,
    });
    const said = [
      await mailer.send(mail, tags),
      await mailer.send({ ...mail, subject: "lost" }, tags),
      await mailer.send({ ...mail, subject: "no" }, tags),
    ];
    expect(said.map(({ kind }) => kind)).toEqual(["sent", "unknown", "never"]);
    expect([mailer.left().length, (await mailer.quota()).sentLastDay]).toEqual([2, 2]);
  });
  it("takes no tag that the service would not", async () => {
    expect(await memoryMailer().send(mail, { ...tags, kind: "a b" })).toMatchObject({ kind: "never" });
  });
});
