import type { FunctionName } from "#lib/functions";
import type { Flow } from "./ground.ts";
import { QueueSteps } from "./queue-steps.ts";
import type { StepProps } from "./step.ts";
import type { Use } from "./use.ts";

/** A noun's fan-out: each message is one page of an audience. Five at once leave the rest of a fresh account's ten to people who answer. */
export class PageSteps extends QueueSteps {
  constructor(flow: Flow, name: Extract<FunctionName, `${string}-pages`>, props: StepProps) {
    super(flow, name, { timeout: 60, atOnce: 5, ...props });
  }

  /** For the planner that hands out the pages. */
  handedOut(): Use {
    return this.inbox.filled("PAGES_QUEUE_URL");
  }
}
