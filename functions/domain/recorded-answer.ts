import { type Answer, type Before, type Decided, decideInTime, type Invitee } from "#domain/delegation";
import { type Instant, isAfter } from "#domain/instant";
import { isRefusal, type Refusal, refuse } from "#domain/refusal";
import { invitationAnswered, type StaffChannel } from "#events/invitation/answered.v1";

/** What a letter, a call or a note said, as staff read it. */
export interface Recorded {
  readonly answer: "come" | "regret" | "names-follow" | "no-part";
  /** Without them, every part that the party is invited to. */
  readonly parts?: readonly string[];
  readonly name?: string;
  readonly email?: string;
  readonly channel: StaffChannel;
  readonly reason?: string;
}
export interface RecordedDecision extends Decided {
  /** Through whom it counts: the person named, where they were invited, else the party's first focal point. */
  readonly invitee: Invitee;
  readonly answer: Answer;
}

/** The rules of an answer by link, for one that staff record: they speak for the party, and with a reason after the cut-off too. */
export function decideRecorded<I extends Invitee>(
  said: Recorded,
  before: Omit<Before, "invitee"> & { readonly invitees: readonly I[] },
  now: Instant,
): (RecordedDecision & { readonly invitee: I }) | Refusal {
  const { delegation, invitees } = before;
  const named = invitees.find((invitee) => isNamed(said, invitee));
  const invitee = named ?? focalPoints(invitees)[0];
  if (!invitee) return refuse("nobody-invited", "Nobody of this party was invited; there is no answer to record.");
  if (isAfter(now, delegation.cutOff) && said.reason === undefined)
    return refuse(
      "reason-needed",
      "The time for answers is over. Say with a reason why this one is recorded all the same.",
      {
        cutOff: delegation.cutOff,
      },
    );
  const open = Object.keys(delegation.parts).filter((part) => !before.closed?.includes(part));
  const answer = answerOf(said, open, named);
  if (isRefusal(answer)) return answer;
  const decided = decideInTime({ kind: "self" }, answer, { ...before, invitee: { ...invitee, entitled: true } });
  if (isRefusal(decided)) return decided;
  return {
    invitee,
    answer,
    nominations: decided.nominations,
    facts: decided.facts.map((fact) =>
      fact.type === "invitation.answered.v1" ? invitationAnswered({ ...fact.data, channel: said.channel }) : fact,
    ),
  };
}

/** Who is told what was recorded: those who answer for the party; where it has an office alone, that office. */
export function focalPoints<I extends Invitee>(invitees: readonly I[]): readonly I[] {
  const people = invitees.filter(({ entitled, functional }) => entitled && !functional);
  return people.length > 0 ? people : invitees;
}

function isNamed({ name, email }: Recorded, invitee: Invitee): boolean {
  if (invitee.functional) return false;
  if (email !== undefined) return email.toLowerCase() === invitee.email.toLowerCase();
  return name !== undefined && name === invitee.name;
}

function answerOf(said: Recorded, invitedTo: readonly string[], named: Invitee | undefined): Answer | Refusal {
  const parts = said.parts ?? invitedTo;
  switch (said.answer) {
    case "come":
      if (named) return { kind: "come", parts };
      if (said.name === undefined)
        return refuse("name-needed", "Say who comes, or record that the party comes and names follow.");
      return {
        kind: "colleague",
        parts,
        colleague: { name: said.name, ...(said.email !== undefined && { email: said.email }) },
      };
    case "names-follow":
      return { kind: "names-follow", parts };
    case "regret":
    case "no-part":
      if (said.answer === "regret" && !named)
        return refuse(
          "whose-regret",
          "A regret is one person’s. Name an invited person by name or address; if the whole party takes no part, record no-part.",
        );
      return { kind: said.answer, ...(said.reason !== undefined && { reason: said.reason }) };
  }
}
