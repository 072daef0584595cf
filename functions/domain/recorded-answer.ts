import { type Answer, type Before, type Decided, decideInTime, type Invitee } from "#domain/delegation";
import { type Instant, isAfter } from "#domain/instant";
import { active } from "#domain/nomination";
import { decidePeople, decideWithdrawal, isNamed, type Modalities, type Person } from "#domain/recorded-people";
import { isRefusal, type Refusal, refuse } from "#domain/refusal";
import type { StaffChannel } from "#events/invitation/answered.v1";

/** What a letter, a call or a note said, as staff read it. */
export interface Recorded {
  readonly answer: "come" | "regret" | "names-follow" | "no-part";
  /** Without them, every part that the party is invited to. */
  readonly parts?: readonly string[];
  readonly name?: string;
  readonly email?: string;
  /** Everybody who comes, in the place of `name`. */
  readonly people?: readonly Person[];
  /** Who comes beside those named before. */
  readonly add?: boolean;
  readonly channel: StaffChannel;
  readonly reason?: string;
}
export interface RecordedDecision<I extends Invitee = Invitee> extends Decided {
  readonly kind: Answer["kind"];
  /** Whose answer it is as well, beside the party's: an invited person who is named, else the party's first focal point. */
  readonly heard: readonly { readonly invitee: I; readonly kind: Answer["kind"] }[];
}
type ForParty<I extends Invitee> = Omit<Before, "invitee"> & { readonly invitees: readonly I[] };

/** The rules of an answer by link, for one that staff record: they speak for the party, and with a reason after the cut-off too. */
export function decideRecorded<I extends Invitee>(
  said: Recorded,
  before: ForParty<I>,
  now: Instant,
  modalities: Modalities = {},
): RecordedDecision<I> | Refusal {
  const { delegation, invitees } = before;
  const named = invitees.find((invitee) => isNamed(said, invitee));
  const focalPoint = focalPoints(invitees)[0];
  if (!focalPoint)
    return refuse(
      "nobody-invited",
      "Nobody of this party holds an invitation; there is no answer to record. If its focal point’s term ended, name another first.",
    );
  if (isAfter(now, delegation.cutOff) && said.reason === undefined)
    return refuse(
      "reason-needed",
      "The time for answers is over. Say with a reason why this one is recorded all the same.",
      {
        cutOff: delegation.cutOff,
      },
    );
  if (said.people !== undefined || said.add !== undefined || (said.answer === "come" && !named))
    return withPeople(said, before, focalPoint, modalities);
  if (said.answer === "regret" && !named) return regretOf(said, before);
  const open = Object.keys(delegation.parts).filter((part) => !before.closed?.includes(part));
  const answer = answerOf(said, open);
  const invitee = named ?? focalPoint;
  const { channel } = said;
  const forParty = { ...before, channel, invitee: { ...invitee, entitled: true } };
  const decided = decideInTime({ kind: "self" }, answer, forParty);
  if (isRefusal(decided)) return decided;
  return { ...decided, kind: answer.kind, heard: [{ invitee, kind: answer.kind }] };
}

/** Who is told what was recorded: those who answer for the party; where it has an office alone, that office. */
export function focalPoints<I extends Invitee>(invitees: readonly I[]): readonly I[] {
  const people = invitees.filter(({ entitled, functional }) => entitled && !functional);
  return people.length > 0 ? people : invitees;
}

function withPeople<I extends Invitee>(
  said: Recorded,
  before: ForParty<I>,
  focalPoint: I,
  modalities: Modalities,
): RecordedDecision<I> | Refusal {
  const { name, email } = said;
  const people = said.people ?? (name === undefined ? [] : [{ name, ...(email !== undefined && { email }) }]);
  if (said.answer !== "come")
    return refuse("nobody-comes", "Only who comes is named. Record come, or leave the names out.");
  if (people.length === 0)
    return refuse("name-needed", "Say who comes, or record that the party comes and names follow.");
  const decided = decidePeople({ ...said, people }, before, focalPoint, modalities);
  if (isRefusal(decided)) return decided;
  const invited = before.invitees.filter((invitee) => people.some((person) => isNamed(person, invitee)));
  const strangers = people.length > invited.length;
  const kind = people.length === 1 && strangers ? "colleague" : "come";
  const heard = invited.map((invitee) => ({ invitee, kind: "come" }) as const);
  return {
    ...decided,
    kind,
    heard:
      strangers && !invited.includes(focalPoint)
        ? [{ invitee: focalPoint, kind: "colleague" } as const, ...heard]
        : heard,
  };
}

/** A regret of somebody who was not invited themselves, but named. */
function regretOf<I extends Invitee>(said: Recorded, before: ForParty<I>): RecordedDecision<I> | Refusal {
  const nomination = before.nominations.find(
    (candidate) =>
      active(candidate) &&
      candidate.name === said.name &&
      (said.email === undefined || candidate.email?.toLowerCase() === said.email.toLowerCase()),
  );
  if (!nomination)
    return refuse(
      "whose-regret",
      "A regret is one person’s. Give the name or address of somebody who was invited, or the name of somebody who was named; if the whole party takes no part, record no-part.",
    );
  return { ...decideWithdrawal(nomination, said.channel, before), kind: "regret", heard: [] };
}

function answerOf(said: Recorded, invitedTo: readonly string[]): Answer {
  const parts = said.parts ?? invitedTo;
  if (said.answer === "come" || said.answer === "names-follow") return { kind: said.answer, parts };
  return { kind: said.answer, ...(said.reason !== undefined && { reason: said.reason }) };
}
