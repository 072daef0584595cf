import { GetScheduleCommand, ListSchedulesCommand } from "@aws-sdk/client-scheduler";
import { scheduler } from "#platform/schedules";
import { onEngines } from "./places/place.ts";
import { givenScheduler, localScheduler, type SchedulePlace } from "./places/schedules.ts";
import { scheduleWire } from "./schedule-wire.ts";
import { schedulesContract } from "./schedules.ts";

async function booked({ scheduler: client, group: GroupName }: SchedulePlace) {
  const { Schedules = [] } = await client.send(new ListSchedulesCommand({ GroupName }));
  return Promise.all(
    Schedules.map(async ({ Name = "" }) => {
      const { ScheduleExpression = "", Target } = await client.send(new GetScheduleCommand({ GroupName, Name }));
      const at = `${ScheduleExpression.replace(/^at\((.*)\)$/, "$1")}Z`;
      const input: unknown = JSON.parse(Target?.Input ?? "null");
      return { name: Name, at, input };
    }),
  );
}

onEngines("SCHEDULER", localScheduler, givenScheduler, (name, place) => {
  schedulesContract(name, async () => {
    await place().clear();
    return { schedules: scheduler(), booked: () => booked(place()) };
  });
  scheduleWire(place);
});
