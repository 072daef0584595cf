import { CfnSchedule } from "aws-cdk-lib/aws-scheduler";
import { FACT_SOURCE } from "#events/envelope";
import type { FunctionName } from "#lib/functions";
import type { Flow } from "./ground.ts";
import { QueueSteps } from "./queue-steps.ts";
import { rule } from "./rule.ts";
import type { StepProps } from "./step.ts";
import { allow, type Use } from "./use.ts";

/** A noun's steps at moments: the scheduler puts each wake-up into their queue. */
export class MomentSteps extends QueueSteps {
  readonly #flow: Flow;

  constructor(flow: Flow, name: Extract<FunctionName, `${string}-moments`>, props: StepProps) {
    super(flow, name, props);
    this.#flow = flow;
    flow.scheduleRole.addToPolicy(allow(["sqs:SendMessage"], [this.inbox.queue.queueArn]));
  }

  /** For who books wake-ups of these steps: schedules of the stage's one group, with the stage's one role. */
  booked(): Use {
    const { scheduleGroup, scheduleRole } = this.#flow;
    const schedules = this.#flow.formatArn({
      service: "scheduler",
      resource: "schedule",
      resourceName: `${scheduleGroup.ref}/*`,
    });
    return {
      environment: {
        SCHEDULE_GROUP: scheduleGroup.ref,
        SCHEDULE_ROLE_ARN: scheduleRole.roleArn,
        MOMENTS_QUEUE_ARN: this.inbox.queue.queueArn,
      },
      statements: [
        allow(["scheduler:CreateSchedule"], [schedules]),
        allow(["iam:PassRole"], [scheduleRole.roleArn], {
          StringEquals: { "iam:PassedToService": "scheduler.amazonaws.com" },
        }),
      ],
    };
  }

  /** Facts that wake these steps as well, from our own source: their queue takes them beside the wake-ups. */
  wokenBy(...facts: readonly { readonly type: string }[]): void {
    rule(this, "Facts", {
      bus: this.#flow.bus,
      pattern: { source: [FACT_SOURCE], "detail-type": facts.map(({ type }) => type) },
      inbox: this.inbox,
    });
  }

  /** A wake-up that comes again and again, whatever happens. */
  every(rate: string, moment: string): void {
    const { scheduleGroup, scheduleRole } = this.#flow;
    new CfnSchedule(this, "Every", {
      groupName: scheduleGroup.ref,
      scheduleExpression: rate,
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: this.inbox.queue.queueArn,
        roleArn: scheduleRole.roleArn,
        input: JSON.stringify({ moment }),
      },
    });
  }
}
