import type { DeliveryOptions } from "./deliveries.ts";
import type { Bus, Delivery } from "./engines/bus.ts";
import type { Destinations } from "./engines/destinations.ts";

/** What is told when a rule names an address or a bus. */
export interface Outside {
  bus: Bus;
  destinations: Destinations;
}

/** EventBridge's own patience with a target. */
const PATIENCE = { attempts: 185, seconds: 86_400 };

/** Hands what a rule matched to another bus or to an address, with the rights of the target's role. Throws what stands in the way. */
export function deliverOutside(delivery: Delivery, options: DeliveryOptions, { bus, destinations }: Outside): void {
  const { rule, target, payload, event } = delivery;
  const { account, grants } = options;
  const { roleArn, deadLetterArn, retry } = target;
  const nothing: Record<string, string> = {};
  const isAddress = destinations.has(target.arn);
  const need = {
    action: isAddress ? "events:InvokeApiDestination" : "events:PutEvents",
    resource: target.arn,
    context: isAddress ? nothing : { "events:source": event.source, "events:detail-type": event["detail-type"] },
  };
  if (roleArn === undefined || !grants.trusts(roleArn, "events.amazonaws.com", { "aws:SourceAccount": account }))
    throw new Error(`EventBridge may not take on the role of its target (${roleArn ?? "it has none"})`);
  if (!grants.allows(roleArn, need)) throw grants.denial({ name: "events", roleArn }, need);
  const left = { "aws:SourceArn": rule.arn, "aws:SourceAccount": account };
  if (
    deadLetterArn !== undefined &&
    !grants.resourceAllows("events.amazonaws.com", {
      action: "sqs:SendMessage",
      resource: deadLetterArn,
      context: left,
    })
  )
    throw new Error(`the policy of ${deadLetterArn} does not let ${rule.arn} leave there what was not taken`);
  if (!isAddress) {
    if (bus.hasBus(target.arn)) bus.forward(target.arn, event);
    else destinations.leave(target.arn);
    return;
  }
  const { attempts, seconds } = { ...PATIENCE, ...retry };
  destinations.hand({
    destination: target.arn,
    payload,
    ruleArn: rule.arn,
    mostTries: attempts,
    longestSeconds: seconds,
    ...(deadLetterArn !== undefined && { deadLetterArn }),
  });
}
