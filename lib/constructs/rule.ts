import { CfnRule, type IEventBus } from "aws-cdk-lib/aws-events";
import type { Construct } from "constructs";
import type { Inbox } from "./inbox.ts";

export interface RuleProps {
  /** The account's default bus where none is named. */
  readonly bus?: IEventBus;
  readonly pattern: { readonly [field: string]: unknown };
  readonly inbox: Inbox;
  /** What is put into the queue instead of the event. */
  readonly instead?: { readonly [field: string]: string };
}

/**
 * A rule with one queue as its target. It has no dead-letter queue of its own: that would only see what EventBridge could not
 * put into the queue for a day, and would hold the event as it was.
 */
export function rule(scope: Construct, id: string, { bus, pattern, inbox, instead }: RuleProps): void {
  const made = new CfnRule(scope, id, {
    ...(bus && { eventBusName: bus.eventBusName }),
    eventPattern: pattern,
    targets: [{ id: "Inbox", arn: inbox.queue.queueArn, ...(instead && { inputTransformer: transformer(instead) }) }],
  });
  inbox.takeFrom(made.attrArn);
}

/** Every path must exist in every event that the pattern matches: a missing one would make the output no JSON. */
function transformer(paths: { readonly [field: string]: string }) {
  const fields = Object.keys(paths).map((field) => `"${field}":<${field}>`);
  return { inputPathsMap: { ...paths }, inputTemplate: `{${fields.join(",")}}` };
}
