/** What may become of a mail, with ranks that nothing lowers (design, section 4). */
export const ranks = {
  queued: 0,
  sending: 1,
  unknown: 2,
  sent: 3,
  delayed: 3,
  delivered: 4,
  bounced: 5,
  complained: 6,
} as const;
export type Travelling = keyof typeof ranks;
/** Ends without a mail having left. */
export const ends = ["skipped", "cancelled", "failed"] as const;
export type End = (typeof ends)[number];
export type MailState = Travelling | End;

export function isEnd(state: MailState): state is End {
  return state === "skipped" || state === "cancelled" || state === "failed";
}

/** The mail service's event types, as states. `undefined` for one that says nothing new. */
export function stateOf(event: string): Travelling | "failed" | undefined {
  switch (event) {
    case "Send":
      return "sent";
    case "DeliveryDelay":
      return "delayed";
    case "Delivery":
      return "delivered";
    case "Bounce":
      return "bounced";
    case "Complaint":
      return "complained";
    case "Reject":
    case "RenderingFailure":
    case "Rendering Failure":
      return "failed";
    default:
      return undefined;
  }
}

/** Whether an event may move a mail: upwards only, and never out of an end. */
export function mayRise(from: MailState, to: Travelling | "failed"): boolean {
  if (isEnd(from)) return false;
  if (to === "failed") return ranks[from] <= ranks.sent;
  return ranks[to] > ranks[from];
}

/** What a mail's row counts as when it moves: that it left, and that it arrived, is counted once, whichever of the service's events came first. What has ended moves no more. */
export function countsOf(from: MailState, to: MailState): ("sent" | "not-sent" | "unknown" | Outcome)[] {
  if (isEnd(from)) return [];
  if (isEnd(to)) return ["not-sent"];
  if (to === "unknown") return ["unknown"];
  const left = ranks[to] >= ranks.sent && ranks[from] < ranks.sent;
  // Who calls a mail spam has it.
  const arrived = to === "complained" && ranks[from] < ranks.delivered;
  const outcome = outcomes.find((one) => one === to);
  return [
    ...(left ? (["sent"] as const) : []),
    ...(arrived ? (["delivered"] as const) : []),
    ...(outcome === undefined ? [] : [outcome]),
  ];
}
const outcomes = ["delivered", "bounced", "complained"] as const;
type Outcome = (typeof outcomes)[number];

/** The four numbers of every board; they add up to the mails there are. */
export function fourNumbers(states: readonly MailState[]) {
  const count = (...wanted: MailState[]) => states.filter((state) => wanted.includes(state)).length;
  return {
    waiting: count("queued", "sending"),
    sent: count("sent", "delayed", "delivered", "bounced", "complained"),
    notSent: count("skipped", "cancelled", "failed"),
    unknown: count("unknown"),
    delivered: count("delivered"),
    bounced: count("bounced", "complained"),
  };
}
