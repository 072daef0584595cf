import type { Convocation } from "#domain/convocation";
import type { Delegation } from "#domain/delegation";
import { isEnd } from "#domain/mail-state";
import type { Change } from "#domain/meeting-change";
import { chairOf } from "#domain/meeting-then";
import { forCalendars, standingOf, toConfirm } from "#domain/told";
import type { Commit } from "#platform/commit";
import type { InviteeRow, RegistrationRow } from "#records/delegation";
import { keys } from "#records/keys";
import { bulkMail, comeBackRow, type Mail, mailKey, queuedMail } from "#records/mail";

/** Something that was read changed before it was written: it is read again. */
export const MEANWHILE = "changed-meanwhile";

export interface Telling {
  readonly convocation: Convocation;
  /** As it is after the changes. */
  readonly delegation: Delegation;
  readonly registrations: readonly RegistrationRow[];
  /** Those between that concern the delegation's parts. */
  readonly changes: readonly Change[];
  /** Whether a part is asked again by them. */
  readonly again: boolean;
  /** The revision that the delegation was told of. */
  readonly from: number;
  /** The day that the mails bear. */
  readonly at: string;
  readonly now: string;
}
interface Told {
  readonly mail: ReturnType<typeof queuedMail> | undefined;
  readonly moves: NonNullable<Commit["moves"]>;
  /** Mails that go back to the pump. */
  readonly handedOutAgain: NonNullable<Commit["creates"]>;
}

/**
 * What becomes of one invitee: asked again, and told by one mail about everything that they have not heard. An invitation that has not left
 * says what is new itself, waits for a date, or does not leave at all; a mail about earlier changes that has not left gives way to this one.
 */
export function tellInvitee(
  invitee: InviteeRow,
  mails: ReadonlyMap<string, Mail>,
  telling: Telling & { readonly batchId: string; readonly page: string },
): Told {
  const { delegation, again } = telling;
  const invitation = mails.get(invitee.invitation);
  const kept = invitation && waiting(invitation, telling);
  const earlier = invitee.change === undefined ? undefined : mails.get(invitee.change);
  // A try that broke off may have written this very mail: then its page is refused as done.
  const own = bulkMail(telling.batchId, telling.page, `${delegation.id}${invitee.number}`).mailId;
  const unsent = earlier?.state === "queued" && earlier.mailId !== own ? earlier : undefined;
  const mail = kept || !hears(invitee, invitation, telling) ? undefined : changeMail(invitee, telling, unsent);
  const set = {
    ...(again && invitee.answer !== "none" && { answer: "none" }),
    ...(mail && { change: mail.mailId }),
  };
  const asked = {
    update: { key: keys.invitee(delegation.id, invitee.number), set, when: [["answer", "=", invitee.answer]] as const },
    refusal: MEANWHILE,
  };
  return {
    mail,
    moves: [
      ...(Object.keys(set).length === 0 ? [] : [asked]),
      ...(kept?.moves ?? []),
      ...(mail && unsent ? moved(unsent, { state: "skipped", reason: "superseded" }) : []),
    ],
    handedOutAgain: kept?.handedOutAgain ?? [],
  };
}

/** What becomes of an invitation that has not left; undefined for one that has, or never will. */
function waiting(
  invitation: Mail,
  { convocation, delegation, now }: Telling,
): Pick<Told, "moves" | "handedOutAgain"> | undefined {
  const standing = standingOf(convocation, Object.keys(delegation.parts));
  const held = invitation.state === "skipped" && invitation.reason === POSTPONED;
  if (invitation.state !== "queued" && !held) return undefined;
  const { revision } = convocation;
  if (standing === "cancelled")
    return { moves: moved(invitation, { state: "cancelled", reason: "meeting-cancelled" }), handedOutAgain: [] };
  if (standing === "postponed")
    return { moves: held ? [] : moved(invitation, { state: "skipped", reason: POSTPONED }), handedOutAgain: [] };
  return held
    ? {
        moves: moved(invitation, { state: "queued", reason: "new-date", revision }),
        handedOutAgain: [{ row: comeBackRow({ mailId: invitation.mailId, at: now }), refusal: MEANWHILE }],
      }
    : { moves: moved(invitation, { revision }), handedOutAgain: [] };
}
const POSTPONED = "meeting-postponed";

/** A mail is changed only while nobody has taken it. */
function moved({ mailId, state }: Mail, set: Readonly<Record<string, string | number>>): NonNullable<Commit["moves"]> {
  const key = mailKey(mailId);
  return key ? [{ update: { key, set, when: [["state", "=", state]] }, refusal: MEANWHILE }] : [];
}

/** Who never heard of the meeting hears of no change; who is registered hears of what their calendar hears of from registration. */
function hears(
  { number, answer }: InviteeRow,
  invitation: Mail | undefined,
  { changes, delegation, registrations }: Telling,
): boolean {
  const told = changes.filter((change) => change.told === "invited");
  if (told.length === 0) return false;
  // More time is news for those who need it: whoever said everything was never late.
  if (told.every(({ what }) => what === "deadline-extended") && !needsTime(delegation)) return false;
  if (answer === "none" && (invitation === undefined || isEnd(invitation.state))) return false;
  const own = registrations.find(
    (registration) => registration.number === number && registration.state === "registered",
  );
  if (own === undefined || forCalendars(changes, own.parts).length === 0) return true;
  // What they are not registered for their calendar does not tell.
  return told.some(({ calendar, parts }) => calendar !== "none" && !parts.some((part) => own.parts.includes(part)));
}

function needsTime({ open, parts }: Delegation): boolean {
  return open > 0 || Object.values(parts).some(({ status }) => status === "coming-unnamed");
}

function changeMail(
  { number, name, email, language, personId, entitled }: InviteeRow,
  { convocation, delegation, from, at, batchId, page }: Telling & { batchId: string; page: string },
  unsent: Mail | undefined,
) {
  const heard = unsent?.about["from"];
  return queuedMail(bulkMail(batchId, page, `${delegation.id}${number}`), {
    kind: "change",
    to: { name, address: email },
    language,
    convocationId: convocation.id,
    delegation: delegation.id,
    person: number,
    personId,
    revision: convocation.revision,
    at,
    about: {
      from: typeof heard === "number" ? heard : from,
      // Whoever has a copy is told, and answers nothing.
      asks: entitled ? asked(convocation, delegation) : "nothing",
      chair: chairOf(convocation) ?? "",
    },
  });
}

/** What the reader is to do, as of now: it stands in the mail, whatever is answered until it leaves. */
function asked(convocation: Convocation, delegation: Delegation): "confirm" | "answer" | "wait" | "nothing" {
  const standing = standingOf(convocation, Object.keys(delegation.parts));
  if (standing === "postponed") return "wait";
  if (standing !== "open" || delegation.open === 0) return "nothing";
  return toConfirm(delegation).length > 0 ? "confirm" : "answer";
}
