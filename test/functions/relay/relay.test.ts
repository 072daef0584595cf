import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { meetingEnded } from "#events/meeting/ended.v1";
import { atDay, FAILURE_PREFIX } from "#functions/relay/at-day";
import { fromLedger } from "#functions/relay/from-ledger";
import type { BusEntry } from "#platform/bus";
import { commit } from "#platform/commit";
import { log } from "#platform/log";
import { type StreamRow, streamSteps } from "#platform/stream-steps";
import type { Row } from "#platform/table";
import { memoryBlobs } from "#test/memory/blobs";
import { memoryBus } from "#test/memory/bus";
import { memoryClock } from "#test/memory/clock";
import { memoryLockedBlobs } from "#test/memory/locked-blobs";
import { streamed } from "#test/memory/messages";
import { memoryQueues } from "#test/memory/queues";
import { memoryTables } from "#test/memory/tables";

log.setLogLevel("SILENT");

/** So many ledger rows as commits write them, each with this many urgent mails. */
async function ledger(count: number, mails = 0): Promise<Row[]> {
  const tables = memoryTables();
  for (let index = 0; index < count; index++) {
    const act = { actor: "system:clock", door: "clock", now: "2022-03-23T15:00:00Z", commitId: `c${index}` } as const;
    await commit(tables, act, {
      ledger: { pk: `CNV#m${index}`, version: 2 },
      facts: [meetingEnded({ dialogueId: "khartoum", convocationId: `m${index}` })],
      mails: Array.from({ length: mails }, (_, mail) => ({
        pk: `DEL#${index}`,
        sk: `M#${mail}`,
        mailId: `D-${index}-${mail}`,
      })),
    });
  }
  return tables.rows("ledger");
}
const stream = (rows: readonly unknown[]): StreamRow[] => rows.map((row, index) => ({ sequence: String(index), row }));
const told = z.object({ data: z.object({ convocationId: z.string() }) });
/** Refuses each entry whose meeting is named, so many times. */
function refusing(times: Record<string, number>) {
  const left = new Map(Object.entries(times));
  return (entry: BusEntry) => {
    const id = told.parse(entry.detail).data.convocationId;
    const rest = left.get(id) ?? 0;
    left.set(id, rest - 1);
    return rest > 0;
  };
}
const meetings = (bus: ReturnType<typeof memoryBus>) =>
  bus.events().map(({ detail }) => told.parse(detail).data.convocationId);

describe("a batch of the ledger's stream", () => {
  it("goes out as facts with ids of their own, and its urgent mails to their lane", async () => {
    const [bus, queues] = [memoryBus(), memoryQueues()];
    expect(await fromLedger({ bus, queues })(stream(await ledger(2, 2)))).toBeUndefined();
    expect(bus.events()).toMatchObject([
      {
        source: "convoke",
        type: "meeting.ended.v1",
        detail: {
          id: "CNV#m0#00000002#0",
          at: "2022-03-23T15:00:00Z",
          by: "system:clock",
          door: "clock",
          aggregate: "CNV#m0",
          version: 2,
          data: { dialogueId: "khartoum", convocationId: "m0" },
        },
      },
      { detail: { id: "CNV#m1#00000002#0" } },
    ]);
    expect(queues.receive("URGENT_QUEUE_URL")).toEqual(
      ["D-0-0", "D-0-1", "D-1-0", "D-1-1"].map((mailId) => ({ mailId })),
    );
    for (const { detail } of bus.events()) expect(meetingEnded.schema.safeParse(detail).success).toBe(true);
  });
  it("of a hundred rows is one batch, whole and in order", async () => {
    const [bus, queues] = [memoryBus(), memoryQueues()];
    await fromLedger({ bus, queues })(stream(await ledger(100)));
    expect(meetings(bus)).toEqual(Array.from({ length: 100 }, (_, index) => `m${index}`));
  });
  it("that came again goes out again under the same ids", async () => {
    const [bus, queues] = [memoryBus(), memoryQueues()];
    const rows = stream(await ledger(3));
    await fromLedger({ bus, queues })(rows);
    await fromLedger({ bus, queues })(rows);
    const ids = bus.events().map(({ detail }) => detail["id"]);
    expect(ids.slice(3)).toEqual(ids.slice(0, 3));
  });
});

describe("what was not taken", () => {
  it("by the bus returns from its lowest sequence number on; the others are out", async () => {
    const bus = memoryBus({ refuse: refusing({ m1: 1, m3: 1 }) });
    expect(await fromLedger({ bus, queues: memoryQueues() })(stream(await ledger(5)))).toBe("1");
    expect(meetings(bus)).toEqual(["m0", "m2", "m4"]);
  });
  it("by the urgent lane returns its row too", async () => {
    const queues = memoryQueues({ refuse: (_, body) => JSON.stringify(body).includes("D-2-1") });
    expect(await fromLedger({ bus: memoryBus(), queues })(stream(await ledger(4, 2)))).toBe("2");
  });
  it("by a bus that cannot be reached at all returns whole", async () => {
    const bus = memoryBus({ broken: () => true });
    await expect(fromLedger({ bus, queues: memoryQueues() })(stream(await ledger(2)))).rejects.toThrow("reached");
  });
  it("is out in the end, whatever failed in whatever order, and nothing is out that was not written", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(2), { minLength: 1, maxLength: 8 }), async (failures) => {
        const bus = memoryBus({
          refuse: refusing(Object.fromEntries(failures.map((times, index) => [`m${index}`, times]))),
        });
        const rows = stream(await ledger(failures.length));
        let from = 0;
        for (let tries = 0; tries < 20; tries++) {
          const failed = await fromLedger({ bus, queues: memoryQueues() })(rows.slice(from));
          if (failed === undefined) break;
          from = rows.findIndex(({ sequence }) => sequence === failed);
        }
        expect(new Set(meetings(bus))).toEqual(new Set(failures.map((_, index) => `m${index}`)));
      }),
      { numRuns: 30 },
    );
    expect.hasAssertions();
  });
});

describe("a row that cannot be read", () => {
  it.each([
    ["nothing", undefined],
    ["no row of ours", { pk: "X", sk: "Y" }],
    [
      "a row with an actor that is none",
      { pk: "X", sk: "00000001#0", type: "x", data: "{}", at: "t", actor: "somebody", door: "bus", prev: "", hash: "" },
    ],
  ])("%s is parked and does not stop its shard", async (_, row) => {
    const [bus, queues] = [memoryBus(), memoryQueues()];
    const [first, second] = await ledger(2);
    expect(await fromLedger({ bus, queues })(stream([first, row, second]))).toBeUndefined();
    expect(meetings(bus)).toEqual(["m0", "m1"]);
    expect(queues.receive("PARKED_QUEUE_URL")).toMatchObject([{ sequence: "1" }]);
  });
  it("and a row that was not taken, in one batch: the sequence number is the right one", async () => {
    const bus = memoryBus({ refuse: refusing({ m1: 1 }) });
    const [first, second] = await ledger(2);
    expect(await fromLedger({ bus, queues: memoryQueues() })(stream([undefined, first, undefined, second]))).toBe("3");
  });
  it("that could not be parked stops the batch: it must not be lost", async () => {
    const queues = memoryQueues({ refuse: (queue) => queue === "PARKED_QUEUE_URL" });
    await expect(fromLedger({ bus: memoryBus(), queues })(stream([undefined]))).rejects.toThrow("not taken");
  });
});

describe("the entry", () => {
  it("reads the stream's images and answers in the stream's own words", async () => {
    const bus = memoryBus({ refuse: refusing({ m1: 1 }) });
    const Records = (await ledger(2)).map((row, index) => streamed(row, `s${index}`));
    const handler = streamSteps(fromLedger({ bus, queues: memoryQueues() }));
    expect(await handler({ Records })).toEqual({ batchItemFailures: [{ itemIdentifier: "s1" }] });
    expect(meetings(bus)).toEqual(["m0"]);
  });
});

describe("the daily sweep", () => {
  const own = () => ({
    exports: memoryLockedBlobs(),
    exporter: () => "relay-exports",
    clock: memoryClock("2022-03-24T06:00:00Z"),
  });
  const left = (rows: readonly Row[], asText: boolean) => {
    const payload = {
      Records: rows.map((row, index) => streamed(row, `s${index}`)),
    };
    return JSON.stringify({
      requestContext: { condition: "RetryAttemptsExhausted" },
      payload: asText ? JSON.stringify(payload) : payload,
    });
  };
  it.each([true, false])(
    "hands on what was left behind (its payload as text: %s), and takes it away",
    async (asText) => {
      const [bus, queues, blobs] = [memoryBus(), memoryQueues(), memoryBlobs()];
      await blobs.put(`${FAILURE_PREFIX}a.json`, left(await ledger(2, 1), asText), "application/json");
      await blobs.put("documents/other.txt", "not ours", "text/plain");
      await atDay({ ...own(), bus, queues, blobs })();
      expect(meetings(bus)).toEqual(["m0", "m1"]);
      expect(queues.receive("URGENT_QUEUE_URL")).toHaveLength(2);
      expect(blobs.keys()).toEqual(["documents/other.txt"]);
      await atDay({ ...own(), bus, queues, blobs })();
      expect(bus.events()).toHaveLength(2);
    },
  );
  it("keeps what is still not taken, and is tried again", async () => {
    const bus = memoryBus({ refuse: refusing({ m1: 1 }) });
    const [queues, blobs] = [memoryQueues(), memoryBlobs()];
    await blobs.put(`${FAILURE_PREFIX}a.json`, left(await ledger(2), true), "application/json");
    await expect(atDay({ ...own(), bus, queues, blobs })()).rejects.toThrow("1 of 2 rows");
    expect(blobs.keys()).toHaveLength(1);
    await atDay({ ...own(), bus, queues, blobs })();
    expect(meetings(bus)).toEqual(["m0", "m0", "m1"]);
    expect(blobs.keys()).toEqual([]);
  });
  it("exports what the export had left behind, and puts none of it on the bus", async () => {
    const [bus, queues, blobs, mine] = [memoryBus(), memoryQueues(), memoryBlobs(), own()];
    const requestContext = { functionArn: "arn:aws:lambda:eu-west-1:1:function:relay-exports:$LATEST" };
    const payload = { Records: (await ledger(2)).map((row, index) => streamed(row, `s${index}`)) };
    await blobs.put(`${FAILURE_PREFIX}a.json`, JSON.stringify({ requestContext, payload }), "application/json");
    await atDay({ ...mine, bus, queues, blobs })();
    expect([bus.events(), blobs.keys()]).toEqual([[], []]);
    const [put] = mine.exports.versions();
    expect(put?.key).toMatch(/^ledger\/2022-03-24\/s0-\w{16}\.jsonl$/);
    expect(put?.text.match(/"pk":"CNV#m\d"/g)).toEqual(['"pk":"CNV#m0"', '"pk":"CNV#m1"']);
  });
  it("with nothing left behind does nothing", async () => {
    const bus = memoryBus();
    await atDay({ ...own(), bus, queues: memoryQueues(), blobs: memoryBlobs() })();
    expect(bus.events()).toEqual([]);
  });
});
