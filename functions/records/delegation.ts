import * as z from "zod/mini";
import type { Delegation, Nomination } from "#domain/delegation";
import { attendsByPart } from "#events/attends";
import { capacity } from "#events/capacity";
import { language } from "#events/envelope";
import { staffChannel } from "#events/invitation/answered.v1";
import { quota } from "#events/meeting-part";
import { ANY_KEY } from "#platform/link-ring";
import type { Row, Tables } from "#platform/table";
import { type AttendanceView, attendancesIn } from "#records/attendance";

export const delegationSchema = z.object({
  id: z.string(),
  convocationId: z.string(),
  roundId: z.string(),
  page: z.number(),
  partyCode: z.string(),
  parts: z.record(
    z.string(),
    z.object({
      status: z.enum(["unanswered", "coming-named", "coming-unnamed", "regrets"]),
      at: z.nullable(z.string()),
      by: z.nullable(z.string()),
      revision: z.exactOptional(z.number()),
      was: z.exactOptional(
        z.object({
          status: z.enum(["coming-named", "coming-unnamed", "regrets"]),
          at: z.nullable(z.string()),
          by: z.nullable(z.string()),
        }),
      ),
    }),
  ),
  /** Whether the party is a member of the dialogue as of the meeting. */
  member: z.boolean(),
  open: z.number(),
  people: z.number(),
  cutOff: z.string(),
  /** The convocation's revision that its people were told of; rows of before changes say none. */
  rev: z._default(z.number(), 1),
  quota: z._default(z.record(z.string(), quota), {}),
  v: z.number(),
});
export const inviteeSchema = z.object({
  number: z.string(),
  personId: z.string(),
  name: z.string(),
  email: z.string(),
  language,
  entitled: z.boolean(),
  functional: z.boolean(),
  epoch: z.number(),
  kid: z.string(),
  /** What this person said last; `none` while silent. */
  answer: z.enum(["none", "come", "regret", "colleague", "names-follow", "no-part"]),
  /** The mail of the invitation, whose SES id a reminder refers to. */
  invitation: z.string(),
  /** Since when somebody else is the party's focal point in their place: the link is off. */
  closed: z.exactOptional(z.string()),
  /** Of one who is closed: who took over. Nobody, where the party named nobody. */
  successor: z.exactOptional(z.string()),
  /** Whom this one took over from, and those before: what they named is now theirs to change. */
  predecessors: z.exactOptional(z.array(z.string())),
  /** The last mail that told this person of a change. */
  change: z.exactOptional(z.string()),
});
export type InviteeRow = z.infer<typeof inviteeSchema>;
export const nominationSchema = z.object({
  number: z.string(),
  state: z.enum(["proposed", "accepted", "confirmed", "refused", "withdrawn", "replaced"]),
  parts: z.array(z.string()),
  name: z.string(),
  email: z.nullable(z.string()),
  language,
  through: z.string(),
  capacity: z.exactOptional(capacity),
  attends: z.exactOptional(attendsByPart),
  onBehalf: z.exactOptional(z.boolean()),
  listed: z.exactOptional(z.boolean()),
});
export const registrationSchema = z.object({
  number: z.string(),
  state: z.enum(["registered", "cancelled"]),
  parts: z.array(z.string()),
  name: z.string(),
  /** Empty where nobody is written to: named by staff without an address. */
  email: z.string(),
  language,
  personId: z.exactOptional(z.string()),
  capacity: z.exactOptional(capacity),
  attends: z.exactOptional(attendsByPart),
  /** Of the calendar objects of this registration; a new one after a cancellation is a new generation with a new UID. */
  sequence: z.number(),
  generation: z.number(),
  /** The convocation's revision that the person was told of. */
  rev: z._default(z.number(), 1),
  /** The revision that made requests for visa, travel and social programme void. */
  voidedAt: z.exactOptional(z.number()),
  /** Why it is cancelled, where the person did not withdraw. */
  because: z.exactOptional(z.literal("meeting-cancelled")),
  /** The last mail that told the person of a change. */
  change: z.exactOptional(z.string()),
  v: z.number(),
});
export type RegistrationRow = z.infer<typeof registrationSchema>;
export const responseSchema = z.object({
  version: z.number(),
  by: z.string(),
  byName: z.string(),
  at: z.string(),
  channel: z.enum(["link", ...staffChannel.options]),
  kind: z.enum(["come", "regret", "colleague", "names-follow", "no-part", "proposed"]),
  names: z.array(z.string()),
  reason: z.exactOptional(z.string()),
  reference: z.exactOptional(z.string()),
  /** The convocation's revision that was answered. */
  revision: z._default(z.number(), 1),
});

export interface DelegationView {
  readonly head: Row;
  readonly delegation: Delegation & z.infer<typeof delegationSchema>;
  /** Those whose links are good. */
  readonly invitees: readonly InviteeRow[];
  /** Those who were invited, and whom another focal point replaced since. */
  readonly former: readonly InviteeRow[];
  readonly nominations: readonly Nomination[];
  readonly registrations: readonly { row: Row; registration: RegistrationRow }[];
  readonly responses: readonly z.infer<typeof responseSchema>[];
  readonly attendances: readonly AttendanceView[];
  readonly unsubscribed: readonly string[];
}

/** Everything a delegation is, without its mails: one strongly consistent Query. Undefined where there is no such delegation. */
export async function readDelegation(tables: Tables, did: string): Promise<DelegationView | undefined> {
  const rows = await tables.query({ pk: `DEL#${did}` });
  const head = rows.find((row) => row.sk === "#");
  if (!head) return undefined;
  const of = (prefix: string) => rows.filter((row) => row.sk.startsWith(prefix));
  const everybody = of("I#").map((row) => inviteeSchema.parse(row));
  const invitees = everybody.filter(({ closed }) => closed === undefined);
  const nominations = of("N#").map((row) => nominationSchema.parse(row));
  return {
    head,
    delegation: delegationSchema.parse(head),
    invitees,
    former: everybody.filter(({ closed }) => closed !== undefined),
    nominations,
    registrations: of("G#").map((row) => ({
      row,
      registration: reached(registrationSchema.parse(row), nominations, invitees),
    })),
    responses: of("R#").map((row) => responseSchema.parse({ ...row, by: row["who"] })),
    attendances: attendancesIn(rows),
    unsubscribed: of("U#").map((row) => row.sk.slice(2)),
  };
}

/** Who stands for a number now: the invitee of it, or the one who took over from them. Undefined where nobody did. */
export function holderOf<I extends { readonly number: string; readonly predecessors?: readonly string[] }>(
  invitees: readonly I[],
  number: string,
): I | undefined {
  return invitees.find((invitee) => invitee.number === number || invitee.predecessors?.includes(number));
}

/** A colleague without an address of their own is written to through the focal point who named them, whoever that is by now; whom staff named without one, nobody is written to for. */
function reached(
  registration: RegistrationRow,
  nominations: readonly Nomination[],
  invitees: readonly InviteeRow[],
): RegistrationRow {
  const named = nominations.find(({ number }) => number === registration.number);
  const holder = named?.email === null && named.onBehalf !== true ? holderOf(invitees, named.through) : undefined;
  return holder === undefined ? registration : { ...registration, email: holder.email };
}

/**
 * Whose link a number's is: an invitee's by their epoch, a registered person's by their generation. Undefined for nobody. Who
 * was replaced and comes all the same has links of their new epoch, to documents alone: those of the old one are off.
 */
export function linkedPerson(view: DelegationView, number: string) {
  const delegation = view.delegation.id;
  const invitee = view.invitees.find((candidate) => candidate.number === number);
  if (invitee) return { delegation, person: number, epoch: invitee.epoch, kid: invitee.kid };
  const registered = view.registrations.find(({ registration }) => registration.number === number)?.registration;
  if (registered?.state !== "registered") return undefined;
  const former = view.former.find((candidate) => candidate.number === number);
  return former
    ? { delegation, person: number, epoch: former.epoch, kid: former.kid }
    : { delegation, person: number, epoch: registered.generation, kid: ANY_KEY };
}
