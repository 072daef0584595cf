import * as z from "zod/mini";
import { toMilliseconds } from "#domain/instant";
import { personNumber } from "#domain/person-number";
import { atMinute } from "#functions/mail/at-minute";
import { commit } from "#platform/commit";
import { bulkPage } from "#records/bulk-page";
import { keys } from "#records/keys";
import { bulkMail, queuedMail } from "#records/mail";
import { memoryClock, memoryIds } from "#test/memory/clock";
import { memoryMailer } from "#test/memory/mailer";
import { memoryQueues } from "#test/memory/queues";
import { memorySchedules } from "#test/memory/schedules";
import { memoryTables } from "#test/memory/tables";

export const START = "2022-02-01T08:00:00Z";

export const DID = "k7x2m4qpa3bd5fzt";

export const minute = z.object({ moment: z.literal("minute") });

export const handed = z.object({ mailId: z.string() });

export function office(quota: Parameters<typeof memoryMailer>[0] = {}, queues = memoryQueues()) {
  const deps = {
    tables: memoryTables(),
    mailer: memoryMailer(quota),
    queues,
    schedules: memorySchedules(),
    clock: memoryClock(START),
    ids: memoryIds(),
  };
  return {
    ...deps,
    /** Writes a page of a batch as every noun does. */
    async open(batchId: string, page: string, mails: number, now = deps.clock.now()) {
      const rows = Array.from({ length: mails }, (_, index) =>
        queuedMail(bulkMail(batchId, page, `${DID}${personNumber(index)}`), {
          kind: "invitation",
          to: { name: "A", address: "a@example.org" },
          language: "en",
          convocationId: "som-8",
          delegation: DID,
          person: personNumber(index),
          revision: 1,
          at: now,
          about: {},
        }),
      );
      const act = { actor: "system:invitation", door: "fact", now, commitId: deps.ids.next() } as const;
      await commit(
        deps.tables,
        act,
        bulkPage({ batchId, page, guard: keys.pageGuard(batchId, Number(page)), now, mails: rows }),
      );
    },
    /** The seconds, from the start, at which the mails that wait in the bulk queue become visible; and takes them out. */
    handedOut() {
      const offset = (deps.clock.milliseconds() - toMilliseconds(START)) / 1000;
      const waiting = queues
        .waiting("BULK_QUEUE_URL")
        .map(({ body, delay }) => ({ mailId: handed.parse(body).mailId, second: offset + delay }));
      queues.receive("BULK_QUEUE_URL");
      return waiting;
    },
    openPages: () => deps.tables.rows().filter((row) => row.pk === "OPEN" && row.sk.startsWith("bulk#")),
    /** Moves from booked minute to booked minute until none is left; the mails and their seconds. */
    async runDry(most = 200) {
      const all: { mailId: string; second: number }[] = [];
      for (let run = 0; run < most; run++) {
        all.push(...this.handedOut());
        const next = deps.schedules.booked()[0];
        if (!next) return all;
        deps.clock.set(next.at);
        for (const input of deps.schedules.fire(next.at)) {
          minute.parse(input);
          await atMinute(deps)();
        }
      }
      throw new Error("the pump does not come to an end");
    },
  };
}
