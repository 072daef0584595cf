/** What was done since the start: how often each function ran, each action was called by a function, and a grant was asked for. */
export class Tally {
  readonly invocations = new Map<string, number>();
  readonly calls = new Map<string, number>();
  grantsChecked = 0;

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
