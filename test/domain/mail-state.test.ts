import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ends, fourNumbers, isEnd, type MailState, mayRise, ranks, stateOf, type Travelling } from "#domain/mail-state";

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
