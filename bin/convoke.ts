#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import { Unreachable } from "#bin/convoke/client";
import { dialogueCommands } from "#bin/convoke/dialogue";
import { reportCommands } from "#bin/convoke/documents";
import { eventCommands } from "#bin/convoke/events";
import { importCommands } from "#bin/convoke/import";
import { meetingCommands } from "#bin/convoke/meetings";
import { invitationCommands } from "#bin/convoke/rounds";

/** The command line of secretariat and ops. Exit 0: done; 1: refused or failed; 2: wrong usage. */
const program = new Command("convoke")
  .description(
    "Convoke: invite States and organisations to meetings, register delegates, remind the silent, publish what was concluded.",
  )
  .option("--url <address>", "the address of the secretariat's door; default: the stack that `npm start` runs here")
  .option("--as <name>", "who you are, on the local stack only; elsewhere your AWS credentials say so")
  .option("--region <region>", "the AWS region of the address")
  .option("--json", "one line of JSON instead of sentences", false)
  .option("--debug", "show the stack trace of a failure", false)
  .showHelpAfterError("(convoke --help shows the commands)")
  .showSuggestionAfterError(true)
  .exitOverride();

for (const add of [
  importCommands,
  dialogueCommands,
  meetingCommands,
  invitationCommands,
  reportCommands,
  eventCommands,
])
  add(program);
for (const command of everyCommand(program))
  command.exitOverride().showHelpAfterError("(convoke --help shows the commands)");

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    const text =
      error instanceof Unreachable || (error instanceof Error && !program.opts()["debug"])
        ? error.message
        : error instanceof Error
          ? (error.stack ?? error.message)
          : String(error);
    if (program.opts()["json"]) console.log(JSON.stringify({ accepted: false, code: "failed", sentence: text }));
    else console.error(text);
    process.exitCode = 1;
  }
}

function everyCommand(command: Command): Command[] {
  return command.commands.flatMap((child) => [child, ...everyCommand(child)]);
}
