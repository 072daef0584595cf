import { CfnOutput } from "aws-cdk-lib";
import { invitationRoundStopped } from "#events/invitation/round-stopped.v1";
import { mailBatchOpened } from "#events/mail/batch-opened.v1";
import { AskedSteps } from "#lib/constructs/asked-steps";
import type { Flow } from "#lib/constructs/ground";
import { gaveUp, Inbox } from "#lib/constructs/inbox";
import { MailService } from "#lib/constructs/mail-service";
import { MomentSteps } from "#lib/constructs/moment-steps";
import { QueueSteps } from "#lib/constructs/queue-steps";
import { Step } from "#lib/constructs/step";
import { ledger, links, records, restored, secretariat, told } from "#lib/constructs/uses";

/** The post office: its commands, and the urgent lane, which the relay fills. */
export function mail(flow: Flow): { commands: Step; urgent: Inbox } {
  const service = new MailService(flow);
  const lanes = new Step(flow, "mail-lanes", {
    impact: "invitations, receipts or confirmations do not leave",
    memory: 1024,
    uses: [
      records(flow, "get", "many", "query", "put", "update", "check"),
      links(flow),
      restored(flow),
      service.sending(),
      secretariat(flow),
      told(flow, "MAIL_FROM", "ALLOW_LIST"),
    ],
  });
  const urgent = new Inbox(flow, "mail-urgent", lanes);
  const bulk = new Inbox(flow, "mail-bulk", lanes);
  lanes.feedFrom(urgent);
  lanes.feedFrom(bulk, { atOnce: 2 });
  lanes.alarmOn({ signs: [urgent.givenUp(), bulk.givenUp()], what: gaveUp("mail-lanes", flow.config.name) });

  const moments = new MomentSteps(flow, "mail-moments", {
    impact:
      "the mails of a round, a reminder or a notice wait and nothing sends them, or those of a stopped round stay waiting",
    uses: [
      records(flow, "get", "query", "put", "update", "remove"),
      bulk.filled("BULK_QUEUE_URL"),
      service.planning(),
      restored(flow),
      told(flow, "MAIL_RATE_SHARE"),
    ],
  });
  moments.use(moments.booked());
  moments.every("rate(1 day)", "day");
  lanes.use(moments.booked());
  moments.wokenBy(mailBatchOpened, invitationRoundStopped);

  const events = new QueueSteps(flow, "mail-events", {
    // Its queue's second try comes before the lease of a mail ends: what left is known before anybody sends it again.
    timeout: 15,
    impact: "the board shows mails as sent that bounced, and a focal point who left counts as invited",
    uses: [records(flow, "get", "update")],
  });
  service.tells(events.inbox);
  service.alarms();

  new CfnOutput(flow, "MailUrgentQueueUrl", { value: urgent.queue.queueUrl });
  new CfnOutput(flow, "MailBulkQueueUrl", { value: bulk.queue.queueUrl });
  new CfnOutput(flow, "ConfigurationSet", { value: service.configurationSetName });
  const commands = new AskedSteps(flow, "mail-commands", {
    impact: "after a restore nobody can tell which mails may have left",
    // Where nothing was restored it refuses, and keeps the refusal.
    uses:
      flow.config.restore === undefined
        ? [records(flow, "get", "put")]
        : [
            records(flow, "get", "many", "query", "list", "put", "update", "remove"),
            ledger(flow, "append"),
            restored(flow),
          ],
  });
  return { commands, urgent };
}
