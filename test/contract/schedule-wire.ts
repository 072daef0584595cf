import {
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  DeleteScheduleCommand,
  GetScheduleCommand,
  ListSchedulesCommand,
  UpdateScheduleCommand,
} from "@aws-sdk/client-scheduler";
import { beforeEach, describe, expect, it } from "vitest";
import type { SchedulePlace } from "./places/schedules.ts";

const hour = 3600;

/** Schedules by AWS's own interface. Whether they fire is seen only where the clock can be moved: elsewhere it takes minutes. */
export function scheduleWire(place: () => SchedulePlace) {
  describe("schedules on the wire", () => {
    beforeEach(() => place().clear());
    const input = (Name: string, more: Partial<CreateScheduleCommandInput> = {}): CreateScheduleCommandInput => ({
      Name,
      GroupName: place().group,
      ScheduleExpression: "at(2042-02-18T08:00:00)",
      FlexibleTimeWindow: { Mode: "OFF" },
      Target: {
        Arn: process.env["MOMENTS_QUEUE_ARN"],
        RoleArn: process.env["SCHEDULE_ROLE_ARN"],
        Input: JSON.stringify(Name),
      },
      ...more,
    });
    const create = (Name: string, more: Partial<CreateScheduleCommandInput> = {}) =>
      place().scheduler.send(new CreateScheduleCommand(input(Name, more)));
    const update = (Name: string, more: Partial<CreateScheduleCommandInput> = {}) =>
      place().scheduler.send(new UpdateScheduleCommand(input(Name, more)));
    const get = (Name: string) => place().scheduler.send(new GetScheduleCommand({ Name, GroupName: place().group }));
    const named = (name: string) => expect.objectContaining({ name });
    /** An at() so many seconds ahead of this engine's clock, as its time zone says it. */
    const ahead = (seconds: number, offset = 0) =>
      `at(${new Date(place().now() + (seconds + offset) * 1000).toISOString().slice(0, 19)})`;

    it("a schedule is described as it was made, with what AWS adds", async () => {
      const { ScheduleArn } = await create("one", {
        ActionAfterCompletion: "DELETE",
        ScheduleExpressionTimezone: "Africa/Nairobi",
        Description: "é",
      });
      expect(ScheduleArn).toMatch(new RegExp(`:schedule/${place().group}/one$`));
      expect(await get("one")).toMatchObject({
        Arn: ScheduleArn,
        Name: "one",
        GroupName: place().group,
        ScheduleExpression: "at(2042-02-18T08:00:00)",
        ScheduleExpressionTimezone: "Africa/Nairobi",
        FlexibleTimeWindow: { Mode: "OFF" },
        State: "ENABLED",
        ActionAfterCompletion: "DELETE",
        Description: "é",
        Target: { Input: '"one"' },
      });
    });

    it("a name that is taken is refused, an update replaces everything and keeps the birthday", async () => {
      await create("one", { Description: "first" });
      await expect(create("one")).rejects.toEqual(named("ConflictException"));
      const { CreationDate } = await get("one");
      await update("one", { ScheduleExpression: "rate(1 hour)", State: "DISABLED" });
      const changed = await get("one");
      expect(changed).toMatchObject({ ScheduleExpression: "rate(1 hour)", State: "DISABLED", CreationDate });
      expect(changed.Description).toBeUndefined();
    });

    it("what is not there cannot be read, changed or deleted", async () => {
      const missing = named("ResourceNotFoundException");
      await expect(get("none")).rejects.toEqual(missing);
      await expect(update("none")).rejects.toEqual(missing);
      await expect(
        place().scheduler.send(new DeleteScheduleCommand({ Name: "none", GroupName: place().group })),
      ).rejects.toEqual(missing);
      await expect(create("one", { GroupName: `${place().group}-none` })).rejects.toEqual(missing);
    });

    it("are listed by group and prefix", async () => {
      for (const name of ["a-1", "a-2", "b-1"]) await create(name);
      const { Schedules = [] } = await place().scheduler.send(
        new ListSchedulesCommand({ GroupName: place().group, NamePrefix: "a-" }),
      );
      expect(Schedules.map(({ Name }) => Name).sort()).toEqual(["a-1", "a-2"]);
    });

    it("a flexible window of up to a day is taken", async () => {
      await create("one", { FlexibleTimeWindow: { Mode: "FLEXIBLE", MaximumWindowInMinutes: 1440 } });
      expect(await get("one")).toMatchObject({
        FlexibleTimeWindow: { Mode: "FLEXIBLE", MaximumWindowInMinutes: 1440 },
      });
    });

    it.each<[string, Partial<CreateScheduleCommandInput>]>([
      ["an expression that is none", { ScheduleExpression: "every day" }],
      ["a day that is none", { ScheduleExpression: "at(2042-02-30T08:00:00)" }],
      ["a cron of five fields", { ScheduleExpression: "cron(0 8 * * ?)" }],
      ["a rate of nothing", { ScheduleExpression: "rate(0 minutes)" }],
      ["a time zone that is none", { ScheduleExpressionTimezone: "Mars/Base" }],
      ["a flexible window without its length", { FlexibleTimeWindow: { Mode: "FLEXIBLE" } }],
      [
        "a flexible window longer than a day",
        { FlexibleTimeWindow: { Mode: "FLEXIBLE", MaximumWindowInMinutes: 1441 } },
      ],
      ["a fixed time with a window", { FlexibleTimeWindow: { Mode: "OFF", MaximumWindowInMinutes: 5 } }],
      ["a target that is no ARN", { Target: { Arn: "queue", RoleArn: "role", Input: "{}" } }],
    ])("refuses %s", async (_, more) => {
      await expect(create("bad", more)).rejects.toEqual(named("ValidationException"));
      await expect(get("bad")).rejects.toEqual(named("ResourceNotFoundException"));
    });

    describe("in time", () => {
      it("is seen only where the clock can be moved", async () => {
        const { pass } = place();
        if (pass === undefined) return expect(pass, "a fired schedule takes real minutes here").toBeUndefined();
        await create("goes", { ScheduleExpression: ahead(hour), ActionAfterCompletion: "DELETE" });
        await create("stays", { ScheduleExpression: ahead(2 * hour) });
        await create("nairobi", {
          ScheduleExpression: ahead(hour, 3 * hour),
          ScheduleExpressionTimezone: "Africa/Nairobi",
        });
        await create("asleep", { ScheduleExpression: ahead(hour), State: "DISABLED" });
        await create("loose", {
          ScheduleExpression: ahead(hour),
          FlexibleTimeWindow: { Mode: "FLEXIBLE", MaximumWindowInMinutes: 15 },
        });
        expect(pass(hour - 60)).toEqual([]);
        expect(pass(60 + 900).sort()).toEqual(['"goes"', '"loose"', '"nairobi"']);
        await expect(get("goes")).rejects.toEqual(named("ResourceNotFoundException"));
        expect(pass(hour)).toEqual(['"stays"']);
        expect(await get("stays")).toMatchObject({ State: "ENABLED" });
        expect(pass(48 * hour)).toEqual([]);
      });

      it("an update counts from now on, a deleted one fires no more (only where the clock can be moved)", async () => {
        const { pass, scheduler, group } = place();
        if (pass === undefined) return expect(pass, "a fired schedule takes real minutes here").toBeUndefined();
        await create("moved", { ScheduleExpression: ahead(hour) });
        await create("gone", { ScheduleExpression: ahead(hour) });
        await update("moved", { ScheduleExpression: ahead(3 * hour) });
        await scheduler.send(new DeleteScheduleCommand({ Name: "gone", GroupName: group }));
        expect(pass(2 * hour)).toEqual([]);
        expect(pass(2 * hour)).toEqual(['"moved"']);
      });

      it("an instant that has passed fires at once and is called a problem (ours; AWS does not say)", async () => {
        const { pass, problems } = place();
        if (pass === undefined) return expect(pass, "what AWS does is not documented").toBeUndefined();
        await create("late", { ScheduleExpression: ahead(-hour), ActionAfterCompletion: "DELETE" });
        expect(pass(1)).toEqual(['"late"']);
        expect(problems.at(-1)).toContain("which has passed");
      });
    });
  });
}
