import { ConflictException, CreateScheduleCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import { environment } from "#platform/environment";

export interface Schedules {
  /**
   * Books one wake-up of the noun's moments queue; the schedule deletes itself when it fired. A name that exists is
   * the same wake-up booked before: nothing happens. Schedules are never updated (design, rule 4).
   */
  book(name: string, at: string, input: unknown): Promise<void>;
}

export function scheduler(): Schedules {
  const client = new SchedulerClient({});
  return {
    async book(name, at, input) {
      try {
        await client.send(
          new CreateScheduleCommand({
            Name: name,
            GroupName: environment("SCHEDULE_GROUP"),
            ScheduleExpression: `at(${at.slice(0, 19)})`,
            ScheduleExpressionTimezone: "UTC",
            FlexibleTimeWindow: { Mode: "OFF" },
            ActionAfterCompletion: "DELETE",
            Target: {
              Arn: environment("MOMENTS_QUEUE_ARN"),
              RoleArn: environment("SCHEDULE_ROLE_ARN"),
              Input: JSON.stringify(input),
            },
          }),
        );
      } catch (error) {
        if (!(error instanceof ConflictException)) throw error;
      }
    },
  };
}
