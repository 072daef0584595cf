import { randomUUID } from "node:crypto";
import type { z } from "zod";
import type { Clock } from "#lib/local/clock";
import { Refused } from "#lib/local/engine";
import { type Row, type Store, scalar, text, whole } from "#lib/local/store";
import {
  type Definition,
  definition,
  digestOf,
  expressionOf,
  milliseconds,
  withinDates,
} from "./schedule-definition.ts";

export type ScheduleTarget = { arn: string; roleArn: string; deadLetterArn?: string };
/** Which schedule fired, and the instant (ISO) it was meant for. */
export type Firing = { arn: string; name: string; group: string; scheduledAt: string };

export interface SchedulerOptions {
  region: string;
  account: string;
  /** The template's groups; "default" is always there. */
  groups: readonly string[];
  /** The template's own schedules. */
  schedules?: readonly z.input<typeof definition>[];
  /** Hands the input to the target with the rights of the schedule's role; throws when that is impossible. */
  deliver: (target: ScheduleTarget, input: string, firing: Firing) => void;
  problem: (sentence: string) => void;
}

/** A schedule as it is kept. Instants in milliseconds. */
export interface Kept {
  definition: Definition;
  arn: string;
  created: number;
  modified: number;
  next?: number;
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS schedules (
    grp TEXT NOT NULL, name TEXT NOT NULL, definition TEXT NOT NULL, digest TEXT NOT NULL, declared INTEGER NOT NULL,
    created INTEGER NOT NULL, modified INTEGER NOT NULL, next INTEGER, PRIMARY KEY (grp, name)
  );
  CREATE INDEX IF NOT EXISTS schedules_by_next ON schedules (next);`;

/** The schedules and their firing on the moved clock. */
export class Schedules {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #options: SchedulerOptions;
  readonly #sql: ReturnType<typeof statements>;

  constructor(store: Store, clock: Clock, options: SchedulerOptions) {
    this.#store = store;
    this.#clock = clock;
    this.#options = options;
    store.define(SCHEMA);
    this.#sql = statements(store);
    this.#declare((options.schedules ?? []).map((one) => definition.parse(one)));
  }

  /** A declared schedule that did not change keeps its place in time over a restart; one that left the template goes. */
  #declare(declared: readonly Definition[]): void {
    const wanted = new Map(declared.map((one) => [key(one.GroupName, one.Name), one]));
    for (const row of this.#sql.declared.all()) {
      const one = wanted.get(key(text(row, "grp"), text(row, "name")));
      if (one === undefined) this.#sql.remove.run(text(row, "grp"), text(row, "name"));
      else if (digestOf(one) === text(row, "digest")) wanted.delete(key(one.GroupName, one.Name));
    }
    for (const one of wanted.values()) this.#write(one, this.#clock.now(), true);
  }

  groups(): string[] {
    return [...new Set(["default", ...this.#options.groups])];
  }

  arnOf(group: string, name: string): string {
    const { region, account } = this.#options;
    return `arn:aws:scheduler:${region}:${account}:schedule/${group}/${name}`;
  }

  /** The same ClientToken with the same members is the same call again; anything else under a taken name is a conflict. */
  create(one: Definition): string {
    const taken = this.#sql.get.get(one.GroupName, one.Name);
    const again = one.ClientToken !== undefined && taken !== undefined && text(taken, "digest") === digestOf(one);
    if (taken !== undefined && !again)
      throw new Refused("ConflictException", `Schedule ${one.Name} already exists.`, 409);
    if (!again) this.#write(one, this.#clock.now(), false);
    return this.arnOf(one.GroupName, one.Name);
  }

  update(one: Definition): string {
    this.#write(one, this.get(one.GroupName, one.Name).created, false);
    return this.arnOf(one.GroupName, one.Name);
  }

  delete(group: string, name: string): void {
    if (this.#sql.remove.run(group, name).changes === 0) throw unknown(name);
  }

  get(group: string, name: string): Kept {
    const row = this.#sql.get.get(group, name);
    if (row === undefined) throw unknown(name);
    return this.#kept(row);
  }

  list(): Kept[] {
    return this.#sql.all.all().map((row) => this.#kept(row));
  }

  nextDue(): number | undefined {
    return scalar(this.#sql.nextDue);
  }

  due(now: number): void {
    this.#store.transaction(() => {
      for (const row of this.#sql.due.all(now)) this.#fire(this.#kept(row), whole(row, "next"), now);
    });
  }

  #write(one: Definition, created: number, declared: boolean): void {
    if (!this.groups().includes(one.GroupName)) {
      throw new Refused("ResourceNotFoundException", `Schedule group ${one.GroupName} does not exist.`, 404);
    }
    const now = this.#clock.now();
    const expression = expressionOf(one);
    const first =
      one.State === "DISABLED"
        ? undefined
        : withinDates(one, expression.first(Math.max(now, milliseconds(one.StartDate) ?? 0)));
    if (expression.kind === "at" && first !== undefined && first <= now) {
      // Sources disagree on what AWS does here; nothing of ours should rely on it.
      this.#options.problem(
        `Schedule ${one.Name} is for ${new Date(first).toISOString()}, which has passed: it fires at once.`,
      );
    }
    const kept = JSON.stringify({ ...one, ClientToken: undefined });
    this.#sql.put.run(one.GroupName, one.Name, kept, digestOf(one), declared ? 1 : 0, created, now, first ?? null);
    this.#clock.touch();
  }

  /** What was missed while the machine slept fires once. */
  #fire({ definition: one, arn }: Kept, run: number, now: number): void {
    const expression = expressionOf(one);
    let next = withinDates(one, expression.next(run));
    if (next !== undefined && next <= now) next = withinDates(one, expression.first(now + 1000));
    if (next === undefined && one.ActionAfterCompletion === "DELETE") this.#sql.remove.run(one.GroupName, one.Name);
    else this.#sql.advance.run(next ?? null, one.GroupName, one.Name);
    const firing = { arn, name: one.Name, group: one.GroupName, scheduledAt: isoSeconds(run) };
    const { Arn, RoleArn, DeadLetterConfig } = one.Target;
    const deadLetterArn = DeadLetterConfig?.Arn;
    try {
      this.#options.deliver(
        { arn: Arn, roleArn: RoleArn, ...(deadLetterArn === undefined ? {} : { deadLetterArn }) },
        this.#input(one, firing),
        firing,
      );
    } catch (error) {
      this.#options.problem(
        `Schedule ${one.Name} could not reach ${Arn}: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }

  #input({ Target }: Definition, { arn, scheduledAt }: Firing): string {
    const id = randomUUID();
    if (Target.Input === undefined) {
      const { account, region } = this.#options;
      const envelope = {
        version: "0",
        id,
        "detail-type": "Scheduled Event",
        source: "aws.scheduler",
        account,
        time: scheduledAt,
        region,
      };
      return JSON.stringify({ ...envelope, resources: [arn], detail: "{}" });
    }
    return Target.Input.replaceAll("<aws.scheduler.schedule-arn>", arn)
      .replaceAll("<aws.scheduler.scheduled-time>", scheduledAt)
      .replaceAll("<aws.scheduler.execution-id>", id)
      .replaceAll("<aws.scheduler.attempt-number>", "1");
  }

  #kept(row: Row): Kept {
    const next = row["next"];
    return {
      definition: definition.parse(JSON.parse(text(row, "definition"))),
      arn: this.arnOf(text(row, "grp"), text(row, "name")),
      created: whole(row, "created"),
      modified: whole(row, "modified"),
      ...(typeof next === "number" ? { next } : {}),
    };
  }
}

function statements(store: Store) {
  const values = "grp, name, definition, digest, declared, created, modified, next";
  return {
    put: store.prepare(`INSERT OR REPLACE INTO schedules (${values}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`),
    get: store.prepare(`SELECT ${values} FROM schedules WHERE grp = ? AND name = ?`),
    all: store.prepare(`SELECT ${values} FROM schedules ORDER BY grp, name`),
    declared: store.prepare("SELECT grp, name, digest FROM schedules WHERE declared = 1"),
    remove: store.prepare("DELETE FROM schedules WHERE grp = ? AND name = ?"),
    nextDue: store.prepare("SELECT min(next) FROM schedules WHERE next IS NOT NULL"),
    due: store.prepare(`SELECT ${values} FROM schedules WHERE next <= ? ORDER BY next`),
    advance: store.prepare("UPDATE schedules SET next = ? WHERE grp = ? AND name = ?"),
  };
}

const isoSeconds = (instant: number) => new Date(instant).toISOString().replace(/\.\d+Z$/, "Z");
const key = (group: string, name: string) => `${group}/${name}`;
const unknown = (name: string) => new Refused("ResourceNotFoundException", `Schedule ${name} does not exist.`, 404);
