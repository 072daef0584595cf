import { mayRise, stateOf } from "#domain/mail-state";
import { log } from "#platform/log";
import type { Tables } from "#platform/table";
import { mailKey, mailSchema } from "#records/mail";
import { countMail } from "./count-mail.ts";

export interface SesEvent {
  readonly type: string;
  readonly mail: string;
  readonly kind?: string | undefined;
}

/** Settles a mail by the service's event, in any order, early, late, twice: reads before it writes, and lowers no rank. */
export const fromSesEvents =
  ({ tables }: { tables: Tables }) =>
  async ({ type, mail: mailId, kind }: SesEvent): Promise<void> => {
    const key = mailKey(mailId);
    const next = stateOf(type);
    if (!key || !next) return;
    for (let attempt = 0; attempt < 5; attempt++) {
      const row = await tables.get(key);
      if (!row) {
        log.warn("an event of the mail service names a mail that is not ours", { mailId, type });
        return;
      }
      const { state } = mailSchema.parse(row);
      if (!mayRise(state, next)) return;
      if (
        await tables.update({
          key,
          set: { state: next, ...(kind !== undefined && { reason: kind }) },
          remove: ["owner", "until"],
          when: [["state", "=", state]],
        })
      ) {
        countMail(state, next);
        return;
      }
    }
    throw new Error(
      `The mail ${mailId} changed five times while an event of it was settled; the event is handled again.`,
    );
  };
