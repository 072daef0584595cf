import type { Delivery } from "./engines/bus.ts";
import type { Firing, ScheduleTarget } from "./engines/scheduler.ts";
import type { Sqs } from "./engines/sqs.ts";
import type { Grants } from "./grants.ts";

export interface DeliveryOptions {
  region: string;
  account: string;
  grants: Grants;
  sqs: Sqs;
}

/** Puts what a rule matched into its queue, if the queue's policy lets the rule. Throws what stands in the way. */
export function deliverEvent({ rule, target, payload }: Delivery, { account, grants, sqs }: DeliveryOptions): void {
  const context = { "aws:SourceArn": rule.arn, "aws:SourceAccount": account };
  const need = { action: "sqs:SendMessage", resource: target.arn, context };
  if (!grants.resourceAllows("events.amazonaws.com", need)) {
    throw new Error(`the queue's policy does not allow sqs:SendMessage to events.amazonaws.com from ${rule.arn}`);
  }
  sqs.send(target.arn, payload, { sender: "events.amazonaws.com" });
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
  sqs.send(target.arn, input, { sender: "scheduler.amazonaws.com" });
}
