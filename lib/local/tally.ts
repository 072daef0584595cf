/** What AWS would write on a bill, beside calls and invocations. */
export type Amount =
  /** Of DynamoDB, by functions; counted only where the stack is metered. */
  | "writeUnits"
  | "readUnits"
  /** Batches that functions got from queues, and requests of the HTTP API. */
  | "batches"
  | "requests"
  /** Functions' time on this machine, in milliseconds, by their memory in MB. */
  | "mbMilliseconds"
  /** Messages that rules and schedules put into queues. */
  | "delivered"
  /** Events put on buses of our own. */
  | "events"
  /** Schedules that fired. */
  | "fired"
  | "logBytes";

/** What was done since the start: how often each function ran, each action was called by a function, and a grant was asked for. */
export class Tally {
  readonly invocations = new Map<string, number>();
  readonly calls = new Map<string, number>();
  readonly amounts = new Map<Amount, number>();
  grantsChecked = 0;

  add(amount: Amount, by = 1): void {
    this.amounts.set(amount, (this.amounts.get(amount) ?? 0) + by);
  }

  invoked(name: string): void {
    count(this.invocations, name);
  }

  /** A function's call that needed these actions; the first one names the call. */
  called(actions: readonly string[]): void {
    this.grantsChecked += actions.length;
    count(this.calls, actions[0] ?? "nothing that is judged");
  }
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
