import { type Store, text, whole } from "#lib/local/store";

/**
 * After the process that read died: what it had in hand was not tried, and is seen when its time is over, as on AWS,
 * or at once in the queues named here.
 */
export function recover(store: Store, now: number, atOnce: Iterable<string>): void {
  const show = store.prepare("UPDATE messages SET visible = min(visible, ?) WHERE queue = ? AND held = 1");
  store.transaction(() => {
    for (const arn of atOnce) show.run(now, arn);
    store.prepare("UPDATE messages SET held = 0, received = received - 1 WHERE held = 1").run();
  });
}

/** What lies in queues that are not among these, by the queue's ARN. It stays, and is read when a queue of that name is there again. */
export function strays(store: Store, arns: ReadonlySet<string>): Map<string, number> {
  const rows = store.prepare("SELECT queue, count(*) AS count FROM messages GROUP BY queue ORDER BY queue").all();
  const counts = rows.map((row) => [text(row, "queue"), whole(row, "count")] as const);
  return new Map(counts.filter(([arn]) => !arns.has(arn)));
}

/** What is said of them. */
export function straySentence(found: ReadonlyMap<string, number>): string {
  const named = [...found].map(([arn, count]) => `${count} of ${arn.slice(arn.lastIndexOf(":") + 1)}`);
  return `Messages of queues that are no longer there are kept and wait for a queue of that name: ${named.join(", ")}.`;
}
