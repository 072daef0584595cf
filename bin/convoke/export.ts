import type { Command } from "commander";
import { Unreachable } from "#bin/convoke/client";
import { exportFolder } from "#bin/convoke/export-files";
import { faultsOf } from "#bin/convoke/export-verify";
import { exportFiles, walk } from "#bin/convoke/export-walk";
import { printer, table } from "#bin/convoke/print";
import { desk, examples } from "#bin/convoke/shared";
import { atHome } from "#bin/convoke/stage";
import { WrongUsage } from "#bin/convoke/trouble";

/** How many faults of one export are told. */
const TOLD = 20;

interface Options {
  readonly all?: boolean;
  readonly to?: string;
  readonly dialogue: readonly string[];
}

export function exportCommands(program: Command): void {
  const group = program
    .command("export")
    .description("everything of the dialogues as files, for another operator; they hold personal data")
    .usage("--all --to <folder> [--dialogue <id...>] | verify <folder>")
    .option("--all", "all of it: parties, people, meetings, rounds, answers, documents, the ledger")
    .option("--to <folder>", "a folder that is not there yet, or empty")
    .option("--dialogue <id...>", "which dialogues", ["khartoum"])
    .action(async ({ all, to, dialogue }: Options, command: Command) => {
      if (all !== true || to === undefined || to === "")
        throw new WrongUsage("Say --all, and the folder with --to <folder>.", "convoke export");
      const wrong = dialogue.find((id) => !/^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/.test(id));
      if (wrong !== undefined)
        throw new WrongUsage("--dialogue is an id of letters, digits and hyphens, such as khartoum.", "convoke export");
      const { client, print } = desk(command);
      const folder = exportFolder(to);
      const ids = [...new Set(dialogue)];
      try {
        for (const id of ids) for await (const [file, row] of walk(client, id)) folder.write(file, row);
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        throw new Unreachable(
          `${why} The export in ${to} did not end: it has no manifest and is of no use. Make it again into an empty folder.`,
          { cause: error },
        );
      }
      const { files, dialogues, note } = folder.end(new Date().toISOString(), ids);
      print.answer({ accepted: true, folder: to, dialogues, files, note }, () =>
        [
          table(
            ["file", "lines", "what"],
            Object.entries(files).map(([name, { lines, holds }]) => [name, lines, holds]),
          ),
          `Exported to ${to}, readable by you alone. It holds names, addresses and answers: personal data. Mails that were sent and the links in them are not in it.`,
          `Whoever receives it checks it with: convoke export verify ${to}`,
        ].join("\n"),
      );
    });
  examples(group, "export --all --to ../handed-over --as amina", "export verify ../handed-over");
  const verify = group
    .command("verify <folder>")
    .description("recompute every hash of an export and the chain of its facts; asks nobody")
    .action(async (folder: string, _options: object, command: Command) => {
      const print = printer(command.optsWithGlobals()["json"] === true);
      const { faults, manifest } = faultsOf(folder);
      const answer =
        faults.length === 0
          ? { accepted: true, folder, files: manifest?.files }
          : { accepted: false, code: "not-as-written", sentence: told(faults), faults: faults.slice(0, 1000) };
      print.answer(answer, () => {
        const lines = Object.values(manifest?.files ?? {}).reduce((total, file) => total + file.lines, 0);
        return `${folder} is what was exported on ${manifest?.made.slice(0, 10)}: ${lines} lines in ${Object.keys(exportFiles).length} files, every hash and every chain of facts whole.`;
      });
    });
  atHome.add(verify);
  examples(verify, "export verify ../handed-over");
}

function told(faults: readonly string[]): string {
  const more = faults.length - TOLD;
  return [...faults.slice(0, TOLD), ...(more > 0 ? [`And ${more} more; --json lists them.`] : [])].join("\n");
}
