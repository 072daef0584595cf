import { renderMail } from "#correspondence/mail";
import { previewView } from "#correspondence/preview";
import type { Language } from "#events/envelope";
import { environment, environmentSecretariat, offered } from "#platform/environment";
import type { Tables } from "#platform/table";
import { readLetter } from "#records/letter";

/** A round's mail as the first invitee of a party would read it. Undefined where round or party is not there. */
export async function preview(tables: Tables, asked: { roundId: string; party: string; language?: Language }) {
  const letter = await readLetter(tables, asked.roundId, asked.party);
  if (!letter) return undefined;
  const { person } = letter;
  const language = offered(asked.language ?? person.language);
  const at = { site: environment("SITE_URL"), secretariat: environmentSecretariat() };
  return { to: `${person.name} <${person.email}>`, language, ...renderMail(previewView(letter, at), language) };
}
