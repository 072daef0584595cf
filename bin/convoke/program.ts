import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command, type CommanderError } from "commander";
import * as z from "zod/mini";
import { answerCommands } from "#bin/convoke/answers";
import { attendanceCommands } from "#bin/convoke/attendance";
import { audienceCommands } from "#bin/convoke/audience";
import { auditCommands } from "#bin/convoke/audit";
import { boardCommands } from "#bin/convoke/board";
import { changeCommands } from "#bin/convoke/changes";
import { costCommands } from "#bin/convoke/cost";
import { deadLetterCommands } from "#bin/convoke/dead-letters";
import { dialogueCommands } from "#bin/convoke/dialogue";
import { doctorCommands } from "#bin/convoke/doctor";
import { reportCommands } from "#bin/convoke/documents";
import { eventCommands } from "#bin/convoke/events";
import { exportCommands } from "#bin/convoke/export";
import { importCommands } from "#bin/convoke/import";
import { initCommands } from "#bin/convoke/init";
import { keyCommands } from "#bin/convoke/keys";
import { meetingCommands } from "#bin/convoke/meetings";
import { partyCommands } from "#bin/convoke/parties";
import { stageCommands } from "#bin/convoke/purge";
import { registryCommands } from "#bin/convoke/registry";
import { relayCommands } from "#bin/convoke/replay";
import { restoreCommands } from "#bin/convoke/restore";
import { sendingCommands } from "#bin/convoke/round-sending";
import { invitationCommands } from "#bin/convoke/rounds";
import { staffCommands } from "#bin/convoke/staff";
import { toStage } from "#bin/convoke/stage";
import { nearest } from "#bin/convoke/suggest";
import { tagCommands } from "#bin/convoke/tags";
import { timeCommands } from "#bin/convoke/times";
import { WrongUsage } from "#bin/convoke/trouble";

export const ROOT = join(import.meta.dirname, "..", "..");

const groups = [
  initCommands,
  staffCommands,
  importCommands,
  dialogueCommands,
  partyCommands,
  audienceCommands,
  registryCommands,
  tagCommands,
  meetingCommands,
  timeCommands,
  boardCommands,
  changeCommands,
  invitationCommands,
  sendingCommands,
  answerCommands,
  attendanceCommands,
  reportCommands,
  auditCommands,
  eventCommands,
  deadLetterCommands,
  stageCommands,
  costCommands,
  exportCommands,
  keyCommands,
  doctorCommands,
  relayCommands,
  restoreCommands,
];

/** What commander would print goes through `out`; what it complains about is thrown, with the command that was meant. */
export function program(out: (text: string) => void): Command {
  const convoke = new Command("convoke")
    .description(
      "Convoke: invite States and organisations to meetings, register delegates, remind the silent, publish what was concluded.",
    )
    .version(version(), "--version", "print the version")
    .option("--stage <name>", "a deployed stage of cdk.json, such as dev or prod, found with your AWS credentials")
    .option("--outputs <file>", "the file that `cdk deploy --outputs-file` wrote, which says where the stage is")
    .option("--url <address>", "the address of the secretariat's door; default: the stack that `npm start` runs here")
    .option("--as <name>", "who you are, on the local stack only; elsewhere your AWS credentials say so")
    .option("--region <region>", "the AWS region of the stage or the address")
    .option("--json", "one line of JSON instead of sentences", false)
    .option("--debug", "show the stack trace of a failure", false)
    .addHelpText(
      "after",
      `
Examples:
  convoke round draft som-8-members --meeting som-8-cluster --audience members --as amina
  convoke board som-8-cluster --stage prod

Every command has examples: convoke round draft --help.
Exit 0: done; 1: refused or failed; 2: wrong usage.`,
    )
    .showSuggestionAfterError(true)
    .configureOutput({ writeOut: out, writeErr: out, outputError: () => {} })
    .hook("preAction", async (_, command) => {
      // What is about a stage that is no more finds it by itself.
      if (command.parent?.name() !== "stage") await toStage(command);
    });
  for (const add of groups) add(convoke);
  for (const command of [convoke, ...everyCommand(convoke)])
    command.exitOverride((error: CommanderError) => {
      if (error.exitCode === 0) throw error;
      throw new WrongUsage(mistyped(error, command) ?? sentenceOf(error), pathOf(command));
    });
  return convoke;
}

export function everyCommand(command: Command): Command[] {
  return command.commands.flatMap((child) => [child, ...everyCommand(child)]);
}

export function pathOf(command: Command): string {
  return command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name();
}

/** Commander's complaint as a sentence of ours; its "(Did you mean …?)" stays. */
function sentenceOf({ code, message }: CommanderError): string {
  if (code === "commander.help") return "Say what to do: this names a group of commands, not one of them.";
  const [said = "", ...more] = message.replace(/^error: /, "").split("\n");
  const first = `${said.charAt(0).toUpperCase()}${said.slice(1)}${/[.?!]$/.test(said) ? "" : "."}`;
  return [first, ...more.filter((line) => line !== "")].join(" ");
}

/** A mistyped option is told as such, not as the one that is missing therefore; a mistyped command of a group that has a usual one too. */
function mistyped({ code }: CommanderError, command: Command): string | undefined {
  if (code === "commander.unknownCommand") return elsewhere(command);
  if (code === "commander.excessArguments") {
    const [word = ""] = command.args;
    const meant = nearest(word, command.parent?.commands.map((sibling) => sibling.name()) ?? []);
    return command.registeredArguments.length > 0 || meant === undefined
      ? undefined
      : `Unknown command '${word}'. Did you mean ${meant}?`;
  }
  if (code !== "commander.missingMandatoryOptionValue") return undefined;
  const known = command.options.flatMap(({ long }) => long ?? []);
  const unknown = command.args.find((word) => word.startsWith("--") && !known.includes(word));
  if (unknown === undefined) return undefined;
  const meant = nearest(unknown, known);
  return `Unknown option '${unknown}'.${meant === undefined ? "" : ` Did you mean ${meant}?`}`;
}

/** A command that stands by itself, looked for in a group. */
function elsewhere(command: Command): string | undefined {
  const [word = ""] = command.args;
  const alone = command.parent?.commands.some((one) => one.name() === word);
  return alone === true ? `${word} stands by itself: convoke ${word}, not ${pathOf(command)} ${word}.` : undefined;
}

function version(): string {
  const file: unknown = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf-8"));
  return z.looseObject({ version: z.string() }).parse(file).version;
}
