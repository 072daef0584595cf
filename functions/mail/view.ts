import { attendedView, convocationView, type Names, recordedView } from "#correspondence/from-domain";
import type { ConvocationView, MailView, PartyView, PredecessorMail, SecretariatView } from "#correspondence/views";
import type { Convocation } from "#domain/convocation";
import type { Document } from "#domain/document";
import { secondsBetween } from "#domain/instant";
import type { PastChange } from "#domain/meeting-then";
import { ladder, stepRule } from "#domain/reminder-plan";
import type { Attends, AttendsByPart } from "#events/attends";
import { capacity } from "#events/capacity";
import type { Links, Scope } from "#platform/links";
import { type DelegationView, linkedPerson } from "#records/delegation";
import type { Mail } from "#records/mail";
import { betweenOf, calendarsOf, calendarWord, toldView } from "./change-view.ts";

/** Everything that a mail's words are made of. */
export interface Around {
  readonly links: Links;
  readonly site: string;
  readonly secretariat: SecretariatView;
  readonly delegation: DelegationView;
  /** At the revision that the mail speaks of, where it names one. */
  readonly convocation: Convocation;
  /** Everything that changed of it so far. */
  readonly changes: readonly PastChange[];
  readonly names: Names;
  readonly party: PartyView;
  /** The zone of the party's capital. */
  readonly zone: string | null;
  readonly document: Document | undefined;
}

/** The parts that a registration's mail speaks of; they stand in the mail's own row. */
export function partsOf(mail: Mail): readonly string[] {
  const { parts } = mail.about;
  return Array.isArray(parts) ? parts : [];
}

/** How the registered person attends each part, as it stands in the mail's own row. */
export function attendsIn(mail: Mail): AttendsByPart {
  const of = (name: string, how: Attends) => {
    const parts = mail.about[name];
    return Array.isArray(parts) ? parts.map((part) => [part, how] as const) : [];
  };
  return Object.fromEntries([...of("online", "online"), ...of("inPerson", "in-person")]);
}

/** A mail's row as what its words need, by its kind. */
export async function viewOf(mail: Mail, around: Around): Promise<MailView> {
  const { delegation, convocation, names, party, secretariat, zone } = around;
  const invited = Object.keys(delegation.delegation.parts);
  const about = (parts: readonly string[]) => signed(mail, convocationView(convocation, parts, names), names);
  const base = { to: mail.to.name, secretariat, zone, notice: null };
  const link = (await linkTo(around, mail.person, "answer", "r")) ?? null;
  const unsubscribe = (await linkTo(around, mail.person, "unsubscribe", "u")) ?? null;
  switch (mail.kind) {
    case "invitation":
      return {
        ...base,
        kind: "invitation",
        convocation: about(takingPlace(convocation, invited)),
        party,
        entitled: delegation.invitees.find(({ number }) => number === mail.person)?.entitled ?? true,
        link: live(mail, link),
        unsubscribe,
      };
    case "successor":
    case "predecessor":
      return takeOverView(mail, around, { ...base, convocation: about(invited), party }, { link, unsubscribe });
    case "receipt": {
      const said = delegation.responses.find(({ version }) => version === mail.about["version"]);
      if (!said) throw new Error(`The mail ${mail.mailId} is the receipt of an answer that is not there.`);
      return {
        ...base,
        kind: "receipt",
        convocation: about(invited),
        party,
        recorded: recordedView(said, delegation.delegation.parts, convocation, delegation.nominations),
        link,
      };
    }
    case "reminder":
      return reminderView(mail, around, { ...base, link, unsubscribe });
    case "confirmation":
      return {
        ...base,
        kind: "confirmation",
        convocation: attendedView(about(partsOf(mail)), attendsIn(mail)),
        name: String(mail.about["name"] ?? mail.to.name),
        changed: Number(mail.about["sequence"] ?? 0) > 0,
        capacity: capacity.safeParse(mail.about["capacity"]).data ?? null,
        link,
      };
    case "cancellation":
      return {
        ...base,
        kind: "cancellation",
        convocation: attendedView(about(partsOf(mail)), attendsIn(mail)),
        name: String(mail.about["name"] ?? mail.to.name),
      };
    case "change":
      return changeView(mail, around, { ...base, link });
    case "test":
      throw new Error(`The mail ${mail.mailId} is a test: it speaks of no delegation.`);
    case "notice":
      return noticeView(mail, around, { ...base, convocation: about(invited), unsubscribe });
  }
}

/** Who invites and reminds for the Chair does so for the party that had it when the mail was queued. */
function signed(mail: Mail, convocation: ConvocationView, names: Names): ConvocationView {
  const { chair } = mail.about;
  return typeof chair === "string" ? { ...convocation, chair: names.party(chair) ?? null } : convocation;
}

/** Nobody is invited to what is cancelled by then. */
function takingPlace({ parts }: Convocation, invited: readonly string[]): string[] {
  return invited.filter((part) => parts.find(({ id }) => id === part)?.state !== "cancelled");
}

function changeView(mail: Mail, around: Around, base: Base & { link: string | null }): MailView {
  const { delegation, convocation, changes, names, party } = around;
  const { name, asks } = mail.about;
  const parts = name === undefined ? Object.keys(delegation.delegation.parts) : partsOf(mail);
  const between = betweenOf(mail, convocation, changes, parts);
  const told = toldView(between, names);
  return {
    ...base,
    ...told,
    kind: "change",
    convocation: signed(mail, told.convocation, names),
    party,
    asks: asks === "confirm" || asks === "answer" || asks === "wait" ? asks : "nothing",
    registered: name === undefined ? null : { name: String(name), calendar: calendarWord(calendarsOf(between, names)) },
  };
}

type Base = { to: string; secretariat: SecretariatView; zone: string | null; notice: null };
const DAY = 86_400;

function reminderView(
  mail: Mail,
  { delegation, convocation, names, party }: Around,
  base: Base & { link: string | null; unsubscribe: string | null },
): MailView {
  const step = String(mail.about["step"] ?? "");
  const rule = stepRule(step);
  const { parts } = delegation.delegation;
  if (rule?.to === "registered") {
    const registered = delegation.registrations.find(
      ({ registration }) => registration.number === mail.person,
    )?.registration;
    const daysLeft = Math.max(0, Math.ceil(secondsBetween(mail.at, convocation.starts) / DAY));
    return {
      ...base,
      kind: "meeting-reminder",
      convocation: attendedView(
        convocationView(convocation, withDate(convocation, registered?.parts ?? []), names),
        registered?.attends,
      ),
      name: registered?.name ?? mail.to.name,
      daysLeft,
    };
  }
  const steps = ladder.filter(({ to }) => to === "silent");
  const open = convocation.parts.filter(({ id, state }) => state === "convened" && parts[id]?.status === "unanswered");
  return {
    ...base,
    kind: "reminder",
    convocation: signed(mail, convocationView(convocation, withDate(convocation, Object.keys(parts)), names), names),
    party,
    step: 1 + steps.findIndex((candidate) => candidate.step === step),
    steps: steps.length,
    daysLeft: Math.max(0, Math.floor(secondsBetween(mail.at, convocation.answersBy.instant) / DAY)),
    open: open.map(({ title }) => title),
    again: open.length > 0 && open.every(({ id }) => parts[id]?.was !== undefined),
    link: live(mail, base.link),
  };
}

/** A link that was replaced while its mail was being written: it must not leave without one. */
function live({ mailId }: Mail, link: string | null): string {
  if (link === null) throw new Error(`The mail ${mailId} is for somebody whose link was switched off meanwhile.`);
  return link;
}

function takeOverView(
  mail: Mail,
  { delegation, convocation }: Around,
  base: Base & Pick<PredecessorMail, "convocation" | "party">,
  { link, unsubscribe }: { link: string | null; unsubscribe: string | null },
): MailView {
  const since = String(mail.about["since"]);
  const nameOf = (number: unknown) =>
    [...delegation.invitees, ...delegation.former].find((invitee) => invitee.number === number)?.name;
  if (mail.kind === "predecessor")
    return {
      ...base,
      kind: "predecessor",
      successor: nameOf(mail.about["successor"]) ?? null,
      since,
      registered: delegation.registrations.some(
        ({ registration }) => registration.number === mail.person && registration.state === "registered",
      ),
    };
  const said = delegation.responses.find(({ version }) => version === mail.about["version"]);
  return {
    ...base,
    kind: "successor",
    former: nameOf(mail.about["former"]) ?? "",
    since,
    recorded: said ? recordedView(said, delegation.delegation.parts, convocation, delegation.nominations) : null,
    link: live(mail, link),
    unsubscribe,
  };
}

/** Nobody is reminded of what is postponed or cancelled. */
function withDate({ parts }: Convocation, ids: readonly string[]): string[] {
  return ids.filter((part) => parts.find(({ id }) => id === part)?.state === "convened");
}

async function noticeView(
  mail: Mail,
  around: Around,
  base: Base & { convocation: ReturnType<typeof convocationView>; unsubscribe: string | null },
): Promise<MailView> {
  const { document, site } = around;
  if (!document) throw new Error(`The mail ${mail.mailId} announces a document that is not there.`);
  const personal = document.audience !== "public";
  const token = personal ? await tokenOf(around, mail.person, "document") : undefined;
  const address = personal ? `${site}/d/${token ?? ""}/${document.id}` : `${site}/documents/${document.id}`;
  const edition = editionOf(document, mail.about["revision"]);
  return {
    ...base,
    kind: "notice",
    document: edition.title,
    corrigendum: edition.corrigendum?.text ?? null,
    links: edition.renditions.map(({ language }) => ({ language, href: `${address}?lang=${language}` })),
    personal,
  };
}

/** The revision that a notice tells of. It may have been corrected since; its link leads to what is in force. */
function editionOf(document: Document, revision: Mail["about"][string] | undefined) {
  const told = typeof revision === "number" ? revision : 1;
  return document.superseded.find((old) => old.revision === told) ?? document;
}

async function tokenOf({ links, delegation }: Around, number: string, scope: Scope): Promise<string | undefined> {
  const person = linkedPerson(delegation, number);
  return person && links.token(scope, person);
}

/** Only invitees answer and unsubscribe by link; a colleague who was named has none. */
async function linkTo(
  around: Around,
  number: string,
  scope: "answer" | "unsubscribe",
  path: "r" | "u",
): Promise<string | undefined> {
  if (!around.delegation.invitees.some((invitee) => invitee.number === number)) return undefined;
  const token = await tokenOf(around, number, scope);
  return token === undefined ? undefined : `${around.site}/${path}/${token}`;
}
