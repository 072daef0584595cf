import { type Contents, contentsOf as contentsOfParsed } from "#events/message";
import { functions } from "#lib/functions";

const MARK = "DeadLetters";
/** The lanes of the post office are queues of one function. */
const lanes = [
  { name: "mail-urgent", reader: "mail-lanes" },
  { name: "mail-bulk", reader: "mail-lanes" },
];
const readers = [...functions.map(({ name }) => ({ name, reader: name })), ...lanes];
const flat = (name: string) => name.replaceAll("-", "");

export const isDeadLetterQueue = (queueName: string) => queueName.includes(MARK);

const SUBSCRIBER = /subscriber([a-z0-9]+)$/;
/** Who did not take what lies in a dead-letter queue that is no function's. */
export const isSubscriber = (name: string) => name.startsWith("subscriber ");

/** The function (or the subscriber) that gave up on what lies in a dead-letter queue, by the queue's name on AWS or on one machine; else the queue's own name. */
export function giverUp(queueName: string): string {
  const place = flat(queueName.slice(0, queueName.indexOf(MARK))).replace(/Inbox$/, "");
  const subscriber = SUBSCRIBER.exec(place)?.[1];
  if (subscriber !== undefined) return `subscriber ${subscriber}`;
  return readers.find(({ name }) => place.endsWith(flat(name)))?.reader ?? queueName;
}

/** What comes of a message that is moved back to a function. All of them may be: a step reconciles from the rows. */
export function consequenceOf(reader: string): string {
  if (reader === "mail-lanes")
    return "The mail leaves if its row still waits for it; one that left, was refused or was taken back is not sent.";
  if (reader === "mail-events") return "The mail's row rises to what the event says; nothing lowers it.";
  if (reader === "console-unknown") return "Its sender is told that no command is taken so.";
  if (reader.endsWith("-commands"))
    return "The command is tried as of now; one that was answered gets the same answer again.";
  if (reader.endsWith("-pages"))
    return "The page is written if it is not there yet; no delegation and no mail comes twice.";
  if (reader === "reminder-moments")
    return "A step fires now, however late: whoever is still silent is reminded, nobody twice within three days. A round's steps are booked if they are not.";
  if (reader.endsWith("-moments")) return "It runs as of now, on what the rows say now.";
  return "The fact is compared with the rows as they are now; what followed from it already does not follow twice.";
}

export function contentsOf(body: string): Contents {
  return contentsOfParsed(parse(body));
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
