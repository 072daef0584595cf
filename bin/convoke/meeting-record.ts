import type { Command } from "commander";
import { desk, readDetail } from "#bin/convoke/shared";

const RECORDING = `
A file of one's own; dates are days, months (2016-10) or years, and what nobody knows is left out:
  { "dialogueId": "khartoum", "meetingId": "tm-return-2016", "kind": "thematic-meeting",
    "title": { "en": "Thematic Meeting on Return" }, "dates": { "from": "2016-10", "until": "2016-10" },
    "coChairs": ["ET", "IT"] }
It may say what a meeting to convene may say of itself, and outcome, handOver, cluster and published counts. The same id again
corrects what is recorded: the revision rises, and the ledger keeps that it happened, not what stood there before.

Example:
  convoke meeting record events/commands/record-meeting.v1.sample.json --as amina`;

export function recordCommand(group: Command): void {
  group
    .command("record <file>")
    .description("record a meeting of the past, or of others, from a JSON file: nobody is invited and nothing is sent")
    .addHelpText("after", RECORDING)
    .action(async (file: string, _options: object, command: Command) => {
      const { client, print } = desk(command);
      const { commandId, ...meeting } = readDetail(file);
      const id = typeof commandId === "string" ? commandId : undefined;
      print.answer(await client.command("record-meeting.v1", meeting, id), (said) =>
        said["revision"] === 1
          ? `Recorded: ${String(said["meetingId"])}. Nobody is invited to it.`
          : `Corrected: ${String(said["meetingId"])}, revision ${String(said["revision"])}. What was recorded before is not kept; the ledger says that it was changed, by whom and when.`,
      );
    });
}
