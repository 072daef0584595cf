import type { Delivery } from "./engines/bus.ts";
import type { Firing, ScheduleTarget } from "./engines/scheduler.ts";
import type { Sqs } from "./engines/sqs.ts";
import type { Grants } from "./grants.ts";
import type { Tally } from "./tally.ts";
import type { Faults } from "./unkind/faults.ts";
import type { FaultKind } from "./unkind/kinds.ts";

export interface DeliveryOptions {
  region: string;
  account: string;
  grants: Grants;
  sqs: Sqs;
  faults: Faults;
  tally: Tally;
}

/** The longest that an event or a schedule is late, in seconds. */
const LATE_BY = 60;

/** Puts what a rule matched into its queue, if the queue's policy lets the rule. Throws what stands in the way. */
export function deliverEvent({ rule, target, payload, event }: Delivery, options: DeliveryOptions): void {
  const { account, grants } = options;
  const context = { "aws:SourceArn": rule.arn, "aws:SourceAccount": account };
  const need = { action: "sqs:SendMessage", resource: target.arn, context };
  if (!grants.resourceAllows("events.amazonaws.com", need)) {
    throw new Error(`the queue's policy does not allow sqs:SendMessage to events.amazonaws.com from ${rule.arn}`);
  }
  const ofMail = event.source === "aws.ses";
  hand(target.arn, payload, "events.amazonaws.com", options, {
    place: rule.name,
    twice: ofMail ? "mail-event-twice" : "bus-delivered-twice",
    ...(ofMail && { late: "mail-event-late" }),
  });
}

/** Puts what a schedule sends into its queue with the rights of the schedule's role. Throws what stands in the way. */
export function deliverMoment(target: ScheduleTarget, input: string, firing: Firing, options: DeliveryOptions): void {
  const { region, account, grants, sqs } = options;
  if (target.arn.startsWith("arn:aws:sqs:") && !sqs.has(target.arn)) {
    sqs.setAside(target.arn, input, "scheduler.amazonaws.com");
    throw new Error("there is no such queue any longer; the message is kept and waits for one of that name");
  }
  const group = `arn:aws:scheduler:${region}:${account}:schedule-group/${firing.group}`;
  if (
    !grants.trusts(target.roleArn, "scheduler.amazonaws.com", { "aws:SourceArn": group, "aws:SourceAccount": account })
  ) {
    throw new Error(`the scheduler may not take on ${target.roleArn} for ${group}`);
  }
  const need = { action: "sqs:SendMessage", resource: target.arn, context: {} };
  if (!grants.allows(target.roleArn, need)) {
    throw new Error(grants.denial({ name: "scheduler", roleArn: target.roleArn }, need).message);
  }
  if (!target.arn.startsWith("arn:aws:sqs:")) throw new Error("the local stack's schedules reach queues only");
  hand(target.arn, input, "scheduler.amazonaws.com", options, {
    place: firing.group,
    twice: "schedule-twice",
    late: "schedule-late",
  });
}

/** Once and at once; on an unkind stack now and then late, or again a little later. */
function hand(
  queue: string,
  body: string,
  sender: string,
  { sqs, faults, tally }: DeliveryOptions,
  { place, twice, late }: { place: string; twice: FaultKind; late?: FaultKind },
): void {
  const after = (how: number | undefined) => ({
    sender,
    ...(how !== undefined && { delaySeconds: Math.ceil(how * LATE_BY) }),
  });
  tally.add("delivered");
  if (sender === "scheduler.amazonaws.com") tally.add("fired");
  sqs.send(queue, body, after(late && faults.strike(late, place)));
  const again = faults.strike(twice, place);
  if (again !== undefined) sqs.send(queue, body, after(again));
}
