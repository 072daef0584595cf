import type { Clock } from "#platform/clock";
import { refused } from "#platform/command-steps";
import { environment } from "#platform/environment";
import type { Files } from "#platform/files";
import type { PageEvent, PageResult } from "#platform/http";
import { malformed } from "#platform/malformed";
import { runtimeOf } from "#platform/runtime";
import type { Tables } from "#platform/table";
import { keys } from "#records/keys";
import { readLedger } from "#records/ledger";
import { readPeopleRows } from "#records/registry";
import { plannedWakeUps } from "#records/wake-ups";
import { answer, bodyOf, signedIn } from "./answer.ts";
import { attendance } from "./attendance.ts";
import { board } from "./board.ts";
import { aggregatesOf, history, verified } from "./chain.ts";
import { linksBefore } from "./links-before.ts";
import { document, text } from "./look-at-documents.ts";
import { audienceIn, meeting, meetings, schemes, wouldConvene } from "./look-at-meetings.ts";
import { contacts, parties, party } from "./look-at-parties.ts";
import { audience, dialogues, registryTable } from "./look-at-registry.ts";
import { rowsOf } from "./look-at-rows.ts";
import { changes, delegation, documents, ids, round, rounds } from "./looks.ts";
import { preview } from "./preview.ts";
import { type Question, question } from "./questions.ts";
import { stage } from "./stage.ts";
import { times } from "./times.ts";

/** Questions: read, never written; behind the same door as the commands. */
export const postQuery =
  ({ tables, blobs, clock }: { tables: Tables; blobs: Files; clock: Clock }) =>
  async (event: PageEvent): Promise<PageResult> => {
    const you = signedIn(event);
    if (you === undefined)
      return answer(
        403,
        refused("not-signed-in", "Sign the request: questions are answered to people who are signed in."),
      );
    const asked = question.safeParse(bodyOf(event));
    if (!asked.success) return answer(400, refused("malformed", malformed("The question", asked.error)));
    const found = await look({ tables, blobs }, asked.data, { now: clock.now(), tzdata: clock.tzdata(), you });
    return found === undefined
      ? answer(404, refused("not-found", notThere(asked.data)))
      : answer("accepted" in found && found.accepted === false ? 422 : 200, { accepted: true, ...found });
  };

async function look(
  { tables, blobs }: { tables: Tables; blobs: Files },
  asked: Question,
  { now, tzdata, you }: { now: string; tzdata: string; you: string },
): Promise<object | undefined> {
  const today = now.slice(0, 10);
  switch (asked.query) {
    case "stage":
      return stage(tables, you);
    case "outcome": {
      const row = await tables.get(keys.outcome(asked.commandId));
      return row && { command: row["type"], by: row["actor"], at: row["at"], outcome: row["outcome"] };
    }
    case "runtime":
      return { ...runtimeOf(), now, stage: environment("STAGE") };
    case "wake-ups":
      return { wakeUps: await plannedWakeUps(tables, asked.dialogueId, now) };
    case "times":
      return times(tables, asked.dialogueId, { now, tzdata });
    case "ids":
      return ids(tables, asked.dialogueId);
    case "meetings":
      return meetings(tables, asked.dialogueId);
    case "meeting":
      return meeting(tables, asked.convocationId);
    case "meeting-audience":
      return audienceIn(tables, asked);
    case "would-convene":
      return wouldConvene(tables, asked.meeting, now, tzdata);
    case "schemes":
      return { schemes: await schemes(tables, asked.dialogueId) };
    case "changes":
      return changes(tables, asked.convocationId);
    case "links-before":
      return linksBefore(tables, asked, now);
    case "board":
      return board(tables, asked.convocationId);
    case "attendance":
      return attendance(tables, asked);
    case "delegation":
      return delegation(tables, asked);
    case "rounds":
      return rounds(tables, asked.convocationId);
    case "round":
      return round(tables, asked.roundId);
    case "preview":
      return preview(tables, asked);
    case "documents":
      return documents(tables, asked);
    case "document":
      return document(tables, asked.documentId);
    case "text":
      return text({ tables, blobs }, asked);
    case "dialogues":
      return dialogues(tables);
    case "parties":
      return parties(tables, asked, asked.asOf ?? today);
    case "audience":
      return audience(tables, asked, asked.asOf ?? today);
    case "registry":
      return registryTable(tables, asked);
    case "party":
      return party(tables, asked, asked.asOf ?? today);
    case "contacts":
      return contacts(tables, asked, asked.asOf ?? today);
    case "audit":
      return history(await readLedger(tables, asked.object));
    case "verify":
      return verified(tables, asked.object);
    case "aggregates":
      return aggregatesOf(tables, asked.convocationId);
    case "rows":
      return rowsOf(tables, asked.object, asked.after);
    case "ledger":
      return rowsOf(tables, asked.object, asked.after, "ledger");
    case "people":
      return { rows: await readPeopleRows(tables, asked.people) };
  }
}

/** What was looked for, by name: the ids of a question are of a form that may be repeated. */
function notThere(asked: Question): string {
  switch (asked.query) {
    case "round":
      return `There is no round ${asked.roundId}.`;
    case "preview":
      return `Round ${asked.roundId} writes to nobody of ${partyIn(asked.party)}: it is not there, was not submitted yet, or does not invite that party.`;
    case "meeting":
    case "changes":
    case "board":
    case "rounds":
    case "aggregates":
    case "meeting-audience":
      return `There is no meeting ${asked.convocationId}.`;
    case "attendance":
      return asked.part === undefined
        ? `There is no meeting ${asked.convocationId}.`
        : `There is no meeting ${asked.convocationId} with a part ${asked.part}.`;
    case "delegation":
      return `${asked.party} was not invited to ${asked.convocationId}.`;
    case "document":
      return `There is no document ${asked.documentId}.`;
    case "text":
      return `There is no document ${asked.documentId} with a text in ${asked.language}.`;
    case "party":
    case "contacts":
      return `The dialogue ${asked.dialogueId} knows no party ${asked.party}.`;
    case "registry":
      return `There is nothing of a dialogue ${asked.dialogueId}.`;
    case "outcome":
      return `No command ${asked.commandId} was answered here.`;
    default:
      return "Nothing has happened to it yet, or there is nothing of this id.";
  }
}

const partyIn = (text: string) => (/^[A-Z][A-Z0-9]{1,11}$/.test(text) ? text : "such a party");
