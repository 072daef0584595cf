import type { Convocation } from "#domain/convocation";
import { chairOf } from "#domain/meeting-then";
import { stepRule } from "#domain/reminder-plan";
import type { Clock, Ids } from "#platform/clock";
import { isBeforeRestore } from "#platform/restored";
import type { Tables } from "#platform/table";
import { type Recipient, writeToPeople } from "#records/bulk-people";
import { readConvocation } from "#records/convocation";
import { type DelegationView, readDelegation } from "#records/delegation";
import { keys } from "#records/keys";
import { readPage, readRound } from "#records/round";

interface Page {
  readonly convocationId: string;
  readonly step: string;
  readonly instant: string;
  readonly revision: number;
  readonly roundId: string;
  readonly page: number;
}

/** Writes the reminders of one audience page. Who is silent now may have answered when the mail leaves: the claim decides then. */
export const fromPages =
  ({ tables, clock, ids }: { tables: Tables; clock: Clock; ids: Ids }) =>
  async ({ convocationId, step, instant, revision, roundId, page }: Page): Promise<void> => {
    // It may have gone out since the tables were restored: whoever is silent hears the next one.
    if (isBeforeRestore(instant)) return;
    const meeting = (await readConvocation(tables, convocationId))?.convocation;
    // Moved, postponed or cancelled since the step fired: what it would say is of before.
    if (meeting?.state !== "convened" || meeting.planRevision !== revision) return;
    const convened = idsOfConvened(meeting);
    const held = await readRound(tables, roundId);
    const frozen = held && (await readPage(tables, held.round, page));
    const rule = stepRule(step);
    if (!frozen || !rule)
      throw new Error(
        `Page ${page} of round ${roundId} was handed out for the step ${step}, but one of them is not there.`,
      );
    const chair = chairOf(meeting) ?? "";
    const bulk = {
      batchId: `s-${convocationId}-${step}-r${revision}`,
      kind: "reminder",
      convocationId,
      revision,
      about: { step, roundId, chair },
      guard: (name: string) => keys.stepPage(convocationId, step, instant, revision, name),
    } as const;
    for (const [index, entry] of frozen.entries.entries()) {
      const view = await readDelegation(tables, entry.did);
      if (!view) continue;
      const act = { actor: "system:reminder", door: "clock", now: clock.now(), commitId: ids.next() } as const;
      await writeToPeople(
        tables,
        act,
        bulk,
        { roundId, page, index, did: entry.did },
        rule.to === "silent" ? silent(view, convened) : registered(view, convened),
      );
    }
  };

/** The parts that have a date: nobody is reminded of one that is postponed or cancelled. */
function idsOfConvened({ parts }: Convocation): readonly string[] {
  return parts.filter(({ state }) => state === "convened").map(({ id }) => id);
}

function silent({ delegation, invitees, unsubscribed }: DelegationView, convened: readonly string[]): Recipient[] {
  const open = convened.some((part) => delegation.parts[part]?.status === "unanswered");
  return delegation.open > 0 && open
    ? invitees.filter(({ number, answer, entitled }) => entitled && answer === "none" && !unsubscribed.includes(number))
    : [];
}

function registered({ registrations }: DelegationView, convened: readonly string[]): Recipient[] {
  return registrations.flatMap(({ registration }) =>
    registration.state === "registered" &&
    registration.email !== "" &&
    registration.parts.some((part) => convened.includes(part))
      ? [registration]
      : [],
  );
}
