import { renderMail, senderName } from "#correspondence/mail";
import { previewView, TEST_MARK, TEST_NOTICE } from "#correspondence/preview";
import { environment, environmentSecretariat, offered } from "#platform/environment";
import type { Outgoing } from "#platform/mailer";
import type { Tables } from "#platform/table";
import { readLetter } from "#records/letter";
import type { Mail } from "#records/mail";

/** A round's mail as a party will read it, to a colleague: marked as a test at every place that a reader looks at, its link dead. */
export async function testLetter(tables: Tables, mail: Mail): Promise<Outgoing> {
  const { roundId, party } = mail.about;
  const letter = await readLetter(tables, String(roundId), String(party));
  if (!letter) throw new Error(`The mail ${mail.mailId} is the test of a round or a party that is not there.`);
  const at = { site: environment("SITE_URL"), secretariat: environmentSecretariat() };
  const language = offered(mail.language);
  const view = previewView(letter, at, TEST_NOTICE);
  const { subject, html, text } = renderMail(view, language);
  return {
    from: { name: senderName(view, language), address: environment("MAIL_FROM") },
    replyTo: at.secretariat.email,
    to: mail.to,
    subject: `${TEST_MARK}${subject}`,
    html,
    text,
    headers: { "Content-Language": language },
    mailId: mail.mailId,
    date: mail.at,
  };
}
