import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { meetingEnded } from "#events/meeting/ended.v1";
import { type FactEntry, factSteps, onFact } from "#platform/fact-steps";
import { log } from "#platform/log";
import { atMoment, momentSteps } from "#platform/moment-steps";
import { pageSteps } from "#platform/page-steps";
import { queueSteps } from "#platform/queue-steps";
import { streamSteps } from "#platform/stream-steps";
import { memoryClock, memoryIds } from "#test/memory/clock";
import { context, onBus, received } from "#test/memory/messages";

log.setLogLevel("SILENT");
/** A batch runs at once: its failures are named in whatever order they came. */
const failures = (...ids: readonly string[]) => ({
  batchItemFailures: expect.toSatisfy(
    (failed: { itemIdentifier: string }[]) =>
      failed
        .map((one) => one.itemIdentifier)
        .sort()
        .join() === ids.join(),
  ),
});

describe("a queue's messages", () => {
  const collect = () => {
    const seen: unknown[] = [];
    const handler = queueSteps(async (body) => {
      if (body === "bad" || body === undefined) throw new Error("cannot be handled");
      seen.push(body);
    });
    return { seen, handler };
  };
  it("are handled each for itself: one that fails returns, the others are done", async () => {
    const { seen, handler } = collect();
    expect(await handler(received({ n: 1 }, '"bad"', { n: 3 }), context)).toEqual(failures("m1"));
    expect(seen).toEqual([{ n: 1 }, { n: 3 }]);
  });
  it("that are no JSON fail alone", async () => {
    const { seen, handler } = collect();
    expect(await handler(received("{", "", { n: 3 }), context)).toEqual(failures("m0", "m1"));
    expect(seen).toEqual([{ n: 3 }]);
  });
  it("that all fail all return, without an exception that would hide which", async () => {
    expect(await collect().handler(received('"bad"', '"bad"'), context)).toEqual(failures("m0", "m1"));
  });
  it("bring their number and how often they came", async () => {
    const seen: unknown[] = [];
    await queueSteps(async (_, message) => void seen.push(message))(received({}), context);
    expect(seen).toEqual([{ id: "m0", receives: 1 }]);
  });
  it("of two invocations do not mix their failures", async () => {
    const { handler } = collect();
    expect(await handler(received('"bad"'), context)).toEqual(failures("m0"));
    expect(await handler(received({ n: 1 }), context)).toEqual(failures());
  });
});

describe("a noun's facts", () => {
  const fact = {
    id: "CNV#som-8#00000002#0",
    at: "2022-03-23T15:00:00Z",
    by: "system:clock",
    door: "clock",
    aggregate: "CNV#som-8",
    version: 2,
    data: { dialogueId: "khartoum", convocationId: "som-8" },
  };
  const run = (entries: readonly FactEntry[], ...bodies: unknown[]) =>
    factSteps("report", entries, { clock: memoryClock("2022-03-23T15:00:05Z"), ids: memoryIds() })(
      received(...bodies),
      context,
    );
  const seen: unknown[] = [];
  const entries = [onFact(meetingEnded, async ({ data }, act) => void seen.push([data, act]))];

  it("reach their step whole, with the noun as the actor and a commit id of the fact's own", async () => {
    expect(await run(entries, onBus("convoke", "meeting.ended.v1", fact))).toEqual(failures());
    expect(seen).toMatchObject([
      [
        fact.data,
        {
          actor: "system:report",
          door: "fact",
          now: "2022-03-23T15:00:05Z",
          commitId: expect.stringContaining(fact.id),
        },
      ],
    ]);
  });
  it.each([
    ["81 · a foreign source", onBus("convoke.partner.x", "meeting.ended.v1", fact)],
    ["81 · an unknown version", onBus("convoke", "meeting.ended.v2", fact)],
    ["a fact of the catalogue that the noun has no step for", onBus("convoke", "report.published.v1", fact)],
    ["a detail that is no fact", onBus("convoke", "meeting.ended.v1", { id: "x" })],
    ["26 · an array for a detail", onBus("convoke", "meeting.ended.v1", [])],
    ["no event at all", { hello: 1 }],
    [
      "54 · a separator in an id",
      onBus("convoke", "meeting.ended.v1", { ...fact, data: { ...fact.data, convocationId: "a#b" } }),
    ],
  ])("%s returns to its queue and on to the dead letters; the others are done", async (_, body) => {
    seen.length = 0;
    expect(await run(entries, body, onBus("convoke", "meeting.ended.v1", fact))).toEqual(failures("m0"));
    expect(seen).toHaveLength(1);
  });
  it("81 · extra fields of a later version are let be", async () => {
    seen.length = 0;
    expect(
      await run(entries, onBus("convoke", "meeting.ended.v1", { ...fact, more: 1, data: { ...fact.data, more: 1 } })),
    ).toEqual(failures());
    expect(seen).toMatchObject([[fact.data, {}]]);
  });
});

describe("a noun's moments", () => {
  const seen: unknown[] = [];
  const handler = momentSteps("meeting", [
    atMoment("meeting-end", z.object({ convocationId: z.string() }), async (input) => void seen.push(input)),
  ]);
  it("reach their step with their input; unknown and malformed ones return", async () => {
    const bodies = [
      { moment: "meeting-end", convocationId: "som-8" },
      { moment: "tea" },
      { moment: "meeting-end" },
      "no",
    ];
    expect(await handler(received(...bodies), context)).toEqual(failures("m1", "m2", "m3"));
    expect(seen).toEqual([{ convocationId: "som-8" }]);
  });
});

describe("a noun's pages", () => {
  it("reach their step parsed; what does not parse returns", async () => {
    const seen: unknown[] = [];
    const handler = pageSteps(z.object({ page: z.number() }), async (page) => void seen.push(page));
    expect(await handler(received({ page: 3 }, { page: "3" }), context)).toEqual(failures("m1"));
    expect(seen).toEqual([{ page: 3 }]);
  });
});

describe("a stream's batch", () => {
  const records = [
    { dynamodb: { SequenceNumber: "1", NewImage: { n: { N: "7" }, s: { S: "x" } } } },
    { dynamodb: { SequenceNumber: "2" } },
    { eventName: "REMOVE" as const, dynamodb: { SequenceNumber: "3", Keys: { s: { S: "x" } } } },
  ];
  it("reaches its step in order, as plain rows, whatever a row lacks", async () => {
    const seen: unknown[] = [];
    const handler = streamSteps(async (rows) => {
      seen.push(...rows);
      return undefined;
    });
    expect(await handler({ Records: records })).toEqual(failures());
    expect(seen).toEqual([
      { sequence: "1", change: "INSERT", row: { n: 7, s: "x" } },
      { sequence: "2", change: "INSERT" },
      { sequence: "3", change: "REMOVE", key: { s: "x" } },
    ]);
  });
  it("goes on from the sequence number that the step names", async () => {
    expect(await streamSteps(async () => "2")({ Records: records })).toEqual(failures("2"));
  });
});
