import * as z from "zod/mini";
import { commandsByType } from "#events/catalogue";
import { addRendition } from "#events/commands/add-rendition.v1";
import { answerInvitation } from "#events/commands/answer-invitation.v1";
import { cancelMeeting } from "#events/commands/cancel-meeting.v1";
import { changeModality } from "#events/commands/change-modality.v1";
import { changeQuota } from "#events/commands/change-quota.v1";
import { changeRoom } from "#events/commands/change-room.v1";
import { clearDocument } from "#events/commands/clear-document.v1";
import { closeRound } from "#events/commands/close-round.v1";
import { conveneMeeting } from "#events/commands/convene-meeting.v1";
import { correctTitle } from "#events/commands/correct-title.v1";
import { draftDocument } from "#events/commands/draft-document.v1";
import { draftRound } from "#events/commands/draft-round.v1";
import { extendDeadline } from "#events/commands/extend-deadline.v1";
import { handOverChair } from "#events/commands/hand-over-chair.v1";
import { importContacts } from "#events/commands/import-contacts.v1";
import { importParties } from "#events/commands/import-parties.v1";
import { postponeMeeting } from "#events/commands/postpone-meeting.v1";
import { publishDocument } from "#events/commands/publish-document.v1";
import { recordAnswer } from "#events/commands/record-answer.v1";
import { releaseRound } from "#events/commands/release-round.v1";
import { relocateMeeting } from "#events/commands/relocate-meeting.v1";
import { rescheduleMeeting } from "#events/commands/reschedule-meeting.v1";
import { reviewRound } from "#events/commands/review-round.v1";
import { settleMails } from "#events/commands/settle-mails.v1";
import { silenceMails } from "#events/commands/silence-mails.v1";
import { stopRound } from "#events/commands/stop-round.v1";
import { submitRound } from "#events/commands/submit-round.v1";
import { testRound } from "#events/commands/test-round.v1";
import { importContactsStep } from "#functions/dialogue/import-contacts";
import { importPartiesStep } from "#functions/dialogue/import-parties";
import { answerInvitationStep } from "#functions/invitation/answer-invitation";
import { changeQuotaStep } from "#functions/invitation/change-quota";
import { closeRoundStep } from "#functions/invitation/close-round";
import { draftRoundStep } from "#functions/invitation/draft-round";
import { fromPages as invitationPages } from "#functions/invitation/from-pages";
import { recordAnswerStep } from "#functions/invitation/record-answer";
import { releaseRoundStep } from "#functions/invitation/release-round";
import { reviewRoundStep } from "#functions/invitation/review-round";
import { silenceMailsStep } from "#functions/invitation/silence-mails";
import { stopRoundStep } from "#functions/invitation/stop-round";
import { submitRoundStep } from "#functions/invitation/submit-round";
import { testRoundStep } from "#functions/invitation/test-round";
import { settleMailsStep } from "#functions/mail/settle-mails";
import { cancelMeetingStep } from "#functions/meeting/cancel-meeting";
import { changeModalityStep } from "#functions/meeting/change-modality";
import { changeRoomStep } from "#functions/meeting/change-room";
import { conveneMeetingStep } from "#functions/meeting/convene-meeting";
import { correctTitleStep } from "#functions/meeting/correct-title";
import { extendDeadlineStep } from "#functions/meeting/extend-deadline";
import { handOverChairStep } from "#functions/meeting/hand-over-chair";
import { postponeMeetingStep } from "#functions/meeting/postpone-meeting";
import { relocateMeetingStep } from "#functions/meeting/relocate-meeting";
import { rescheduleMeetingStep } from "#functions/meeting/reschedule-meeting";
import { addRenditionStep } from "#functions/report/add-rendition";
import { clearDocumentStep } from "#functions/report/clear-document";
import { draftDocumentStep } from "#functions/report/draft-document";
import { publishDocumentStep } from "#functions/report/publish-document";
import { commandSteps, onCommand } from "#platform/command-steps";
import type { Act } from "#platform/commit";
import type { CommandDoor } from "#platform/invoke";
import type { Row } from "#platform/table";
import { readDelegation } from "#records/delegation";
import { keys } from "#records/keys";
import { detailOf, ledgerRow } from "#records/ledger";
import { dialogueFile, som8 } from "#test/domain/examples";
import { memoryBlobs } from "#test/memory/blobs";
import { memoryBus } from "#test/memory/bus";
import { memoryClock, memoryIds } from "#test/memory/clock";
import { memoryMailer } from "#test/memory/mailer";
import { context } from "#test/memory/messages";
import { memoryQueues } from "#test/memory/queues";
import { memorySchedules } from "#test/memory/schedules";
import { memoryTables } from "#test/memory/tables";

export const AMINA = "staff:amina";
export const BRUNO = "staff:bruno";
export const CONVOCATION = "som-8-cluster";

interface Parts {
  readonly tables: ReturnType<typeof memoryTables>;
  readonly queues: ReturnType<typeof memoryQueues>;
  readonly bus: ReturnType<typeof memoryBus>;
  readonly mailer: ReturnType<typeof memoryMailer>;
}
const outcome = z.looseObject({ accepted: z.boolean() });

/** All nouns' commands over one in-memory platform, as the functions put them together. */
export function newWorld(given: Partial<Parts> = {}, soFar = { ids: 0, commands: 0 }) {
  const deps = {
    tables: given.tables ?? memoryTables(),
    queues: given.queues ?? memoryQueues(),
    bus: given.bus ?? memoryBus(),
    mailer: given.mailer ?? memoryMailer(),
    blobs: memoryBlobs(),
    schedules: memorySchedules(),
    clock: memoryClock("2022-01-31T08:00:00Z"),
    ids: memoryIds(soFar.ids),
    readiness: { missing: async () => undefined },
    currentKey: { kid: async () => "k1" },
  };
  const handler = commandSteps(
    [
      onCommand(importParties, importPartiesStep(deps)),
      onCommand(importContacts, importContactsStep(deps)),
      onCommand(conveneMeeting, conveneMeetingStep(deps)),
      onCommand(handOverChair, handOverChairStep(deps)),
      onCommand(cancelMeeting, cancelMeetingStep(deps)),
      onCommand(changeModality, changeModalityStep(deps)),
      onCommand(changeRoom, changeRoomStep(deps)),
      onCommand(correctTitle, correctTitleStep(deps)),
      onCommand(extendDeadline, extendDeadlineStep(deps)),
      onCommand(postponeMeeting, postponeMeetingStep(deps)),
      onCommand(relocateMeeting, relocateMeetingStep(deps)),
      onCommand(rescheduleMeeting, rescheduleMeetingStep(deps)),
      onCommand(changeQuota, changeQuotaStep(deps)),
      onCommand(draftRound, draftRoundStep(deps)),
      onCommand(submitRound, submitRoundStep(deps)),
      onCommand(reviewRound, reviewRoundStep(deps)),
      onCommand(releaseRound, releaseRoundStep(deps)),
      onCommand(testRound, testRoundStep(deps)),
      onCommand(stopRound, stopRoundStep(deps)),
      onCommand(closeRound, closeRoundStep(deps)),
      onCommand(recordAnswer, recordAnswerStep(deps)),
      onCommand(answerInvitation, answerInvitationStep(deps)),
      onCommand(silenceMails, silenceMailsStep(deps)),
      onCommand(settleMails, settleMailsStep(deps)),
      onCommand(draftDocument, draftDocumentStep(deps)),
      onCommand(addRendition, addRenditionStep(deps)),
      onCommand(clearDocument, clearDocumentStep(deps)),
      onCommand(publishDocument, publishDocumentStep(deps)),
    ],
    deps,
  );
  let { commands } = soFar;
  /** The nouns' functions as the gateway reaches them: what travels is JSON, and each knows its own commands alone. */
  const door: CommandDoor = {
    async ask(noun, request) {
      const own = commandsByType.get(request.command)?.noun.toUpperCase() === noun.slice(0, -"_COMMANDS".length);
      return handler(JSON.parse(JSON.stringify(own ? request : { ...request, command: "unknown.v1" })), context);
    },
  };
  const world = {
    ...deps,
    door,
    /** The one function of all commands, as a queue feeds it. */
    commands: handler,
    counted: () => ({ ids: deps.ids.count(), commands }),
    /** Asks through the gateway (or a link), under a new commandId where none is given. */
    async ask(command: string, detail: Record<string, unknown>, actor = AMINA, door = "gateway") {
      return outcome.parse(
        await handler({ command, detail: { commandId: `c-${++commands}`, ...detail }, actor, door }, context),
      );
    },
    /** Asks, and insists that it was done. */
    async done(command: string, detail: Record<string, unknown>, actor = AMINA, door = "gateway") {
      const said = await world.ask(command, detail, actor, door);
      if (!said.accepted) throw new Error(`${command}: ${JSON.stringify(said)}`);
      return said;
    },
    /** Hands a file in, and asks for its import. */
    async import(
      what: "parties" | "contacts",
      text: string,
      format: "json" | "csv" | "rows" = "json",
      detail: Record<string, unknown> = {},
    ) {
      const fileId = deps.ids.next();
      await deps.blobs.put(`imports/${fileId}`, text, "text/plain");
      return world.ask(`import-${what}.v1`, { dialogueId: "khartoum", fileId, format, ...detail });
    },
    /** What the relay hands on of a fact: the newest of its type, or undefined. */
    newest<S extends z.ZodMiniType>(contract: { readonly type: string; readonly schema: S }): z.infer<S> {
      const row = world.facts(contract.type).at(-1);
      return contract.schema.parse(row && detailOf(ledgerRow.parse(row)));
    },
    /** The act of a step that no command began. */
    act: (actor = "system:test", door: Act["door"] = "fact"): Act => ({
      actor,
      door,
      now: deps.clock.now(),
      commitId: deps.ids.next(),
    }),
    /** Rows whose key begins so. */
    rows: (pk: string, sk = ""): Row[] =>
      deps.tables.rows().filter((row) => row.pk.startsWith(pk) && row.sk.startsWith(sk)),
    facts: (type?: string) => deps.tables.rows("ledger").filter((row) => type === undefined || row["type"] === type),
    /** Everything as text, to see that nothing changed. */
    snapshot: () => JSON.stringify([deps.tables.rows(), deps.tables.rows("ledger")]),
    async delegation(code: string, convocationId = CONVOCATION) {
      const invited = await deps.tables.get(keys.invited(convocationId, code));
      const view = await readDelegation(deps.tables, String(invited?.["did"]));
      if (!view) throw new Error(`${code} was not invited`);
      return view;
    },
  };
  return world;
}
export type World = ReturnType<typeof newWorld>;

/** Another world with everything that the first one holds in its tables and schedules. Costs a fraction of playing it again. */
async function like(first: World, given: Partial<Parts>): Promise<World> {
  const world = newWorld(given, first.counted());
  for (const row of first.tables.rows()) await world.tables.put(row, []);
  const ledger = first.tables.rows("ledger").map((put) => ({ table: "ledger" as const, put, when: [] }));
  if (ledger.length > 0) await world.tables.transact(ledger);
  for (const { name, at, input } of first.schedules.booked()) await world.schedules.book(name, at, input);
  return world;
}
/** Plays a beginning once in a test file; every test then has a world of its own that begins there. */
function beginning(play: () => Promise<World>) {
  let first: Promise<World> | undefined;
  return async (given: Partial<Parts> = {}): Promise<World> => {
    first ??= play();
    return like(await first, given);
  };
}

/** The real parties, seats and chairs, and the invented contacts, imported. */
export const withDialogue = beginning(async () => {
  const world = newWorld();
  for (const [what, file] of [
    ["parties", "parties"],
    ["parties", "calendar"],
    ["contacts", "contacts"],
  ] as const) {
    const said = await world.import(what, dialogueFile(file));
    if (!said.accepted) throw new Error(JSON.stringify(said));
  }
  return world;
});

/** The 8th SOM with its committee, convened in that dialogue. */
export const withMeeting = beginning(async () => {
  const world = await withDialogue();
  await world.done("convene-meeting.v1", { ...som8 });
  return world;
});

/** Austria and Italy invited: two focal points and a mission each; Italy to the committee too. */
export const withInvitations = beginning(async () => {
  const world = await withMeeting();
  await expand(world, await release(world, "round-1"));
  return world;
});

export interface Released {
  readonly roundId: string;
  readonly hash: string;
  readonly pages: number;
}
/** A round drafted and submitted by Amina. */
export async function submit(
  world: World,
  roundId: string,
  audience: Record<string, unknown> = { parties: ["AT", "IT"] },
): Promise<Released> {
  await world.done("draft-round.v1", { roundId, convocationId: CONVOCATION, template: "invitation", audience });
  const submitted = await world.done("submit-round.v1", { roundId });
  return { roundId, ...z.object({ hash: z.string(), pages: z.number() }).parse(submitted) };
}
/** A round drafted by Amina and released by Bruno. */
export async function release(world: World, roundId: string, audience?: Record<string, unknown>): Promise<Released> {
  const frozen = await submit(world, roundId, audience);
  await world.done("release-round.v1", { roundId, hash: frozen.hash }, BRUNO);
  return frozen;
}
/** Expands every page of a released round. */
export async function expand(world: World, { roundId, hash, pages }: Released): Promise<void> {
  for (let page = 0; page < pages; page++) await invitationPages(world)({ roundId, hash, page, at: world.clock.now() });
}
/** Rounds that were in review side by side are released and expanded in this order. */
export async function letGo(world: World, ...rounds: Released[]): Promise<void> {
  for (const { roundId, hash } of rounds) await world.done("release-round.v1", { roundId, hash }, BRUNO);
  for (const round of rounds) await expand(world, round);
}
/** Answers through the link of a delegation's invitee, by number. */
export async function answer(
  world: World,
  code: string,
  person: string,
  said: Record<string, unknown>,
  rest: Record<string, unknown> = {},
) {
  const { delegation } = await world.delegation(code);
  return world.ask(
    "answer-invitation.v1",
    { delegationId: delegation.id, person, who: { kind: "self" }, answer: said, ...rest },
    `invitee:${delegation.id}${person}`,
    "link",
  );
}
