import { isListed } from "#domain/allow-list";
import { isAfter } from "#domain/instant";
import type { End } from "#domain/mail-state";
import type { Clock, Ids } from "#platform/clock";
import { environment, environmentList } from "#platform/environment";
import { log } from "#platform/log";
import type { Mailer } from "#platform/mailer";
import { isBeforeRestore } from "#platform/restored";
import type { Schedules } from "#platform/schedules";
import type { Tables, Test } from "#platform/table";
import { comeBackRow, type Mail, mailKey, mailSchema } from "#records/mail";
import { bookNextLook } from "./book-pump.ts";
import { claim } from "./claim.ts";
import { countMail } from "./count-mail.ts";
import type { Renderer } from "./render.ts";

export interface DeliverDeps {
  readonly tables: Tables;
  readonly mailer: Mailer;
  readonly render: Renderer;
  readonly schedules: Schedules;
  readonly clock: Clock;
  readonly ids: Ids;
}

/**
 * One mail, one row: claim, send once, record. Both lanes end here. A message comes back (by throwing) only where the mail
 * may still have to leave: the service said "later", the outcome is unknown, or another worker holds the lease.
 */
export const deliver =
  (deps: DeliverDeps) =>
  async ({ mailId }: { mailId: string }): Promise<void> => {
    const { tables, mailer, render, schedules, clock, ids } = deps;
    const key = mailKey(mailId);
    const row = key && (await tables.get(key));
    if (!row) throw new Error(`There is no mail ${mailId}.`);
    const mail = mailSchema.parse(row);
    if (isBeforeRestore(mail.at)) {
      log.warn("a mail of before the restore does not leave", { mailId, state: mail.state });
      return;
    }
    const now = clock.now();
    const held = mail.state === "sending" || mail.state === "unknown";
    if (held && mail.until !== undefined && !isAfter(now, mail.until))
      throw new Error(`The mail ${mailId} is held by another worker until ${mail.until}.`);
    if (!held && mail.state !== "queued") return;

    const owner = ids.next();
    const claimed = await claim(tables, mail, { owner, now });
    // An earlier try of a mail whose lease ended may have left: it is not among those that did not, and nobody tries again.
    if (claimed.kind === "skip") return end(tables, mail, held ? "unknown" : claimed.as, claimed.reason);
    if (claimed.kind === "held")
      throw new Error(`The mail ${mailId} was claimed by another worker at the same moment.`);
    if (!allowed(mail.to.address)) return end(tables, mail, "failed", "not-on-the-stages-list", owner);

    const outgoing = await render(mail);
    const sent = await mailer.send(outgoing, {
      mail: mailId,
      att: String(claimed.attempt),
      kind: mail.kind,
      stage: environment("STAGE"),
    });
    const mine = [
      ["owner", "=", owner],
      ["state", "=", "sending"],
    ] as const;
    switch (sent.kind) {
      case "sent": {
        const set = { state: "sent", sesId: sent.sesId };
        const recorded = await tables.update({ key, set, remove: ["owner", "until"], when: mine });
        if (recorded) countMail("sending", "sent");
        // The service's own event was faster and has settled the row; the id is kept beside that all the same.
        if (!recorded)
          await tables.update({ key, set: { sesId: sent.sesId }, when: [["attempt", "=", claimed.attempt]] });
        return;
      }
      case "never":
        return end(tables, mail, "failed", sent.reason, owner);
      case "paused":
        // First the pump's list and its run, then the row: who dies in between leaves a mail that is handed out once too often, not one that nobody hands out.
        await tables.put(comeBackRow(mail), []);
        await bookNextLook(schedules, clock.milliseconds());
        return wait(tables, mail, sent.reason, mine);
      case "later":
        await wait(tables, mail, sent.reason, mine);
        throw new Error(`The mail service said ${sent.reason}; the mail ${mailId} waits.`);
      case "unknown":
        if (await tables.update({ key, set: { state: "unknown", reason: sent.reason }, when: mine }))
          countMail("sending", "unknown");
        log.warn("it is unknown whether a mail left", { mailId, reason: sent.reason });
        throw new Error(
          `It is unknown whether the mail ${mailId} left (${sent.reason}); it is settled by the service's event or tried again when its lease ends.`,
        );
    }
  };

/** Nothing was sent: the next try takes it as if it were the first. */
async function wait(tables: Tables, mail: Mail, reason: string, when: readonly Test[]): Promise<void> {
  await tables.update({
    key: { pk: mail.pk, sk: mail.sk },
    set: { state: "queued", reason },
    remove: ["owner", "until"],
    when,
  });
}

async function end(tables: Tables, mail: Mail, state: End | "unknown", reason: string, owner?: string): Promise<void> {
  const when = owner === undefined ? ([["state", "=", mail.state]] as const) : ([["owner", "=", owner]] as const);
  const key = { pk: mail.pk, sk: mail.sk };
  if (await tables.update({ key, set: { state, reason }, remove: ["owner", "until"], when }))
    countMail(mail.state, state);
}

/** Dev and test write to listed addresses or domains only; an empty list is everybody (prod). */
function allowed(address: string): boolean {
  const list = environmentList("ALLOW_LIST");
  return list.length === 0 || isListed(list, address);
}
