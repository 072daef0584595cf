import { convocationView, partyView, secretariatView } from "#correspondence/from-domain";
import { renderMail } from "#correspondence/mail";
import type { Language } from "#events/envelope";
import { environment, environmentTexts } from "#platform/environment";
import type { Tables } from "#platform/table";
import { readConvocation } from "#records/convocation";
import { readParties } from "#records/names";
import { readPeople } from "#records/registry";
import { readPages, readRound } from "#records/round";

/** A link of the right form that opens nothing: a preview is shown to people who were not invited. */
const DEAD_LINK = "r/preview-this-link-does-not-work";

/** A round's mail as the first invitee of a party would read it. Undefined where round or party is not there. */
export async function preview(tables: Tables, asked: { roundId: string; party: string; language?: Language }) {
  const held = await readRound(tables, asked.roundId);
  const convened = held && (await readConvocation(tables, held.round.convocationId));
  const entry =
    held &&
    (await readPages(tables, held.round)).flatMap(({ entries }) => entries).find(({ code }) => code === asked.party);
  const first = entry?.invitees[0];
  if (!convened || !entry || !first) return undefined;
  const { convocation } = convened;
  const chairs = convocation.parts.flatMap(({ chair, place }) => [
    ...(chair === null ? [] : [chair]),
    ...(place ? [place.country] : []),
  ]);
  const [people, { parties, names }] = await Promise.all([
    readPeople(tables, [first.person]),
    readParties(tables, convocation.dialogueId, [entry.code, ...chairs]),
  ]);
  const person = people.get(first.person);
  const party = parties.get(entry.code);
  if (!person || !party) return undefined;
  const language = asked.language ?? person.language;
  const site = environment("SITE_URL");
  const mail = renderMail(
    {
      kind: "invitation",
      to: person.name,
      convocation: convocationView(convocation, entry.parts, names),
      secretariat: secretariatView(environmentTexts("SECRETARIAT_NAME"), environment("MAIL_REPLY_TO")),
      zone: party.timeZone,
      notice: null,
      unsubscribe: null,
      party: partyView(party),
      entitled: true,
      link: `${site}/${DEAD_LINK}`,
    },
    language,
  );
  return { to: `${person.name} <${person.email}>`, language, ...mail };
}
