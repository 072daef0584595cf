import { calendarObjects } from "#correspondence/calendar";
import { attendedView, convocationView, partyView } from "#correspondence/from-domain";
import { renderMail, senderName } from "#correspondence/mail";
import { environment, environmentSecretariat, offered } from "#platform/environment";
import type { Links } from "#platform/links";
import { messageIdOf, type Outgoing } from "#platform/mailer";
import type { Tables } from "#platform/table";
import { readConvocation } from "#records/convocation";
import { readDelegation } from "#records/delegation";
import { readDocument } from "#records/document";
import { type Mail, mailKey, mailSchema } from "#records/mail";
import { readParties } from "#records/names";
import { testLetter } from "./test-letter.ts";
import { type Around, attendsIn, partsOf, viewOf } from "./view.ts";

export type Renderer = (mail: Mail) => Promise<Outgoing>;

/** A mail's row becomes the mail: the words from the rows as they stand, the date, ids and boundary from the mail itself. */
export const renderer =
  ({ tables, links }: { tables: Tables; links: Links }): Renderer =>
  async (mail) => {
    if (mail.kind === "test") return testLetter(tables, mail);
    const around = await readAround(tables, links, mail);
    const view = await viewOf(mail, around);
    const { secretariat } = around;
    const language = offered(mail.language);
    const { subject, html, text } = renderMail(view, language);
    const calendar = calendarOf(mail, around);
    const references = mail.kind === "reminder" ? await invitationId(tables, mail, around) : undefined;
    const unsubscribe = "unsubscribe" in view ? view.unsubscribe : null;
    return {
      from: { name: senderName(view.kind, secretariat, language), address: environment("MAIL_FROM") },
      replyTo: environment("MAIL_REPLY_TO"),
      to: mail.to,
      subject,
      html,
      text,
      ...(calendar && { calendar }),
      headers: {
        "Content-Language": language,
        ...(references !== undefined && { References: references }),
        ...(unsubscribe !== null && {
          "List-Unsubscribe": `<${unsubscribe}>`,
          "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }),
      },
      mailId: mail.mailId,
      date: mail.at,
    };
  };

async function readAround(tables: Tables, links: Links, mail: Mail): Promise<Around> {
  const [view, held] = await Promise.all([
    readDelegation(tables, mail.delegation),
    readConvocation(tables, mail.convocationId),
  ]);
  if (!view || !held) throw new Error(`The mail ${mail.mailId} speaks of a delegation or a meeting that is not there.`);
  const { convocation } = held;
  const chairs = convocation.parts.flatMap(({ chair, place }) => [
    ...(chair === null ? [] : [chair]),
    ...(place ? [place.country] : []),
  ]);
  const { parties, names } = await readParties(tables, convocation.dialogues, [view.delegation.partyCode, ...chairs]);
  const party = parties.get(view.delegation.partyCode);
  const documentId = mail.about["documentId"];
  const document = typeof documentId === "string" ? (await readDocument(tables, documentId))?.document : undefined;
  return {
    links,
    site: environment("SITE_URL"),
    secretariat: environmentSecretariat(),
    delegation: view,
    convocation,
    names,
    party: party ? partyView(party) : { name: { en: view.delegation.partyCode }, kind: "state" },
    zone: party?.timeZone ?? null,
    document,
  };
}

/** A confirmation is an entry in a calendar, a cancellation takes it out again: same UID, one SEQUENCE more. */
function calendarOf(mail: Mail, around: Around): Outgoing["calendar"] {
  if (mail.kind !== "confirmation" && mail.kind !== "cancellation") return undefined;
  const { sequence, generation, name } = mail.about;
  const method = mail.kind === "confirmation" ? "REQUEST" : "CANCEL";
  const [first, ...others] = calendarObjects(
    {
      method,
      convocation: attendedView(convocationView(around.convocation, partsOf(mail), around.names), attendsIn(mail)),
      secretariat: around.secretariat,
      attendee: { name: String(name ?? mail.to.name), email: mail.to.address },
      person: `${mail.delegation}${mail.person}`,
      generation: Number(generation ?? 1),
      sequence: Number(sequence ?? 0),
      stamp: mail.at,
      domain: environment("MAIL_FROM").split("@").at(-1) ?? "localhost",
    },
    offered(mail.language),
  );
  return first === undefined ? undefined : { method, objects: [first, ...others] };
}

/** The invitation's Message-ID, which SES chose when it took it; a reminder answers it, so that both stand in one thread. */
async function invitationId(tables: Tables, mail: Mail, { delegation }: Around): Promise<string | undefined> {
  const invitation = delegation.invitees.find(({ number }) => number === mail.person)?.invitation;
  const key = invitation === undefined ? undefined : mailKey(invitation);
  const row = key && (await tables.get(key));
  const sesId = row && mailSchema.parse(row).sesId;
  return sesId === undefined ? undefined : messageIdOf(sesId);
}
