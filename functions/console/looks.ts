import { fourNumbers } from "#domain/mail-state";
import { consequences } from "#domain/meeting-change-words";
import { inPartyOrder } from "#domain/party-order";
import { wasReleased } from "#domain/round";
import { caughtUp } from "#domain/told";
import type { AttendsByPart } from "#events/attends";
import type { Capacity } from "#events/capacity";
import { environment } from "#platform/environment";
import type { Tables } from "#platform/table";
import { listConvocations, readConvocation, readInvited } from "#records/convocation";
import { readDelegation } from "#records/delegation";
import { readPublished, readUnpublished } from "#records/document";
import { mailSchema } from "#records/mail";
import { readChanges } from "#records/meeting-change";
import { readRegistry } from "#records/registry";
import { readInvitationMails, readLeftOut, readPages, readRound, readRounds } from "#records/round";
import { registrySince } from "./registry-since.ts";

/** A meeting's changes in order: which, when, by whom, why, from what, and what came of it. */
export async function changes(tables: Tables, convocationId: string) {
  if (!(await readConvocation(tables, convocationId))) return undefined;
  const held = await readChanges(tables, convocationId);
  return { changes: held.map((change) => ({ ...change, consequences: consequences(change) })) };
}

export async function rounds(tables: Tables, convocationId: string) {
  if (!(await readConvocation(tables, convocationId))) return undefined;
  const held = await readRounds(tables, convocationId);
  return {
    rounds: held.map(({ id, state, delegations, invitees, drafter, reviewer, releaser }) => ({
      id,
      state,
      delegations,
      invitees,
      drafter,
      reviewer,
      releaser,
    })),
  };
}

/** A round, whom it invites and, once it was released, what became of its mails. */
export async function round(tables: Tables, roundId: string) {
  const held = await readRound(tables, roundId);
  if (!held) return undefined;
  const pages = await readPages(tables, held.round);
  const audience = pages.flatMap(({ entries }) =>
    entries.map(({ code, reason, parts, invitees }) => ({ code, reason, parts, invitees: invitees.length })),
  );
  return {
    round: held.round,
    audience: await inDialogueOrder(tables, held.round.convocationId, audience),
    leftOut: await readLeftOut(tables, held.round),
    ...(await registrySince(tables, held.round, pages)),
    ...(wasReleased(held.round.state) && { mails: await mailsOf(tables, held.round) }),
  };
}

/** What is about parties, in the order in which their dialogue shows them. */
async function inDialogueOrder<T extends { readonly code: string }>(
  tables: Tables,
  convocationId: string,
  entries: readonly T[],
): Promise<T[]> {
  const held = await readConvocation(tables, convocationId);
  if (!held) return [...entries];
  const { registry, order } = await readRegistry(tables, held.convocation.dialogueId);
  const byCode = Map.groupBy(entries, ({ code }) => code);
  return inPartyOrder([...byCode.keys()], registry.parties, order, "en").flatMap((code) => byCode.get(code) ?? []);
}

/** What left or is on its way, what was or will be cancelled, and what failed: in a stopped round they add up to its invitees. */
async function mailsOf(tables: Tables, held: { id: string; pages: number; state: string; invitees: number }) {
  const states = (await readInvitationMails(tables, held)).map((row) => mailSchema.parse(row).state);
  const numbers = fourNumbers(states);
  if (held.state !== "stopped") return numbers;
  const count = (...wanted: string[]) => states.filter((state) => wanted.includes(state)).length;
  const inFlight = count("sending");
  const left = numbers.sent + numbers.unknown + inFlight;
  const failed = count("failed", "skipped");
  return { ...numbers, stop: { sent: left, inFlight, failed, cancelled: held.invitees - left - failed } };
}

/** A party's answer and people, with every answer that was given, by whom and how. Names, no addresses and no links. */
export async function delegation(tables: Tables, asked: { convocationId: string; party: string }) {
  const did = await readInvited(tables, asked.convocationId, asked.party);
  const view = did === undefined ? undefined : await readDelegation(tables, did);
  const held = view && (await readConvocation(tables, asked.convocationId));
  return (
    view &&
    held && {
      delegation: caughtUp(view.delegation, held.convocation),
      invitees: view.invitees.map(({ number, name, answer, functional }) => ({ number, name, answer, functional })),
      /** Whom another focal point replaced, and since when their link is off. */
      former: view.former.map(({ number, name, closed }) => ({ number, name, closed: closed ?? "" })),
      nominations: view.nominations.map(({ number, name, state, parts, ...rest }) => ({
        number,
        name,
        state,
        parts,
        ...howOf(rest),
      })),
      registrations: view.registrations.map(({ registration: { number, name, state, parts, ...rest } }) => ({
        number,
        name,
        state,
        parts,
        ...howOf(rest),
      })),
      attendances: view.attendances.map(({ attendance }) => attendance),
      responses: view.responses,
      /** In which a person reads the instants. */
      timeZone: environment("TIME_ZONE"),
    }
  );
}

/** In what function somebody takes part, and how, as far as it was said. */
function howOf({ capacity, attends }: { capacity?: Capacity; attends?: AttendsByPart }) {
  return { ...(capacity !== undefined && { capacity }), ...(attends !== undefined && { attends }) };
}

/** The documents of a meeting, or of all meetings of a dialogue: those in work, then those that are published. */
export async function documents(tables: Tables, asked: { dialogueId: string; convocationId?: string }) {
  const meetingIds = await meetingsOf(tables, asked);
  const work = await Promise.all(meetingIds.map((id) => readUnpublished(tables, id)));
  const library = await readPublished(tables, asked.dialogueId);
  const published = library.filter(({ convocationId }) => meetingIds.includes(convocationId));
  return { documents: [...work.flat(), ...published.map((shelved) => ({ ...shelved, state: "published" as const }))] };
}

async function meetingsOf(
  tables: Tables,
  { dialogueId, convocationId }: { dialogueId: string; convocationId?: string },
) {
  const all = (await listConvocations(tables, dialogueId)).map(({ id }) => id);
  return convocationId === undefined ? all : all.filter((id) => id === convocationId);
}

export async function ids(tables: Tables, dialogueId: string) {
  const convocationId = await meetingsOf(tables, { dialogueId });
  const held = await Promise.all(convocationId.map((id) => readRounds(tables, id)));
  const { registry } = await readRegistry(tables, dialogueId);
  return {
    convocationId,
    roundId: held.flat().map(({ id }) => id),
    documentId: (await documents(tables, { dialogueId })).documents.map(({ id }) => id),
    party: registry.parties.map(({ code }) => code),
  };
}
