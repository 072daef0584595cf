/** Every fault that an unkind stack knows: how often it strikes where it can, unless the stack says otherwise. */
export const usualRates = {
  /** A write is refused because a transaction is under way on its item. */
  "table-conflict": 0.03,
  "table-throttled": 0.005,
  /** Carried out; the answer is a closed connection or a 500. So are all others that are lost. */
  "table-answer-lost": 0.01,
  /** A batch leaves some of its keys or items undone. */
  "table-unprocessed": 0.05,
  "bus-entry-refused": 0.04,
  "bus-answer-lost": 0.03,
  /** A rule's target gets the same event twice. */
  "bus-delivered-twice": 0.03,
  "queue-entry-refused": 0.03,
  "queue-throttled": 0.02,
  "queue-answer-lost": 0.03,
  /** A message is seen again although it was deleted in time. */
  "queue-message-again": 0.03,
  /** A message is seen by another before its visibility timeout ends. */
  "queue-message-twice": 0.02,
  /** A batch comes in another order, or a message later than those sent after it. */
  "queue-out-of-order": 0.05,
  /** An invocation dies between two of its calls, before the first or after the last. */
  "function-killed": 0.02,
  "function-throttled": 0.02,
  "function-answer-lost": 0.02,
  /** As `function-killed`, for a batch of a stream: it is halved and comes again. */
  "stream-batch-died": 0.05,
  "mail-throttled": 0.03,
  "mail-answer-lost": 0.02,
  "mail-event-late": 0.1,
  "mail-event-twice": 0.04,
  /** The mail's own way takes longer: a DeliveryDelay comes before its Delivery. */
  "mail-delayed": 0.03,
  "schedule-twice": 0.05,
  "schedule-late": 0.1,
  "schedule-answer-lost": 0.03,
  "bucket-answer-lost": 0.03,
} as const;

export type FaultKind = keyof typeof usualRates;
export const faultKinds = new Set<string>(Object.keys(usualRates));
