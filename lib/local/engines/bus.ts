import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Clock } from "#lib/local/clock";
import { type Answer, type Call, type Engine, type Need, Refused, refusal, success } from "#lib/local/engine";
import { read, readJson } from "#lib/local/input";
import { type Entry, LARGEST_REQUEST, needed, parseDetail, putEvents, weigh } from "./bus-entries.ts";
import { type BusEvent, compileRule, type Delivery, type Rule, type RuleDescription } from "./bus-rules.ts";

export type { BusEvent, Delivery, RuleDescription, RuleTarget } from "./bus-rules.ts";

export interface BusOptions {
  region: string;
  account: string;
  /** Custom buses; the account's default bus is always there. */
  buses: readonly { name: string; arn: string }[];
  rules: readonly RuleDescription[];
  /** Throws when the target cannot take it; that is a problem, not the sender's error. */
  deliver: (delivery: Delivery) => void;
  /** No enabled rule of its bus matched the event. */
  unmatched: (event: BusEvent, busName: string) => void;
  problem: (sentence: string) => void;
  /** Every event, as its rules and archives see it. */
  seen?: (busName: string, json: string) => void;
  /** An event was put on a bus of our own. */
  counted?: () => void;
}

/** What a service such as SES puts on the default bus. */
export interface Emission {
  source: string;
  detailType: string;
  detail: unknown;
  resources?: readonly string[];
}

const byName = z.object({ Name: z.string().default("default") });
const onBus = z.object({
  EventBusName: z.string().default("default"),
  NamePrefix: z.string().default(""),
  Rule: z.string().optional(),
});

/** EventBridge: JSON 1.1. Delivers while it answers, so nothing is ever on its way. */
export class Bus implements Engine {
  readonly service = "events";
  readonly #clock: Clock;
  readonly #options: BusOptions;
  readonly #buses: Map<string, { name: string; arn: string; rules: Rule[] }>;

  constructor(clock: Clock, options: BusOptions) {
    this.#clock = clock;
    this.#options = options;
    const standard = { name: "default", arn: `arn:aws:events:${options.region}:${options.account}:event-bus/default` };
    this.#buses = new Map([standard, ...options.buses].map((bus) => [bus.name, { ...bus, rules: [] }]));
    for (const rule of options.rules) {
      const bus = this.#buses.get(rule.busName);
      if (bus === undefined) throw new Error(`Rule ${rule.name} is on ${rule.busName}, which is no bus`);
      bus.rules.push(compileRule(rule));
    }
  }

  needs(call: Call): Need[] {
    const input = readJson(call);
    switch (call.action) {
      case "PutEvents":
        return read(putEvents, input).Entries.map(({ EventBusName, Source = "", DetailType = "" }) => ({
          action: "events:PutEvents",
          resource: this.#arnOf(EventBusName ?? "default"),
          context: { "events:source": Source, "events:detail-type": DetailType },
        }));
      case "DescribeEventBus":
        return [{ action: "events:DescribeEventBus", resource: this.#arnOf(read(byName, input).Name), context: {} }];
      case "ListRules":
        return [{ action: "events:ListRules", resource: "*", context: {} }];
      case "ListTargetsByRule": {
        const { EventBusName, Rule = "" } = read(onBus, input);
        return [
          { action: "events:ListTargetsByRule", resource: this.#rule(EventBusName, Rule).description.arn, context: {} },
        ];
      }
      default:
        throw new Refused("UnknownOperationException", `The local stack does not know EventBridge ${call.action}.`);
    }
  }

  async handle(call: Call): Promise<Answer> {
    try {
      return success("events", this.#answer(call.action, readJson(call)));
    } catch (error) {
      if (error instanceof Refused) return refusal("events", error);
      throw error;
    }
  }

  async stop(): Promise<void> {}

  /** An event of a service of AWS on the default bus. */
  publish({ source, detailType, detail, resources = [] }: Emission): string {
    return this.#put("default", source, detailType, detail, resources, this.#clock.now());
  }

  hasBus(arn: string): boolean {
    return [...this.#buses.values()].some((bus) => bus.arn === arn);
  }

  /** An event that a rule of another bus hands on, as it is. Nobody is meant to take it there. */
  forward(arn: string, event: BusEvent): void {
    const json = JSON.stringify(event);
    for (const rule of this.#bus(arn).rules)
      if (rule.description.enabled !== false && rule.matches(event)) this.#deliver(rule, event, json);
  }

  #answer(action: string, input: unknown): unknown {
    switch (action) {
      case "PutEvents":
        return this.#putEvents(read(putEvents, input).Entries);
      case "DescribeEventBus": {
        const { name, arn } = this.#bus(read(byName, input).Name);
        return { Name: name, Arn: arn };
      }
      case "ListRules":
        return this.#listRules(read(onBus, input));
      case "ListTargetsByRule": {
        const { EventBusName, Rule = "" } = read(onBus, input);
        const { targets } = this.#rule(EventBusName, Rule).description;
        return { Targets: targets.map(({ id, arn }) => ({ Id: id, Arn: arn })) };
      }
      default:
        throw new Refused("UnknownOperationException", `The local stack does not know EventBridge ${action}.`);
    }
  }

  #putEvents(entries: readonly Entry[]) {
    if (entries.reduce((total, one) => total + weigh(one), 0) > LARGEST_REQUEST) {
      throw new Refused("ValidationException", "Total size of the entries in the request is over the limit.");
    }
    const results = entries.map((one) => {
      try {
        return { EventId: this.#putEntry(one) };
      } catch (error) {
        if (error instanceof Refused) return { ErrorCode: error.code, ErrorMessage: error.message };
        throw error;
      }
    });
    return { FailedEntryCount: results.filter((result) => "ErrorCode" in result).length, Entries: results };
  }

  #putEntry(one: Entry): string {
    const source = needed("Source", one.Source, 256);
    const detailType = needed("DetailType", one.DetailType, 128);
    const detail = parseDetail(needed("Detail", one.Detail, LARGEST_REQUEST));
    if (source.startsWith("aws."))
      throw new Refused("NotAuthorizedForSourceException", "Not authorized for the source.");
    const bus = this.#bus(one.EventBusName ?? "default");
    this.#options.counted?.();
    return this.#put(
      bus.name,
      source,
      detailType,
      detail,
      one.Resources,
      (one.Time ?? this.#clock.now() / 1000) * 1000,
    );
  }

  #put(
    busName: string,
    source: string,
    detailType: string,
    detail: unknown,
    resources: readonly string[],
    at: number,
  ): string {
    const { region, account } = this.#options;
    const time = new Date(at).toISOString().replace(/\.\d+Z$/, "Z");
    const id = randomUUID();
    const event: BusEvent = {
      version: "0",
      id,
      "detail-type": detailType,
      source,
      account,
      time,
      region,
      resources: [...resources],
      detail,
    };
    const json = JSON.stringify(event);
    this.#options.seen?.(busName, json);
    const matched = this.#bus(busName).rules.filter(
      ({ description, matches }) => description.enabled !== false && matches(event),
    );
    if (matched.length === 0) this.#options.unmatched(event, busName);
    for (const rule of matched) this.#deliver(rule, event, json);
    return id;
  }

  #deliver({ description: rule, payloads }: Rule, event: BusEvent, json: string): void {
    for (const { target, payload } of payloads) {
      try {
        this.#options.deliver({ rule, target, payload: payload(event, json, this.#clock.iso()), event });
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        this.#options.problem(`Rule ${rule.name} could not hand ${event["detail-type"]} to ${target.arn}: ${why}`);
      }
    }
  }

  #listRules({ EventBusName, NamePrefix }: z.output<typeof onBus>) {
    const rules = this.#bus(EventBusName).rules.filter(({ description }) => description.name.startsWith(NamePrefix));
    return {
      Rules: rules.map(({ description: { name, arn, busName, pattern, enabled } }) => ({
        Name: name,
        Arn: arn,
        EventBusName: busName,
        EventPattern: JSON.stringify(pattern),
        State: enabled === false ? "DISABLED" : "ENABLED",
      })),
    };
  }

  #arnOf(nameOrArn: string): string {
    const { region, account } = this.#options;
    return nameOrArn.startsWith("arn:") ? nameOrArn : `arn:aws:events:${region}:${account}:event-bus/${nameOrArn}`;
  }

  /** AWS takes events for a bus that does not exist and drops them; here that is a refusal. */
  #bus(nameOrArn: string) {
    const name = nameOrArn.replace(/^arn:.*:event-bus\//, "");
    const bus = this.#buses.get(name);
    if (bus === undefined) throw new Refused("ResourceNotFoundException", `Event bus ${name} does not exist.`);
    return bus;
  }

  #rule(busName: string, name: string): Rule {
    const rule = this.#bus(busName).rules.find(({ description }) => description.name === name);
    if (rule === undefined)
      throw new Refused("ResourceNotFoundException", `Rule ${name} does not exist on EventBus ${busName}.`);
    return rule;
  }
}
