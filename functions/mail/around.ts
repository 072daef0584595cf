import type { Names } from "#correspondence/from-domain";
import type { ConvocationView, PartyView, SecretariatView } from "#correspondence/views";
import type { Convocation } from "#domain/convocation";
import type { Document } from "#domain/document";
import type { PastChange } from "#domain/meeting-then";
import type { Attends, AttendsByPart } from "#events/attends";
import type { Links, Scope } from "#platform/links";
import { type DelegationView, linkedPerson } from "#records/delegation";
import type { Mail } from "#records/mail";

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

/** What every mail says. */
export type Base = { to: string; secretariat: SecretariatView; zone: string | null; notice: null };

/** Who invites and reminds for the Chair does so for the party that had it when the mail was queued. */
export function signed(mail: Mail, convocation: ConvocationView, names: Names): ConvocationView {
  const { chair } = mail.about;
  return typeof chair === "string" ? { ...convocation, chair: names.party(chair) ?? null } : convocation;
}

/** A link that was replaced while its mail was being written: it must not leave without one. */
export function live({ mailId }: Mail, link: string | null): string {
  if (link === null) throw new Error(`The mail ${mailId} is for somebody whose link was switched off meanwhile.`);
  return link;
}

export async function tokenOf(
  { links, delegation }: Around,
  number: string,
  scope: Scope,
): Promise<string | undefined> {
  const person = linkedPerson(delegation, number);
  return person && links.token(scope, person);
}

/** Only invitees answer and unsubscribe by link; a colleague who was named has none. */
export async function linkTo(
  around: Around,
  number: string,
  scope: "answer" | "unsubscribe",
  path: "r" | "u",
): Promise<string | undefined> {
  if (!around.delegation.invitees.some((invitee) => invitee.number === number)) return undefined;
  const token = await tokenOf(around, number, scope);
  return token === undefined ? undefined : `${around.site}/${path}/${token}`;
}
