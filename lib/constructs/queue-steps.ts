import type { FunctionName } from "#lib/functions";
import type { Ground } from "./ground.ts";
import { gaveUp, Inbox } from "./inbox.ts";
import { type FeedProps, Step, type StepProps } from "./step.ts";

interface Waited {
  /** Somebody waits for its answer too, beside its queue. */
  readonly waitedFor?: boolean;
}

/** A step that works off a queue of its own. */
export class QueueSteps extends Step {
  readonly inbox: Inbox;

  constructor(ground: Ground, name: FunctionName, { waitedFor = false, ...props }: StepProps & FeedProps & Waited) {
    super(ground, name, props);
    this.inbox = new Inbox(this, "Inbox", this);
    this.feedFrom(this.inbox, props);
    const given = gaveUp(name, ground.config.name);
    this.alarmOn(
      waitedFor
        ? {
            signs: [this.inbox.givenUp(), this.errors()],
            what: `${given} Or it ended in an error, or ran out of time, while somebody waited.`,
          }
        : { signs: [this.inbox.givenUp()], what: given },
    );
  }
}
