import { expect } from "vitest";
import { addRendition } from "#events/commands/add-rendition.v1";
import { answerInvitation } from "#events/commands/answer-invitation.v1";
import { draftRound } from "#events/commands/draft-round.v1";
import { releaseRound } from "#events/commands/release-round.v1";
import { reviewRound } from "#events/commands/review-round.v1";
import { commandSteps, type Outcome, onCommand } from "#platform/command-steps";
import { type Act, commit } from "#platform/commit";
import { memoryClock, memoryIds } from "#test/memory/clock";
import { context, onBus, received } from "#test/memory/messages";
import { memoryTables } from "#test/memory/tables";

/** A noun whose every step writes a row named by its command, once, and keeps its outcome with it. */
export function noun(step?: (command: unknown, act: Act) => Promise<Outcome>) {
  const tables = memoryTables();
  const acts: Act[] = [];
  const written = async (command: { commandId: string }, act: Act): Promise<Outcome> => {
    acts.push(act);
    const outcome = { accepted: true, number: acts.length } as const;
    await commit(tables, act, {
      change: { before: undefined, after: { pk: `X#${command.commandId}`, sk: "#" } },
      facts: [],
      outcome,
    });
    return outcome;
  };
  const take = step ?? written;
  const entries = [
    onCommand(addRendition, take),
    onCommand(draftRound, take),
    onCommand(releaseRound, take),
    onCommand(reviewRound, take),
    onCommand(answerInvitation, take),
  ];
  const handler = commandSteps(entries, { tables, clock: memoryClock("2022-02-01T08:00:00Z"), ids: memoryIds() });
  return {
    tables,
    acts,
    /** Through the gateway or a page. */
    ask: (command: string, detail: unknown, actor = "staff:amina", door = "gateway") =>
      handler({ command, detail, actor, door }, context),
    /** Over the bus; resolves with what is kept under the command's id. */
    async put(source: string, type: string, detail: Record<string, unknown>) {
      const response = await handler(received(onBus(source, type, detail)), context);
      expect(response).toEqual({ batchItemFailures: [] });
      return (await tables.get({ pk: `CMD#${detail["commandId"]}`, sk: "#" }))?.["outcome"];
    },
  };
}

export const details: Record<string, Record<string, unknown>> = {
  "add-rendition.v1": { commandId: "c1", documentId: "d1", language: "en", fileId: "f1" },
  "draft-round.v1": {
    commandId: "c1",
    roundId: "r1",
    convocationId: "som-8",
    template: "invitation",
    audience: { members: true },
  },
  "release-round.v1": { commandId: "c1", roundId: "r1", hash: "h" },
  "review-round.v1": { commandId: "c1", roundId: "r1", hash: "h" },
  "answer-invitation.v1": {
    commandId: "c1",
    delegationId: "k7x2m4qpa3bd5fzt",
    person: "ab",
    who: { kind: "self" },
    answer: { kind: "no-part" },
  },
};

export const detail = (type: string, change: Record<string, unknown> = {}) => ({ ...details[type], ...change });
