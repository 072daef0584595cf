import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  countsOf,
  ends,
  fourNumbers,
  isEnd,
  type MailState,
  mayRise,
  ranks,
  stateOf,
  type Travelling,
} from "#domain/mail-state";

const travelling = Object.keys(ranks) as Travelling[];
const every: MailState[] = [...travelling, ...ends];

describe("an event of the mail service", () => {
  it("has a state, or says nothing new", () => {
    const events = [
      "Send",
      "DeliveryDelay",
      "Delivery",
      "Bounce",
      "Complaint",
      "Reject",
      "RenderingFailure",
      "Open",
      "Click",
      "",
      "__proto__",
    ];
    expect(events.map(stateOf)).toEqual([
      "sent",
      "delayed",
      "delivered",
      "bounced",
      "complained",
      "failed",
      "failed",
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe("a mail on its way", () => {
  it.each(travelling)("%s rises to what ranks higher and to nothing else", (from) => {
    for (const to of travelling) expect(mayRise(from, to), to).toBe(ranks[to] > ranks[from]);
  });
  it("fails until it has arrived, and not afterwards", () => {
    expect(travelling.filter((from) => mayRise(from, "failed"))).toEqual([
      "queued",
      "sending",
      "unknown",
      "sent",
      "delayed",
    ]);
  });
  it("keeps, after any events in any order, the highest rank that it met", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...travelling),
        fc.array(fc.constantFrom(...travelling), { maxLength: 12 }),
        (start, events) => {
          let state = start;
          for (const event of events) {
            const next = mayRise(state, event) ? event : state;
            expect(ranks[next]).toBeGreaterThanOrEqual(ranks[state]);
            state = next;
          }
          expect(ranks[state]).toBe(Math.max(...[start, ...events].map((one) => ranks[one])));
        },
      ),
    );
    expect.hasAssertions();
  });
});

describe("a mail that ended without leaving", () => {
  it.each(ends)("%s is moved by nothing", (end) => {
    expect(isEnd(end)).toBe(true);
    expect([...travelling, "failed" as const].some((to) => mayRise(end, to))).toBe(false);
  });
  it("is no state on the way", () => {
    expect(travelling.some(isEnd)).toBe(false);
  });
});

describe("what a mail counts as when it moves", () => {
  it.each<[MailState, MailState, readonly string[]]>([
    ["queued", "sending", []],
    ["sending", "sent", ["sent"]],
    ["sending", "unknown", ["unknown"]],
    ["unknown", "sent", ["sent"]],
    ["sending", "delayed", ["sent"]],
    ["sent", "delayed", []],
    ["sent", "delivered", ["delivered"]],
    ["sending", "delivered", ["sent", "delivered"]],
    ["sent", "bounced", ["bounced"]],
    ["sending", "bounced", ["sent", "bounced"]],
    ["delivered", "bounced", ["bounced"]],
    // Who calls a mail spam has it.
    ["sent", "complained", ["delivered", "complained"]],
    ["queued", "complained", ["sent", "delivered", "complained"]],
    ["delivered", "complained", ["complained"]],
    ["bounced", "complained", ["complained"]],
    ["queued", "skipped", ["not-sent"]],
    ["queued", "cancelled", ["not-sent"]],
    ["sending", "failed", ["not-sent"]],
    ["failed", "delivered", []],
    ["cancelled", "complained", []],
    ["skipped", "cancelled", []],
  ])("from %s to %s", (from, to, counted) => {
    expect(countsOf(from, to)).toEqual(counted);
  });
  it("is at most once that it left and once that it arrived, whichever events came in whatever order", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...travelling), { maxLength: 12 }), (events) => {
        let state: Travelling = "queued";
        const counted: string[] = [];
        for (const event of events)
          if (mayRise(state, event)) {
            counted.push(...countsOf(state, event));
            state = event;
          }
        const times = (what: string) => counted.filter((one) => one === what).length;
        expect(times("sent")).toBe(ranks[state] >= ranks.sent ? 1 : 0);
        expect(times("delivered")).toBeLessThanOrEqual(1);
        expect(times("complained")).toBe(state === "complained" ? 1 : 0);
      }),
    );
    expect.hasAssertions();
  });
});

describe("a board", () => {
  it("prints four numbers that add up to the mails there are", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...every)), (states) => {
        const { waiting, sent, notSent, unknown, delivered, bounced } = fourNumbers(states);
        expect(waiting + sent + notSent + unknown).toBe(states.length);
        expect(delivered + bounced).toBeLessThanOrEqual(sent);
      }),
    );
    expect(fourNumbers(every)).toEqual({ waiting: 2, sent: 5, notSent: 3, unknown: 1, delivered: 1, bounced: 2 });
  });
});
