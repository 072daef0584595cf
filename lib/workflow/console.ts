import { commands } from "#events/catalogue";
import { commandSources, onTheBus } from "#lib/constructs/command-steps";
import type { Flow } from "#lib/constructs/ground";
import { QueueSteps } from "#lib/constructs/queue-steps";
import { rule } from "#lib/constructs/rule";
import { records } from "#lib/constructs/uses";

/** Commands on the bus that no noun takes: unknown ones, and personal ones, which only people may give. Their senders are told. */
export function unknownCommands(flow: Flow): void {
  const steps = new QueueSteps(flow, "console-unknown", {
    impact: "a partner's system that sends a wrong command is not told so",
    uses: [records(flow, "put")],
  });
  rule(steps, "Rule", {
    bus: flow.bus,
    pattern: { source: commandSources, "detail-type": [{ "anything-but": onTheBus(commands) }] },
    inbox: steps.inbox,
  });
}
