import { randomUUID } from "node:crypto";
import type { Clock } from "#lib/local/clock";
import type { Timed } from "#lib/local/engine";
import { type Row, type Store, scalar, text, whole } from "#lib/local/store";
import type { MessageAttributes } from "./sqs-message.ts";

/** An HTTPS address outside that a rule may call, with the header that its connection adds. */
export interface DestinationDescription {
  name: string;
  arn: string;
  url: string;
  header: string;
}

/** What a rule hands over, and what becomes of it when nobody takes it. */
export interface Call {
  destination: string;
  payload: string;
  ruleArn: string;
  mostTries: number;
  longestSeconds: number;
  deadLetterArn?: string;
}

export interface DestinationsOptions {
  destinations: readonly DestinationDescription[];
  /** Addresses of this machine that stand for the real ones, by URL: nothing outside is ever called. */
  instead: Readonly<Record<string, string>>;
  /** Keeps what was not taken. */
  bury: (deadLetterArn: string, payload: string, attributes: MessageAttributes) => void;
  problem: (sentence: string) => void;
  during: (work: Promise<void>) => void;
  /** Said once of each address that is not called from here. */
  say: (sentence: string) => void;
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS calls (
    id TEXT PRIMARY KEY, destination TEXT NOT NULL, payload TEXT NOT NULL, rule TEXT NOT NULL, first INTEGER NOT NULL,
    tries INTEGER NOT NULL, most INTEGER NOT NULL, ends INTEGER NOT NULL, dead TEXT, next INTEGER NOT NULL
  );
  CREATE INDEX IF NOT EXISTS calls_by_next ON calls (next);`;

/** EventBridge waits no longer for an answer. */
const PATIENCE = 5000;
/** What comes again; every other refusal is final. */
const AGAIN = new Set([401, 407, 409, 429]);
/** Seconds between two tries: twice as long each time, up to this. 185 of them fill nearly a day. */
const LONGEST_PAUSE = 480;

/** API destinations: what rules hand to other systems over HTTP, tried on the moved clock until it is taken. */
export class Destinations implements Timed {
  readonly #clock: Clock;
  readonly #options: DestinationsOptions;
  readonly #byArn: ReadonlyMap<string, DestinationDescription>;
  readonly #sql: ReturnType<typeof statements>;
  readonly #underWay = new Set<string>();
  /** How many events went nowhere, by the address or bus that is not called from this machine. */
  readonly notCalled = new Map<string, number>();

  constructor(store: Store, clock: Clock, options: DestinationsOptions) {
    this.#clock = clock;
    this.#options = options;
    this.#byArn = new Map(options.destinations.map((one) => [one.arn, one]));
    this.#sql = statements(store);
    for (const [url, here] of Object.entries(options.instead)) {
      if (!options.destinations.some((one) => one.url === url))
        throw new Error(`No subscriber of the templates has the address ${url}`);
      if (!/^http:\/\/127\.0\.0\.1:\d+(\/|$)/.test(here))
        throw new Error(`${here} is no address of this machine such as http://127.0.0.1:9000/facts`);
    }
  }

  has(arn: string): boolean {
    return this.#byArn.has(arn);
  }

  /** Tried at once, and again until it is taken; where nobody of this machine stands for the address, it is only counted. */
  hand({ destination, payload, ruleArn, mostTries, longestSeconds, deadLetterArn }: Call): void {
    const { url = "" } = this.#byArn.get(destination) ?? {};
    if (this.#options.instead[url] === undefined) {
      this.leave(url);
      return;
    }
    const now = this.#clock.now();
    const ends = now + longestSeconds * 1000;
    this.#sql.put.run(randomUUID(), destination, payload, ruleArn, now, mostTries, ends, deadLetterArn ?? null, now);
    this.due(now);
  }

  nextDue(): number | undefined {
    return scalar(this.#sql.nextDue);
  }

  due(now: number): void {
    for (const row of this.#sql.due.all(now)) {
      const id = text(row, "id");
      if (this.#underWay.has(id)) continue;
      this.#underWay.add(id);
      this.#sql.underWay.run(now + PATIENCE + 1000, id);
      this.#options.during(this.#try(row).finally(() => this.#underWay.delete(id)));
    }
  }

  /** Counts what is for somebody whom this machine does not call. */
  leave(where: string): void {
    if (!this.notCalled.has(where))
      this.#options.say(`${where} is not called from this machine: what its subscriber would be told is only counted.`);
    this.notCalled.set(where, (this.notCalled.get(where) ?? 0) + 1);
  }

  async #try(row: Row): Promise<void> {
    const destination = this.#byArn.get(text(row, "destination"));
    const here = destination && this.#options.instead[destination.url];
    // After a restart whose templates or addresses are others.
    if (destination === undefined || here === undefined) {
      this.#sql.remove.run(text(row, "id"));
      return this.leave(destination?.url ?? text(row, "destination"));
    }
    const answer = await post(here, destination.header, text(row, "payload"));
    const now = this.#clock.now();
    if (answer.taken) this.#sql.remove.run(text(row, "id"));
    else if (!answer.again) this.#giveUp(row, answer);
    else if (whole(row, "tries") >= whole(row, "most")) this.#giveUp(row, answer, "MaximumRetryAttempts");
    else if (now >= whole(row, "ends")) this.#giveUp(row, answer, "MaximumEventAgeInSeconds");
    else this.#sql.later.run(now + pauseAfter(whole(row, "tries")) * 1000, text(row, "id"));
    this.#clock.touch();
  }

  #giveUp(row: Row, { code, why }: { code: string; why: string }, exhausted?: string): void {
    const dead = row["dead"];
    this.#sql.remove.run(text(row, "id"));
    const attributes = {
      RULE_ARN: text(row, "rule"),
      TARGET_ARN: text(row, "destination"),
      ERROR_CODE: code,
      ERROR_MESSAGE: why,
      ...(exhausted !== undefined && { EXHAUSTED_RETRY_CONDITION: exhausted }),
      RETRY_ATTEMPTS: String(whole(row, "tries")),
    };
    const typed = Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: "String", StringValue }]);
    if (typeof dead === "string") this.#options.bury(dead, text(row, "payload"), Object.fromEntries(typed));
    this.#options.problem(`${text(row, "destination")} did not take what ${text(row, "rule")} matched: ${why}`);
  }
}

const pauseAfter = (tries: number) => Math.min(2 ** tries, LONGEST_PAUSE);

type Outcome = { taken: true } | { taken: false; again: boolean; code: string; why: string };

/** As EventBridge calls: the event is the body, the connection's header holds the key (which is not to be had here). */
async function post(url: string, header: string, body: string): Promise<Outcome> {
  try {
    const { status } = await fetch(url, {
      method: "POST",
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE),
      headers: {
        "content-type": "application/json; charset=utf-8",
        "user-agent": "Amazon/EventBridge/ApiDestinations",
        range: "bytes=0-1048575",
        [header]: "no-secret-on-this-machine",
      },
      body,
    });
    if (status >= 200 && status < 300) return { taken: true };
    const again = AGAIN.has(status) || status >= 500;
    return { taken: false, again, code: "ERROR_FROM_TARGET", why: `it answered ${status}` };
  } catch (error) {
    if (error instanceof Error && error.name === "TimeoutError")
      return { taken: false, again: true, code: "TIMEOUT", why: `it did not answer within ${PATIENCE / 1000} seconds` };
    return { taken: false, again: true, code: "CONNECTION_FAILURE", why: "nothing answered there" };
  }
}

function statements(store: Store) {
  store.define(SCHEMA);
  const columns = "id, destination, payload, rule, first, tries, most, ends, dead, next";
  return {
    put: store.prepare(`INSERT INTO calls (${columns}) VALUES (?, ?, ?, ?, ?, 0, ?, ?, ?, ?)`),
    nextDue: store.prepare("SELECT min(next) FROM calls"),
    due: store.prepare(`SELECT ${columns} FROM calls WHERE next <= ? ORDER BY next, rowid`),
    underWay: store.prepare("UPDATE calls SET next = ? WHERE id = ?"),
    later: store.prepare("UPDATE calls SET tries = tries + 1, next = ? WHERE id = ?"),
    remove: store.prepare("DELETE FROM calls WHERE id = ?"),
  };
}
