import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";

/** What is counted, in the words of the dashboard: parties first, then mails. */
export const counted = [
  "Invited",
  "Answered",
  "MailsSent",
  "MailsNotSent",
  "MailsUnknown",
  "Delivered",
  "Bounced",
  "Complained",
] as const;
export type Counted = (typeof counted)[number];

export const METRICS_NAMESPACE = "Convoke";
export const METRICS_SERVICE = "convoke";

/** A line of the log from which CloudWatch takes the number. By stage and nothing finer: each other dimension would be a price a month. */
export const metrics = new Metrics({
  namespace: METRICS_NAMESPACE,
  serviceName: METRICS_SERVICE,
  singleMetric: true,
  defaultDimensions: { stage: process.env["STAGE"] ?? "none" },
});

/** Counts what a row's change of state has just decided: called after it, so that a repeat, which changes nothing, counts nothing. */
export function count(what: Counted, number = 1): void {
  if (number > 0) metrics.addMetric(what, MetricUnit.Count, number);
}
