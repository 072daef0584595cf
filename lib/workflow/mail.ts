import { CfnOutput } from "aws-cdk-lib";
import { invitationRoundStopped } from "#events/invitation/round-stopped.v1";
import { mailBatchOpened } from "#events/mail/batch-opened.v1";
import { FactSteps } from "#lib/constructs/fact-steps";
import type { Flow } from "#lib/constructs/ground";
import { Inbox } from "#lib/constructs/inbox";
import { MailService } from "#lib/constructs/mail-service";
import { MomentSteps } from "#lib/constructs/moment-steps";
import { QueueSteps } from "#lib/constructs/queue-steps";
import { Step } from "#lib/constructs/step";
import { ledger, links, records, restored, told } from "#lib/constructs/uses";

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
      told(flow, "MAIL_FROM", "MAIL_REPLY_TO", "SECRETARIAT_NAME", "ALLOW_LIST", "DEFAULT_LANGUAGE"),
    ],
  });
  const urgent = new Inbox(flow, "mail-urgent", flow, lanes);
  const bulk = new Inbox(flow, "mail-bulk", flow, lanes);
  lanes.feedFrom(urgent);
  lanes.feedFrom(bulk, { atOnce: 2 });

  const pump = [
    records(flow, "get", "query", "put", "update", "remove"),
    bulk.filled("BULK_QUEUE_URL"),
    service.planning(),
    restored(flow),
    told(flow, "MAIL_RATE_SHARE"),
  ];
  const moments = new MomentSteps(flow, "mail-moments", {
    impact: "a round stands still half-way: those further down its list are not written to",
    uses: pump,
  });
  moments.use(moments.booked());
  moments.every("rate(1 day)", "day");
  lanes.use(moments.booked());
  new FactSteps(flow, "mail-facts", {
    on: [mailBatchOpened, invitationRoundStopped],
    impact:
      "the mails of a round, a reminder or a notice wait and nothing sends them, or those of a stopped round stay waiting",
    uses: [...pump, moments.booked()],
  });

  const events = new QueueSteps(flow, "mail-events", {
    // Its queue's second try comes before the lease of a mail ends: what left is known before anybody sends it again.
    timeout: 15,
    impact: "the board shows mails as sent that bounced, and a focal point who left counts as invited",
    uses: [records(flow, "get", "update")],
  });
  service.tells(events.inbox);

  new CfnOutput(flow, "MailUrgentQueueUrl", { value: urgent.queue.queueUrl });
  new CfnOutput(flow, "MailBulkQueueUrl", { value: bulk.queue.queueUrl });
  new CfnOutput(flow, "ConfigurationSet", { value: service.configurationSetName });
  // By the gateway alone: a queue that waits for what is asked once in years costs every month.
  const commands = new Step(flow, "mail-commands", {
    timeout: 60,
    memory: 1024,
    impact: "after a restore nobody can tell which mails may have left",
    uses: [
      records(flow, "get", "many", "query", "list", "put", "update", "remove"),
      ledger(flow, "append"),
      restored(flow),
    ],
  });
  commands.alarmOnErrors();
  return { commands, urgent };
}
