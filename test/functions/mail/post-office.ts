import { deliver } from "#functions/mail/deliver";
import type { Mailer, Outgoing, Sent } from "#platform/mailer";
import { readConvocation } from "#records/convocation";
import { bulkMail, type Mail, mailKey, mailSchema, queuedMail } from "#records/mail";
import { CONVOCATION, type World } from "#test/functions/world";
import { memoryMailer } from "#test/memory/mailer";

/** A renderer that needs no words: what matters here is which mail leaves, to whom, with which day. */
export const render = async (mail: Mail): Promise<Outgoing> => ({
  from: { name: "Secretariat", address: "secretariat@example.org" },
  replyTo: "office@example.org",
  to: mail.to,
  subject: mail.kind,
  text: mail.kind,
  html: `<p>${mail.kind}</p>`,
  headers: {},
  mailId: mail.mailId,
  date: mail.at,
});

export const send = (world: World, mailId: string, mailer: Mailer = world.mailer) =>
  deliver({ ...world, mailer, render })({ mailId });

export const mailOf = async (world: World, mailId: string) =>
  mailSchema.parse(await world.tables.get(mailKey(mailId)!));

export async function invitationOf(world: World, code: string, number = "ab") {
  const { invitees } = await world.delegation(code);
  return invitees.find((invitee) => invitee.number === number)!.invitation;
}

/** A mail service that answers so, once or always. */
export const answering = (...verdicts: (Sent | "lost")[]) =>
  memoryMailer({ verdict: () => (verdicts.length > 1 ? verdicts.shift() : verdicts[0]) });

export async function reminder(
  world: World,
  code: string,
  step = "answer-14",
  number = "ab",
  revision = 1,
): Promise<string> {
  const { delegation, invitees } = await world.delegation(code);
  const invitee = invitees.find((one) => one.number === number);
  const address = bulkMail(`s-${CONVOCATION}-${step}-r${revision}`, "aaaaaa0000e0g0", `${delegation.id}${number}`);
  const row = queuedMail(address, {
    kind: "reminder",
    to: { name: invitee?.name ?? "Karl", address: invitee?.email ?? "karl@example.org" },
    language: "en",
    convocationId: CONVOCATION,
    delegation: delegation.id,
    person: number,
    ...(invitee && { personId: invitee.personId }),
    revision,
    at: world.clock.now(),
    about: { step },
  });
  await world.tables.put(row, []);
  return row.mailId;
}

export async function setMeeting(world: World, change: Record<string, string | number>) {
  const { row } = (await readConvocation(world.tables, CONVOCATION))!;
  await world.tables.put({ ...row, ...change }, []);
}
