import type { FunctionName } from "#lib/functions";
import type { Flow } from "./ground.ts";
import { Step, type StepProps } from "./step.ts";

/** Commands that only people give: asked by the gateway or a page, which waits. No machine may, so no queue of theirs is polled, which would cost every month. */
export class AskedSteps extends Step {
  constructor(flow: Flow, name: FunctionName, props: StepProps) {
    super(flow, name, { timeout: 60, memory: 1024, ...props });
    this.alarmOn({
      signs: [this.errors()],
      what: `${name} ended in an error or ran out of time within the last five minutes. Its log has the request.`,
    });
  }
}
