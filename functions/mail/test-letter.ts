import { renderMail, senderName } from "#correspondence/mail";
import { previewView, TEST_MARK, TEST_NOTICE } from "#correspondence/preview";
import { environment, environmentTexts } from "#platform/environment";
import type { Outgoing } from "#platform/mailer";
import type { Tables } from "#platform/table";
import { readLetter } from "#records/letter";
import type { Mail } from "#records/mail";

/** A round's mail as a party will read it, to a colleague: marked as a test at every place that a reader looks at, its link dead. */
export async function testLetter(tables: Tables, mail: Mail): Promise<Outgoing> {
  const { roundId, party } = mail.about;
  const letter = await readLetter(tables, String(roundId), String(party));
  if (!letter) throw new Error(`The mail ${mail.mailId} is the test of a round or a party that is not there.`);
  const replyTo = environment("MAIL_REPLY_TO");
  const at = { site: environment("SITE_URL"), secretariat: environmentTexts("SECRETARIAT_NAME"), replyTo };
  const view = previewView(letter, at, TEST_NOTICE);
  const { subject, html, text } = renderMail(view, mail.language);
  return {
    from: { name: senderName(view.kind, view.secretariat, mail.language), address: environment("MAIL_FROM") },
    replyTo,
    to: mail.to,
    subject: `${TEST_MARK}${subject}`,
    html,
    text,
    headers: { "Content-Language": mail.language },
    mailId: mail.mailId,
    date: mail.at,
  };
}
