import { CommanderError } from "commander";
import { Unreachable } from "#bin/convoke/client";
import { refusalLines } from "#bin/convoke/print";
import { program } from "#bin/convoke/program";
import { Refused, WrongUsage } from "#bin/convoke/trouble";

/** Runs one command line. Resolves with the exit code: 0 done, 1 refused or failed, 2 wrong usage. */
export async function run(args: readonly string[]): Promise<number> {
  const json = args.includes("--json");
  const written: string[] = [];
  const convoke = program((text) => written.push(text));
  try {
    await convoke.parseAsync(args, { from: "user" });
    return 0;
  } catch (error) {
    const text = written.join("").trimEnd();
    if (error instanceof CommanderError) {
      console.log(json ? JSON.stringify({ accepted: true, text }) : text);
      return 0;
    }
    return complain(error, { json, debug: args.includes("--debug"), help: text });
  }
}

/** The one place that prints what went wrong, once. */
function complain(error: unknown, { json, debug, help }: { json: boolean; debug: boolean; help: string }): number {
  const { code, sentence } = said(error);
  if (json) console.log(JSON.stringify(error instanceof Refused ? error.answer : { accepted: false, code, sentence }));
  else if (error instanceof Refused) for (const line of refusalLines(error.answer)) console.error(line);
  else if (error instanceof WrongUsage)
    console.error(help === "" ? `${sentence}\n${error.command} --help shows how.` : `${sentence}\n\n${help}`);
  else console.error(error instanceof Unreachable || debug ? sentence : `${sentence}\n--debug shows where.`);
  if (debug && error instanceof Error) console.error(error.stack);
  return error instanceof WrongUsage ? 2 : 1;
}

function said(error: unknown): { code: string; sentence: string } {
  if (error instanceof WrongUsage) return { code: "wrong-usage", sentence: error.message };
  if (error instanceof Unreachable) return { code: "failed", sentence: error.message };
  const message = error instanceof Error ? error.message.split("\n", 1)[0] : String(error);
  return { code: "failed", sentence: `This failed here: ${message}` };
}
