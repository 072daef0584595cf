import { calendarObjects } from "#correspondence/calendar";
import { attendedView, convocationView, partyView } from "#correspondence/from-domain";
import { renderMail, senderName } from "#correspondence/mail";
import type { CalendarView } from "#correspondence/views";
import type { Convocation } from "#domain/convocation";
import { asOf } from "#domain/meeting-then";
import { environment, environmentSecretariat, offered } from "#platform/environment";
import type { Links } from "#platform/links";
import { messageIdOf, type Outgoing } from "#platform/mailer";
import type { Tables } from "#platform/table";
import { readConvocation } from "#records/convocation";
import { readDelegation } from "#records/delegation";
import { readDocument } from "#records/document";
import { type Mail, mailKey, mailSchema } from "#records/mail";
import { readChanges } from "#records/meeting-change";
import { readParties } from "#records/names";
import { type Around, attendsIn, partsOf } from "./around.ts";
import { betweenOf, calendarsOf } from "./change-view.ts";
import { testLetter } from "./test-letter.ts";
import { viewOf } from "./view.ts";

export type Renderer = (mail: Mail) => Promise<Outgoing>;

/** A mail's row becomes the mail: the words from the rows as they stand, the date, ids and boundary from the mail itself. */
export const renderer =
  ({ tables, links }: { tables: Tables; links: Links }): Renderer =>
  async (mail) => {
    if (mail.kind === "test") return testLetter(tables, mail);
    const around = await readAround(tables, links, mail);
    const view = await viewOf(mail, around);
    const language = offered(mail.language);
    const { subject, html, text } = renderMail(view, language);
    const calendar = calendarOf(mail, around);
    const references = mail.kind === "reminder" ? await invitationId(tables, mail, around) : undefined;
    const unsubscribe = "unsubscribe" in view ? view.unsubscribe : null;
    return {
      from: { name: senderName(view, language), address: environment("MAIL_FROM") },
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
  const spoken = speaksOf(mail, held.convocation);
  const changes =
    spoken < held.convocation.revision || mail.kind === "change" ? await readChanges(tables, mail.convocationId) : [];
  const convocation = asOf(held.convocation, changes, spoken);
  const codes = codesOf(mail, [convocation, betweenOf(mail, convocation, changes, []).before]);
  const { parties, names } = await readParties(tables, convocation.dialogues, [view.delegation.partyCode, ...codes]);
  const party = parties.get(view.delegation.partyCode);
  const documentId = mail.about["documentId"];
  const document = typeof documentId === "string" ? (await readDocument(tables, documentId))?.document : undefined;
  return {
    links,
    site: environment("SITE_URL"),
    secretariat: environmentSecretariat(),
    delegation: view,
    convocation,
    changes,
    names,
    party: party ? partyView(party) : { name: { en: view.delegation.partyCode }, kind: "state" },
    zone: party?.timeZone ?? null,
    document,
  };
}

/** The revision that a mail's words are of. What changed after it was written is the next mail's to say. */
function speaksOf({ kind, revision }: Mail, convocation: Convocation): number {
  const own = kind === "invitation" || kind === "change" || kind === "confirmation" || kind === "cancellation";
  return own && revision > 0 ? revision : convocation.revision;
}

/** The parties that are in a chair and the countries of the places, then and now. */
function codesOf({ about }: Mail, convocations: readonly Convocation[]): string[] {
  const named = convocations.flatMap(({ parts }) =>
    parts.flatMap(({ chair, place }) => [...(chair === null ? [] : [chair]), ...(place ? [place.country] : [])]),
  );
  const { chair } = about;
  return [...new Set([...named, ...(typeof chair === "string" && chair !== "" ? [chair] : [])])];
}

/** A confirmation is an entry in a calendar, a cancellation takes it out again, a change moves it: same UID, one SEQUENCE more. */
function calendarOf(mail: Mail, around: Around): Outgoing["calendar"] {
  const { sequence, generation, name } = mail.about;
  const { convocation, changes, names } = around;
  const objects = (method: CalendarView["method"], of: Pick<CalendarView, "convocation" | "first">) =>
    calendarObjects(
      {
        ...of,
        method,
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
  switch (mail.kind) {
    case "confirmation":
    case "cancellation": {
      const method = mail.kind === "confirmation" ? "REQUEST" : "CANCEL";
      return carried(
        method,
        objects(method, {
          convocation: attendedView(convocationView(convocation, partsOf(mail), names), attendsIn(mail)),
        }),
      );
    }
    case "change": {
      if (name === undefined) return undefined;
      const { request, withdrawn } = calendarsOf(betweenOf(mail, convocation, changes, partsOf(mail)), names);
      const gone = objects("CANCEL", withdrawn);
      const kept = carried("REQUEST", objects("REQUEST", { convocation: attendedView(request, attendsIn(mail)) }));
      return kept ? { ...kept, ...(gone.length > 0 && { withdrawn: gone }) } : carried("CANCEL", gone);
    }
    default:
      return undefined;
  }
}

function carried(
  method: CalendarView["method"],
  [first, ...others]: readonly string[],
): NonNullable<Outgoing["calendar"]> | undefined {
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
