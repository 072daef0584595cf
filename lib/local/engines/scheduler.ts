import { z } from "zod";
import type { Clock } from "#lib/local/clock";
import {
  type Answer,
  type Call,
  type Engine,
  type Need,
  Refused,
  refusal,
  success,
  type Timed,
} from "#lib/local/engine";
import { read, readJson } from "#lib/local/input";
import type { Store } from "#lib/local/store";
import { type Definition, definition } from "./schedule-definition.ts";
import { type Kept, type SchedulerOptions, Schedules } from "./schedules.ts";

export type { Firing, Kept, SchedulerOptions, ScheduleTarget } from "./schedules.ts";

const listing = z.object({
  ScheduleGroup: z.string().optional(),
  NamePrefix: z.string().default(""),
  State: z.enum(["ENABLED", "DISABLED"]).optional(),
  MaxResults: z.coerce.number().int().min(1).max(100).default(100),
  NextToken: z.string().default(""),
});

/** EventBridge Scheduler: REST-JSON over the schedules. */
export class Scheduler extends Schedules implements Engine, Timed {
  readonly service = "scheduler";
  readonly #groupArn: (group: string) => string;

  constructor(store: Store, clock: Clock, options: SchedulerOptions) {
    super(store, clock, options);
    this.#groupArn = (group) => `arn:aws:scheduler:${options.region}:${options.account}:schedule-group/${group}`;
  }

  needs(call: Call): Need[] {
    const { operation, name } = route(call);
    const need = (resource: string) => ({ action: `scheduler:${operation}`, resource, context: {} });
    switch (operation) {
      case "CreateSchedule":
      case "UpdateSchedule": {
        const { GroupName, Name, Target } = wanted(call, name);
        const context = { "iam:PassedToService": "scheduler.amazonaws.com" };
        return [need(this.arnOf(GroupName, Name)), { action: "iam:PassRole", resource: Target.RoleArn, context }];
      }
      case "GetSchedule":
      case "DeleteSchedule":
        return [need(this.arnOf(groupOf(call), name))];
      case "GetScheduleGroup":
        return [need(this.#groupArn(name))];
      default:
        return [need("*")];
    }
  }

  async handle(call: Call): Promise<Answer> {
    try {
      return success("scheduler", this.#answer(call));
    } catch (error) {
      if (error instanceof Refused) return refusal("scheduler", error);
      throw error;
    }
  }

  async stop(): Promise<void> {}

  #answer(call: Call): unknown {
    const { operation, name } = route(call);
    switch (operation) {
      case "CreateSchedule":
        return { ScheduleArn: this.create(wanted(call, name)) };
      case "UpdateSchedule":
        return { ScheduleArn: this.update(wanted(call, name)) };
      case "GetSchedule":
        return described(this.get(groupOf(call), name));
      case "DeleteSchedule":
        return this.delete(groupOf(call), name);
      case "ListSchedules":
        return this.#list(call);
      case "GetScheduleGroup":
        return this.#group(name);
      case "ListScheduleGroups":
        return { ScheduleGroups: this.groups().map((group) => this.#group(group)) };
    }
  }

  #list({ query }: Call) {
    const { ScheduleGroup, NamePrefix, State, MaxResults, NextToken } = read(listing, Object.fromEntries(query));
    const found = this.list()
      .filter(({ definition: one, arn }) => {
        const chosen = (ScheduleGroup ?? one.GroupName) === one.GroupName && (State ?? one.State) === one.State;
        return chosen && one.Name.startsWith(NamePrefix) && arn > NextToken;
      })
      .sort((a, b) => (a.arn < b.arn ? -1 : 1));
    const page = found.slice(0, MaxResults);
    const last = page.at(-1);
    return {
      Schedules: page.map(summary),
      ...(found.length > page.length && last !== undefined ? { NextToken: last.arn } : {}),
    };
  }

  #group(name: string) {
    if (!this.groups().includes(name)) {
      throw new Refused("ResourceNotFoundException", `Schedule group ${name} does not exist.`, 404);
    }
    return { Arn: this.#groupArn(name), Name: name, State: "ACTIVE" };
  }
}

const METHODS: Record<string, "CreateSchedule" | "UpdateSchedule" | "GetSchedule" | "DeleteSchedule"> = {
  POST: "CreateSchedule",
  PUT: "UpdateSchedule",
  GET: "GetSchedule",
  DELETE: "DeleteSchedule",
};

function route({ method, path }: Call) {
  const [, collection, encoded = ""] = path.split("/");
  const name = decodeURIComponent(encoded);
  if (collection === "schedules") {
    if (name === "" && method === "GET") return { operation: "ListSchedules" as const, name };
    const operation = METHODS[method];
    if (name !== "" && operation !== undefined) return { operation, name };
  }
  if (collection === "schedule-groups" && method === "GET") {
    return { operation: name === "" ? ("ListScheduleGroups" as const) : ("GetScheduleGroup" as const), name };
  }
  throw new Refused("UnknownOperationException", `The local stack does not know Scheduler's ${method} ${path}.`, 404);
}

function wanted(call: Call, name: string): Definition {
  const members = read(z.record(z.string(), z.unknown()), readJson(call));
  return read(definition, { ...members, Name: name });
}

const groupOf = ({ query }: Call) => query.get("groupName") ?? "default";

function described({ definition: { ClientToken: _, ...members }, arn, created, modified }: Kept) {
  return { ...members, Arn: arn, CreationDate: created / 1000, LastModificationDate: modified / 1000 };
}

function summary({ definition: one, arn, created, modified }: Kept) {
  const dates = { CreationDate: created / 1000, LastModificationDate: modified / 1000 };
  return {
    Arn: arn,
    Name: one.Name,
    GroupName: one.GroupName,
    State: one.State,
    Target: { Arn: one.Target.Arn },
    ...dates,
  };
}
