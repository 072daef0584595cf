import { FACT_SOURCE } from "#events/envelope";
import type { FunctionName } from "#lib/functions";
import type { Flow } from "./ground.ts";
import { QueueSteps } from "./queue-steps.ts";
import { rule } from "./rule.ts";
import type { StepProps } from "./step.ts";

/** A noun's steps on facts: one rule for all of them, filtered on our own source. */
export class FactSteps extends QueueSteps {
  constructor(
    flow: Flow,
    name: Extract<FunctionName, `${string}-facts`>,
    props: StepProps & { readonly on: readonly { readonly type: string }[] },
  ) {
    super(flow, name, props);
    rule(this, "Rule", {
      bus: flow.bus,
      pattern: { source: [FACT_SOURCE], "detail-type": props.on.map(({ type }) => type) },
      inbox: this.inbox,
    });
  }
}
