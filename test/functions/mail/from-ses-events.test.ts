import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type MailState, mayRise, ranks, stateOf } from "#domain/mail-state";
import { fromSesEvents } from "#functions/mail/from-ses-events";
import { log } from "#platform/log";
import { bulkMail, mailKey, mailSchema, queuedMail, urgentMail } from "#records/mail";
import { memoryTables } from "#test/memory/tables";
import { anyText } from "#test/texts";

log.setLogLevel("SILENT");
const DID = "k7x2m4qpa3bd5fzt";

const travelling = ["queued", "sending", "unknown", "sent", "delayed", "delivered", "bounced", "complained"] as const;
/** The rank of a state on its way; an end has none. */
const rankOf = (state: MailState | undefined) => ranks[travelling.find((one) => one === state)!];

async function mailIn(state: MailState, tables = memoryTables()) {
  const row = queuedMail(bulkMail("r-som", "0001", `${DID}ab`), {
    kind: "invitation",
    to: { name: "A", address: "a@example.org" },
    language: "en",
    convocationId: "som-8",
    delegation: DID,
    person: "ab",
    revision: 1,
    at: "2022-02-01T08:00:00Z",
    about: {},
  });
  await tables.put({ ...row, state, owner: "w1", until: "2022-02-01T08:02:00Z" }, []);
  const settle = (type: string, kind?: string) =>
    fromSesEvents({ tables })({ type, mail: row.mailId, ...(kind !== undefined && { kind }) });
  return { tables, settle, now: async () => mailSchema.parse(await tables.get(row)) };
}

describe("an event of the mail service", () => {
  it.each(["Send", "DeliveryDelay", "Delivery", "Bounce", "Complaint"])(
    "%s raises a mail that is being sent, and ends its lease",
    async (type) => {
      const { settle, now } = await mailIn("sending");
      await settle(type);
      const mail = await now();
      expect([mail.state, mail.owner, mail.until]).toEqual([stateOf(type), undefined, undefined]);
    },
  );
  it("keeps why a mail bounced", async () => {
    const { settle, now } = await mailIn("sent");
    await settle("Bounce", "Permanent");
    expect(await now()).toMatchObject({ state: "bounced", reason: "Permanent" });
  });
  it.each(["Open", "Click", "Subscription", ""])("%s says nothing new", async (type) => {
    const { settle, now } = await mailIn("sent");
    await settle(type);
    expect((await now()).state).toBe("sent");
  });
  it.each(["B-other-0001-k7x2m4qpa3bd5fztab", "D-aaaaaaaaaaaaaaaa-receipt-2", "", "../x", "B-r-som-0001", "__proto__"])(
    "81 · of the mail %j, which is not ours, changes nothing and is no fault",
    async (mail) => {
      const { tables, now } = await mailIn("sent");
      await fromSesEvents({ tables })({ type: "Bounce", mail });
      expect((await now()).state).toBe("sent");
      expect(tables.rows()).toHaveLength(1);
    },
  );
  it("that meets a mail which changes at the same moment reads it again", async () => {
    const inner = memoryTables();
    let raced = false;
    const tables = {
      ...inner,
      async update(update: Parameters<typeof inner.update>[0]) {
        if (!raced) {
          raced = true;
          await inner.update({ key: update.key, set: { state: "sent" }, when: [] });
        }
        return inner.update(update);
      },
    };
    const { settle, now } = await mailIn("sending", tables);
    await settle("Delivery");
    expect((await now()).state).toBe("delivered");
  });
  it("that meets such a mail every time is handled again", async () => {
    const inner = memoryTables();
    const { settle, now } = await mailIn("sending", { ...inner, update: async () => false });
    await expect(settle("Delivery")).rejects.toThrow("handled again");
    expect((await now()).state).toBe("sending");
  });
});

describe("any events in any order, early, late and repeated", () => {
  const event = fc.constantFrom("Send", "DeliveryDelay", "Delivery", "Bounce", "Complaint");
  it("leave the highest rank that they name, and never lower one on the way", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom("queued" as const, "sending" as const, "unknown" as const, "sent" as const),
        fc.array(event, { maxLength: 8 }),
        async (start, events) => {
          const { settle, now } = await mailIn(start);
          let rank: number = ranks[start];
          for (const type of events) {
            await settle(type);
            const next = rankOf((await now()).state);
            expect(next).toBeGreaterThanOrEqual(rank);
            rank = next;
          }
          expect(rank).toBe(Math.max(...[start, ...events.map(stateOf)].map(rankOf)));
        },
      ),
    );
    expect.hasAssertions();
  });
  it("at once leave the same rank as one after another", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 4 }), async (events) => {
        const { settle, now } = await mailIn("sending");
        await Promise.all(events.map((type) => settle(type)));
        expect(rankOf((await now()).state)).toBe(Math.max(...events.map((type) => rankOf(stateOf(type)))));
      }),
    );
    expect.hasAssertions();
  });
  it("bring nobody back who was skipped, cancelled or failed", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom("skipped" as const, "cancelled" as const, "failed" as const),
        event,
        async (end, type) => {
          const { settle, now } = await mailIn(end);
          await settle(type);
          expect((await now()).state).toBe(end);
        },
      ),
    );
    expect.hasAssertions();
  });
  it("of a rejection fail a mail unless it has arrived", async () => {
    for (const from of travelling) {
      const { settle, now } = await mailIn(from);
      await settle("Reject");
      expect((await now()).state).toBe(mayRise(from, "failed") ? "failed" : from);
    }
  });
});

describe("a mail's id", () => {
  const name = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9-]{0,40}$/);
  const did = fc.stringMatching(/^[a-z2-7]{16}$/);
  const number = fc.stringMatching(/^[a-z2-7]{2}$/);
  it("is its key, there and back, and may stand in a tag", () => {
    fc.assert(
      fc.property(
        name,
        fc.stringMatching(/^[A-Za-z0-9]{1,20}$/),
        did,
        number,
        fc.nat(9_999),
        (batch, page, delegation, person, version) => {
          for (const { mailId, key } of [
            bulkMail(batch, page, `${delegation}${person}`),
            urgentMail(delegation, "confirmation", `${person}${version}`),
            urgentMail(delegation, "receipt", String(version)),
          ]) {
            expect(mailKey(mailId)).toEqual(key);
            expect(mailId).toMatch(/^[\w-]{1,256}$/);
          }
        },
      ),
    );
    expect.hasAssertions();
  });
  it("of any other text is no key", () => {
    fc.assert(fc.property(anyText(), (text) => /^[BD]-/.test(text) || mailKey(text) === undefined));
    expect(mailKey("B-r-som-0001-k7x2m4qpa3bd5fztab#")).toBeUndefined();
  });
});
