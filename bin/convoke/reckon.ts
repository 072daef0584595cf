import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod/mini";
import { type Act, acts, measured, unitNames } from "#bin/convoke/measured";

const price = z.object({
  dollars: z.number(),
  per: z.number(),
  of: z.string(),
  free: z._default(z.number(), 0),
  source: z.string(),
  checked: z.boolean(),
});
const bySize = z.object({ dollars: z.number(), of: z.string(), source: z.string(), checked: z.boolean() });
const fixed = ["secrets", "alarms", "dashboards", "polls", "userPools"] as const;
const file = z.object({
  asOf: z.string(),
  region: z.string(),
  note: z.string(),
  prices: z.record(z.enum([...unitNames, ...fixed, "mailsEssentials"]), price),
  bySize: z.record(z.enum(["tables", "buckets", "logs"]), bySize),
});

/** List prices in dollars, of one day and one region. */
export const prices = file.parse(JSON.parse(readFileSync(join(import.meta.dirname, "prices.json"), "utf-8")));

export interface Line {
  readonly what: string;
  readonly amount: number;
  readonly dollars: number;
}
type Priced = keyof typeof prices.prices;

function line(name: Priced, amount: number): Line {
  const { dollars, per, of, free } = prices.prices[name];
  return { what: of, amount, dollars: (Math.max(0, amount - free) / per) * dollars };
}

/** How often each act is taken to happen for one invitee. */
export const shares: Readonly<Record<Act, number>> = { invitation: 1, opening: 2, answer: 0.2, reminder: 1.2 };
/** The same in words. */
export const assumed =
  "delegations of three; every link opened twice by scanners; six of ten delegations answer, by one person each, with a receipt and a confirmation; the silent four are reminded three times";

/** A round to so many invitees, by what is billed. */
export function roundLines(invitees: number): Line[] {
  const kept = measured();
  return unitNames.map((name) =>
    line(
      name,
      acts.reduce((sum, act) => sum + invitees * shares[act] * kept.acts[act][name], 0),
    ),
  );
}
/** Dollars of one act, mails apart. */
export function besideMail(act: Act): number {
  const kept = measured().acts[act];
  return unitNames.reduce((sum, name) => sum + (name === "mails" ? 0 : line(name, kept[name]).dollars), 0);
}
/** What the mails of a round cost on the plan that new accounts have. */
export const essentials = (mails: number): number => line("mailsEssentials", mails).dollars;

/** Lambda's five pollers of a queue ask every twenty seconds, in a month of thirty days. */
const POLLS = (5 * 30 * 86_400) / 20;
export interface TemplateResource {
  readonly Type: string;
  readonly Properties: { readonly [name: string]: unknown };
}

/** An alarm over a sum is billed by the metrics in it. */
function metricsWatched(resources: readonly TemplateResource[]): number {
  return resources
    .filter(({ Type }) => Type === "AWS::CloudWatch::Alarm")
    .reduce((sum, { Properties }) => sum + JSON.stringify(Properties).split('"MetricName"').length - 1, 0);
}

/** What a stage costs a month while nobody uses it, by the resources of its templates. */
export function idleLines(resources: readonly TemplateResource[]): Line[] {
  const count = (type: string) => resources.filter(({ Type }) => Type === type).length;
  const polled = resources.filter(
    ({ Type, Properties }) =>
      Type === "AWS::Lambda::EventSourceMapping" && Properties["StartingPosition"] === undefined,
  );
  const all = [
    line("secrets", count("AWS::SecretsManager::Secret")),
    line("alarms", metricsWatched(resources)),
    line("dashboards", count("AWS::CloudWatch::Dashboard")),
    {
      ...line("polls", polled.length * POLLS),
      what: `${prices.prices.polls.of}, by Lambda on ${polled.length} queues`,
    },
    line("userPools", count("AWS::Cognito::UserPool")),
  ];
  return all.filter(({ amount }) => amount > 0);
}

export const sum = (lines: readonly Line[]): number => lines.reduce((total, { dollars }) => total + dollars, 0);
