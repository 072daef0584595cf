import { CfnOutput, Duration } from "aws-cdk-lib";
import {
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  MathExpression,
  Metric,
  PeriodOverride,
  SingleValueWidget,
  TextWidget,
} from "aws-cdk-lib/aws-cloudwatch";
import type { FunctionName } from "#lib/functions";
import type { Counted } from "#platform/metrics";
import type { Flow } from "./ground.ts";
import { Inbox } from "./inbox.ts";
import { reputation, SHARES } from "./mail-service.ts";
import { Step } from "./step.ts";

/** As functions/platform/metrics.ts writes them; a test compares. */
const OURS = { namespace: "Convoke", service: "convoke" };

/** Where somebody waits, or everything does. The pages behind the front door answer with a sentence when they fail: the API counts those. */
const WATCHED: readonly FunctionName[] = [
  "dialogue-commands",
  "meeting-commands",
  "invitation-answers",
  "invitation-commands",
  "report-commands",
  "mail-lanes",
  "relay-ledger",
];
/** Where a round can stand still. */
const LANES = ["mail-urgent", "mail-bulk", "invitation-pages", "reminder-pages", "report-pages"];
const DEEP = ["mail-urgent", "mail-bulk"];

/**
 * The one page that ops look at. It refers to at most fifty metrics: the first three such dashboards of an account are free,
 * every other costs three dollars a month.
 */
export function dashboard(flow: Flow, relay: { readonly age: IMetric; readonly parked: Metric }): void {
  const made = new Dashboard(flow, "Dashboard", { periodOverride: PeriodOverride.AUTO, start: "-P30D" });
  const inboxes = flow.node.findAll().filter((one) => one instanceof Inbox);
  made.addWidgets(words(flow.config.name));
  made.addWidgets(parties(flow), mails(flow));
  made.addWidgets(givenUp(inboxes, relay.parked), errors(flow));
  made.addWidgets(depth(inboxes), age(inboxes), relayAge(relay.age));
  made.addWidgets(share("bounces", "Bounces"), share("complaints", "Complaints"));
  new CfnOutput(flow, "DashboardUrl", {
    value: `https://${flow.region}.console.aws.amazon.com/cloudwatch/home?region=${flow.region}#dashboards/dashboard/${made.dashboardName}`,
  });
}

function words(stage: string): IWidget {
  const text = [
    `**Convoke ${stage}.** Parties and mails are counted where their rows change, within the time shown; silent are those invited and not yet answered. What holds for one meeting: \`npx convoke board <meeting> --stage ${stage}\`.`,
    `Something is red? RUNBOOK.md has a page for every alarm. What functions gave up on: \`npx convoke dlq --stage ${stage}\`.`,
  ];
  return new TextWidget({ width: 24, height: 3, markdown: text.join("\n\n") });
}

function counted({ config }: Flow, what: Counted, label: string): Metric {
  return new Metric({
    namespace: OURS.namespace,
    metricName: what,
    dimensionsMap: { service: OURS.service, stage: config.name },
    statistic: "Sum",
    period: Duration.hours(1),
    label,
  });
}

function parties(flow: Flow): IWidget {
  const invited = counted(flow, "Invited", "invited");
  const answered = counted(flow, "Answered", "answered");
  const silent = new MathExpression({
    expression: "invited - FILL(answered, 0)",
    usingMetrics: { invited, answered },
    period: Duration.hours(1),
    label: "silent",
  });
  return totals("Parties", 8, [invited, answered, silent]);
}

function mails(flow: Flow): IWidget {
  const all = (
    [
      ["MailsSent", "sent"],
      ["MailsNotSent", "not sent"],
      ["MailsUnknown", "outcome unknown"],
      ["Delivered", "delivered"],
      ["Bounced", "bounced"],
      ["Complained", "called spam"],
    ] as const
  ).map(([what, label]) => counted(flow, what, label));
  return totals("Mails", 16, all);
}

function totals(title: string, width: number, metrics: IMetric[]): IWidget {
  return new SingleValueWidget({ title, width, height: 4, metrics, setPeriodToTimeRange: true });
}

function givenUp(inboxes: readonly Inbox[], parked: Metric): IWidget {
  const left = [
    ...inboxes.map((inbox) => labelled(inbox.givenUp(), inbox.label)),
    labelled(parked, "rows that nobody can read"),
  ];
  return graph("Dead letters", 12, left);
}

function errors(flow: Flow): IWidget {
  const steps = flow.node.findAll().filter((one) => one instanceof Step);
  const api = flow.record.api.metricServerError({ period: Duration.minutes(5), statistic: "Sum" });
  const left = [
    ...WATCHED.flatMap((name) => {
      const step = steps.find(({ node }) => node.id === name);
      return step === undefined ? [] : [labelled(step.errors(), name)];
    }),
    labelled(api, "pages and console (5xx)"),
  ];
  return graph("Errors", 12, left);
}

function depth(inboxes: readonly Inbox[]): IWidget {
  return graph(
    "Messages that wait",
    8,
    of(inboxes, DEEP, ({ queue }) => queue.metricApproximateNumberOfMessagesVisible()),
  );
}

function age(inboxes: readonly Inbox[]): IWidget {
  return graph(
    "Oldest message, seconds",
    8,
    of(inboxes, LANES, ({ queue }) => queue.metricApproximateAgeOfOldestMessage()),
  );
}

function of(inboxes: readonly Inbox[], labels: readonly string[], metric: (inbox: Inbox) => Metric): Metric[] {
  return inboxes
    .filter(({ label }) => labels.includes(label))
    .map((inbox) => metric(inbox).with({ statistic: "Maximum", period: Duration.minutes(5), label: inbox.label }));
}

function relayAge(metric: IMetric): IWidget {
  return graph("Oldest fact not handed on, milliseconds", 8, [metric]);
}

function share(of: "bounces" | "complaints", title: string): IWidget {
  const { ring, review } = SHARES[of];
  return new GraphWidget({
    title: `${title}, share of the account's mails`,
    width: 12,
    height: 6,
    left: [reputation(of)],
    leftAnnotations: [
      { value: ring, label: "the alarm rings" },
      { value: review, label: "SES looks into the account" },
    ],
  });
}

const graph = (title: string, width: number, left: IMetric[]): IWidget =>
  new GraphWidget({ title, width, height: 6, left, leftYAxis: { min: 0 } });

const labelled = (metric: Metric, label: string): Metric => metric.with({ label });
