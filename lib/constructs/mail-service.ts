import { CfnOutput, Duration } from "aws-cdk-lib";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import { EventBus } from "aws-cdk-lib/aws-events";
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  SuppressionReasons,
} from "aws-cdk-lib/aws-ses";
import { Construct } from "constructs";
import { isGated, mailFromDomain } from "#lib/config";
import { alarm } from "./alarm.ts";
import type { Flow } from "./ground.ts";
import type { Inbox } from "./inbox.ts";
import { rule } from "./rule.ts";
import { allow, type Use } from "./use.ts";

const senderDomain = ({ config }: Flow) => config.mail.from.slice(config.mail.from.lastIndexOf("@") + 1);
const identityArn = (flow: Flow) =>
  flow.formatArn({ service: "ses", resource: "identity", resourceName: senderDomain(flow) });

/** For who lets a round go: whether it looks first, and what it looks at. Nothing is granted where it does not look. */
export function releaseGate(flow: Flow): Use {
  if (!isGated(flow.config)) return { environment: { RELEASE_GATE: "off" }, statements: [] };
  return {
    environment: { RELEASE_GATE: "on", MAIL_FROM: flow.config.mail.from, SITE_URL: flow.record.siteUrl },
    statements: [allow(["ses:GetAccount"], ["*"]), allow(["ses:GetEmailIdentity"], [identityArn(flow)])],
  };
}

const TAGS = "$.detail.mail.tags";
const ids = { type: "$.detail.eventType", mail: `${TAGS}.mail[0]`, att: `${TAGS}.att[0]`, time: "$.time" };

/** What SES judges an account by, over all its stages: it looks into one at 5 % bounces or 0.1 % complaints, and soon stops it. We ring before. */
export const SHARES = {
  bounces: { rate: "Reputation.BounceRate", ring: 0.04, review: 0.05 },
  complaints: { rate: "Reputation.ComplaintRate", ring: 0.0008, review: 0.001 },
} as const;
export type Reputation = keyof typeof SHARES;

/** The account's share of mails that bounced, or that somebody called spam; between 0 and 1. */
export function reputation(of: Reputation): Metric {
  return new Metric({
    namespace: "AWS/SES",
    metricName: SHARES[of].rate,
    period: Duration.hours(1),
    statistic: "Maximum",
  });
}

const percent = (share: number) => `${Number((100 * share).toFixed(2))} %`;

/** SES: who we send as, and how we hear what became of a mail. */
export class MailService extends Construct {
  readonly #flow: Flow;
  readonly #configurationSet: ConfigurationSet;
  readonly #identityArn: string;

  constructor(flow: Flow) {
    super(flow, "MailService");
    this.#flow = flow;
    const { identity, requireTls } = flow.config.mail;
    this.#identityArn = identityArn(flow);
    const back = mailFromDomain(flow.config);
    if (identity === "create") {
      const { dkimRecords } = new EmailIdentity(this, "Identity", {
        identity: Identity.domain(senderDomain(flow)),
        // Until its records are seen, bounces come back to SES's own domain, and mails leave all the same.
        ...(back !== undefined && { mailFromDomain: back }),
      });
      for (const [index, { name, value }] of dkimRecords.entries())
        new CfnOutput(flow, `DkimRecord${index + 1}`, { value: `${name} CNAME ${value}` });
    }
    this.#configurationSet = new ConfigurationSet(this, "ConfigurationSet", {
      tlsPolicy: requireTls ? ConfigurationSetTlsPolicy.REQUIRE : ConfigurationSetTlsPolicy.OPTIONAL,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
      reputationMetrics: true,
    });
    this.#configurationSet.addEventDestination("Events", {
      // SES reaches no other bus than this one.
      destination: EventDestination.eventBus(EventBus.fromEventBusName(this, "DefaultBus", "default")),
      events: [
        EmailSendingEvent.SEND,
        EmailSendingEvent.DELIVERY,
        EmailSendingEvent.DELIVERY_DELAY,
        EmailSendingEvent.REJECT,
        EmailSendingEvent.RENDERING_FAILURE,
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
      ],
    });
  }

  /**
   * SES's events hold addresses, headers and the links in them. Two rules keep ids alone: every path that they read is in
   * every event that they match (a complaint without a feedback report names no kind, so none is read).
   */
  tells(inbox: Inbox): void {
    rule(this, "Events", {
      pattern: this.#ours([
        "Email Sent",
        "Email Delivered",
        "Email Delivery Delayed",
        "Email Rejected",
        "Email Rendering Failed",
        "Email Complaint Received",
      ]),
      inbox,
      instead: ids,
    });
    rule(this, "Bounces", {
      pattern: this.#ours(["Email Bounced"]),
      inbox,
      instead: { ...ids, kind: "$.detail.bounce.bounceType", subKind: "$.detail.bounce.bounceSubType" },
    });
  }

  /** For who sends: as one address, through one configuration set. */
  sending(): Use {
    const { configurationSetName } = this.#configurationSet;
    const set = this.#flow.formatArn({
      service: "ses",
      resource: "configuration-set",
      resourceName: configurationSetName,
    });
    return {
      environment: { CONFIGURATION_SET: configurationSetName },
      statements: [
        // For raw content SES checks the permission of its former API as well.
        allow(["ses:SendEmail", "ses:SendRawEmail"], [this.#identityArn, set], {
          StringEquals: { "ses:FromAddress": this.#flow.config.mail.from },
        }),
      ],
    };
  }

  /** For who plans: the account's quota, which is of no resource. */
  planning(): Use {
    return { environment: {}, statements: [allow(["ses:GetAccount"], ["*"])] };
  }

  alarms(): void {
    for (const page of ["bounces", "complaints"] as const) {
      const { ring, review } = SHARES[page];
      alarm(this, page, this.#flow, {
        metric: reputation(page),
        threshold: ring,
        impact: "SES stops this account, and no invitation, receipt or reminder of any stage in it leaves",
        what: `The account's share of ${page} has reached ${percent(ring)}; SES puts the account under review at ${percent(review)}.`,
        page,
      });
    }
  }

  get configurationSetName(): string {
    return this.#configurationSet.configurationSetName;
  }

  #ours(types: readonly string[]) {
    const present = [{ exists: true }];
    const tags = { "ses:configuration-set": [this.configurationSetName], mail: present, att: present };
    return { source: ["aws.ses"], "detail-type": types, detail: { mail: { tags } } };
  }
}
