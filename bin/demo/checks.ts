/** The demo's own sums: every figure it prints is checked against another place that holds it. */
export class Checks {
  readonly wrong: string[] = [];
  count = 0;
  /** Both numbers come from the table, the mailbox or the public pages; never from the script that plays the delegates. */
  equal(what: string, found: unknown, expected: unknown): void {
    this.count++;
    const [a, b] = [JSON.stringify(found), JSON.stringify(expected)];
    if (a !== b) this.wrong.push(`${what}: ${a}, but ${b} was to be expected`);
  }
  holds(what: string, condition: boolean): void {
    this.count++;
    if (!condition) this.wrong.push(what);
  }
}
