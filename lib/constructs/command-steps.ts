import { COMMAND_SOURCES } from "#events/envelope";
import type { FunctionName } from "#lib/functions";
import type { Flow } from "./ground.ts";
import { QueueSteps } from "./queue-steps.ts";
import { rule } from "./rule.ts";
import type { StepProps } from "./step.ts";
import { told } from "./uses.ts";

export interface CommandContract {
  readonly type: string;
  readonly personal: boolean;
}

/** Where commands on the bus come from. */
export const commandSources = [COMMAND_SOURCES.secretariat, { prefix: COMMAND_SOURCES.partnerPrefix }];

/** What of them travels on the bus: a personal command is taken at the gateway only. */
export function onTheBus(contracts: readonly CommandContract[]): string[] {
  return contracts.filter(({ personal }) => !personal).map(({ type }) => type);
}

/** A noun's commands, by both doors: invoked by the gateway or a page for a person who waits, and fed by the bus for machines. */
export class CommandSteps extends QueueSteps {
  constructor(
    flow: Flow,
    name: Extract<FunctionName, `${string}-commands`>,
    props: StepProps & { readonly takes: readonly CommandContract[] },
  ) {
    super(flow, name, { timeout: 60, memory: 1024, waitedFor: true, ...props });
    this.use(told(flow, "TRUSTED_SOURCES"));
    rule(this, "Rule", {
      bus: flow.bus,
      pattern: { source: commandSources, "detail-type": onTheBus(props.takes) },
      inbox: this.inbox,
    });
  }
}
