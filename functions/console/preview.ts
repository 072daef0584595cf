import { renderMail } from "#correspondence/mail";
import { previewView } from "#correspondence/preview";
import type { Language } from "#events/envelope";
import { environment, environmentTexts } from "#platform/environment";
import type { Tables } from "#platform/table";
import { readLetter } from "#records/letter";

/** A round's mail as the first invitee of a party would read it. Undefined where round or party is not there. */
export async function preview(tables: Tables, asked: { roundId: string; party: string; language?: Language }) {
  const letter = await readLetter(tables, asked.roundId, asked.party);
  if (!letter) return undefined;
  const { person } = letter;
  const language = asked.language ?? person.language;
  const at = {
    site: environment("SITE_URL"),
    secretariat: environmentTexts("SECRETARIAT_NAME"),
    replyTo: environment("MAIL_REPLY_TO"),
  };
  return { to: `${person.name} <${person.email}>`, language, ...renderMail(previewView(letter, at), language) };
}
