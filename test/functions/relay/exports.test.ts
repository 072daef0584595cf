import { describe, expect, it } from "vitest";
import { fromLedgerChanges } from "#functions/relay/from-ledger-changes";
import { sealDays } from "#functions/relay/seal-days";
import { log } from "#platform/log";
import { type StreamChange, streamSteps } from "#platform/stream-steps";
import { memoryClock } from "#test/memory/clock";
import { memoryLockedBlobs } from "#test/memory/locked-blobs";
import { streamed } from "#test/memory/messages";
import { memoryQueues } from "#test/memory/queues";

log.setLogLevel("SILENT");

const NOW = "2022-03-23T15:00:00Z";
const key = { pk: "CNV#m", sk: "00000002#0" };
const change = (sequence: string, more: Partial<StreamChange> = {}): StreamChange => ({
  sequence,
  change: "INSERT",
  key,
  row: { ...key, type: "meeting.ended.v1", hash: sequence },
  ...more,
});
function deps(broken = false) {
  const [exports, queues] = [memoryLockedBlobs({ broken: () => broken }), memoryQueues()];
  return { exports, queues, clock: memoryClock(NOW) };
}

describe("what happens to the ledger", () => {
  it("goes into the locked bucket, a line a row, under the day's folder", async () => {
    const mine = deps();
    expect(await fromLedgerChanges(mine)([change("1"), change("2")])).toBeUndefined();
    const [put, ...more] = mine.exports.versions();
    expect([put?.key, more]).toEqual([expect.stringMatching(/^ledger\/2022-03-23\/1-\w{16}\.jsonl$/), []]);
    expect(
      put?.text
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { change: "INSERT", sequence: "1", row: { ...key, type: "meeting.ended.v1", hash: "1" } },
      { change: "INSERT", sequence: "2", row: { ...key, type: "meeting.ended.v1", hash: "2" } },
    ]);
    expect(mine.queues.receive("PARKED_QUEUE_URL")).toEqual([]);
  });
  it("that comes again is put again under the same name with the same content", async () => {
    const mine = deps();
    for (const _ of [1, 2]) await fromLedgerChanges(mine)([change("1")]);
    const [first, second] = mine.exports.versions();
    expect(second).toEqual(first);
  });
  it("that comes again cut differently has another name, and hides nothing", async () => {
    const mine = deps();
    await fromLedgerChanges(mine)([change("1"), change("2")]);
    await fromLedgerChanges(mine)([change("1")]);
    expect(new Set(mine.exports.versions().map((one) => one.key)).size).toBe(2);
  });
  it.each(["MODIFY", "REMOVE"] as const)(
    "as a change that nothing of ours makes (%s) is exported and shown to a person",
    async (what) => {
      const mine = deps();
      await fromLedgerChanges(mine)([
        change("1"),
        change("2", { change: what, ...(what === "REMOVE" && { row: undefined }) }),
      ]);
      expect(mine.exports.versions()[0]?.text).toContain(`"change":"${what}"`);
      expect(mine.queues.receive("PARKED_QUEUE_URL")).toEqual([{ change: what, row: key, sequence: "2" }]);
    },
  );
  it("that the locked bucket does not take fails the batch, which comes again", async () => {
    await expect(fromLedgerChanges(deps(true))([change("1")])).rejects.toThrow("cannot be reached");
  });
  it("is read from the stream's own words, a removed row by its key", async () => {
    const mine = deps();
    const put = { ...streamed({ ...key, type: "x" }, "s1"), eventName: "INSERT" as const };
    const removed = {
      eventName: "REMOVE" as const,
      dynamodb: { SequenceNumber: "s2", Keys: streamed(key, "s2").dynamodb?.NewImage ?? {} },
    };
    expect(await streamSteps(fromLedgerChanges(mine))({ Records: [put, removed] })).toEqual({ batchItemFailures: [] });
    expect(mine.exports.versions()[0]?.text.split("\n").slice(0, 2)).toEqual([
      '{"change":"INSERT","row":{"pk":"CNV#m","sk":"00000002#0","type":"x"},"sequence":"s1"}',
      '{"change":"REMOVE","key":{"pk":"CNV#m","sk":"00000002#0"},"sequence":"s2"}',
    ]);
  });
});

describe("a day that has ended", () => {
  const sealed = (exports: ReturnType<typeof memoryLockedBlobs>) =>
    exports.versions().filter((one) => one.key.startsWith("days/"));
  it("is sealed once, with the names and digests of its exports", async () => {
    const mine = deps();
    await fromLedgerChanges(mine)([change("1")]);
    const next = { ...mine, clock: memoryClock("2022-03-24T02:00:00Z") };
    for (const _ of [1, 2]) await sealDays(next);
    const [seal, ...more] = sealed(mine.exports);
    expect([seal?.key, more]).toEqual(["days/2022-03-23.json", []]);
    expect(JSON.parse(seal?.text ?? "")).toEqual({ day: "2022-03-23", objects: await mine.exports.list("ledger/") });
  });
  it("without exports is sealed too: nothing belongs to it", async () => {
    const mine = deps();
    await sealDays(mine);
    expect(sealed(mine.exports).map(({ text }) => JSON.parse(text))).toEqual([{ day: "2022-03-22", objects: [] }]);
  });
  it("is left alone as long as an export of it may be under way", async () => {
    const mine = { ...deps(), clock: memoryClock("2022-03-24T00:59:59Z") };
    await sealDays(mine);
    expect(sealed(mine.exports).map((one) => one.key)).toEqual(["days/2022-03-22.json"]);
  });
  it("and was forgotten for some days follows", async () => {
    const mine = deps();
    await fromLedgerChanges(mine)([change("1")]);
    await sealDays({ ...mine, clock: memoryClock("2022-03-27T02:00:00Z") });
    expect(
      sealed(mine.exports)
        .map((one) => one.key)
        .sort(),
    ).toEqual(["days/2022-03-23.json", "days/2022-03-26.json"]);
  });
});
