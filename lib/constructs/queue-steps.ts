import type { FunctionName } from "#lib/functions";
import type { Ground } from "./ground.ts";
import { Inbox } from "./inbox.ts";
import { type FeedProps, Step, type StepProps } from "./step.ts";

/** A step that works off a queue of its own. */
export class QueueSteps extends Step {
  readonly inbox: Inbox;

  constructor(ground: Ground, name: FunctionName, props: StepProps & FeedProps) {
    super(ground, name, props);
    this.inbox = new Inbox(this, "Inbox", ground, this);
    this.feedFrom(this.inbox, props);
  }
}
