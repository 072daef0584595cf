import { CfnEventBus } from "aws-cdk-lib/aws-events";
import { ConfigError } from "#lib/config";
import type { Flow } from "#lib/constructs/ground";
import { Subscriber } from "#lib/constructs/subscriber";

/** Other systems that the stage's configuration names. Throws ConfigError for the stage's own bus, which would tell itself for ever. */
export function subscribers(flow: Flow): void {
  const made = flow.bus.node.defaultChild;
  const own: unknown = made instanceof CfnEventBus ? flow.resolve(made.name) : undefined;
  for (const [name, asked] of Object.entries(flow.config.subscribers ?? {})) {
    if (typeof own === "string" && asked.bus?.endsWith(`:event-bus/${own}`))
      throw new ConfigError(
        `Stage ${flow.config.name}, key subscribers.${name}.bus: must be another bus than the stage's own; for example "bus": "arn:aws:events:eu-west-1:123456789012:event-bus/registry"`,
      );
    new Subscriber(flow, name, asked);
  }
}
