import { readFileSync } from "node:fs";
import { type Command, InvalidArgumentError } from "commander";
import * as z from "zod/mini";
import { type Client, client, Unreachable } from "#bin/convoke/client";
import { type Connection, connection } from "#bin/convoke/connection";
import type { Outputs } from "#bin/convoke/outputs";
import { patient, printer } from "#bin/convoke/print";
import { suggesting } from "#bin/convoke/suggest";
import { WrongUsage } from "#bin/convoke/trouble";

const globals = z.object({
  url: z.exactOptional(z.string()),
  as: z.exactOptional(z.string()),
  region: z.exactOptional(z.string()),
  stageName: z.exactOptional(z.string()),
  stageOutputs: z.exactOptional(z.record(z.string(), z.string())),
  stageBus: z.exactOptional(z.string()),
  stageQueues: z.exactOptional(z.string()),
  json: z.boolean(),
});

export interface Desk {
  readonly connection: Connection;
  readonly client: Client;
  readonly print: ReturnType<typeof printer>;
  readonly json: boolean;
  /** Where a deployed stage was named. */
  readonly stage?: { readonly name: string; readonly outputs: Outputs };
}

/** The options that every command shares, and what they connect to. Throws with a sentence where nothing is to be reached. */
export function desk(command: Command): Desk {
  const options = globals.parse(command.optsWithGlobals());
  if (options.url !== undefined && !/^https?:\/\/[^\s/]+/.test(options.url))
    throw new WrongUsage("--url is an address such as https://example.org.");
  if (options.as !== undefined && !/^[\w.@+-]{1,64}$/.test(options.as))
    throw new WrongUsage("--as is a name of letters, digits and . @ + - _, at most 64 of them.");
  const found = connection(options);
  if (!found)
    throw new Unreachable(
      "No stack runs on this machine. Start one with `npm start`, name a deployed stage with --stage, or give an address with --url.",
    );
  return {
    connection: found,
    client: suggesting(patient(client(found), options.json)),
    print: printer(options.json),
    json: options.json,
    ...(options.stageName !== undefined && {
      stage: { name: options.stageName, outputs: options.stageOutputs ?? {} },
    }),
  };
}

/** Examples at the end of a command's help: every command has them. */
export function examples(command: Command, ...lines: readonly string[]): Command {
  const heading = lines.length === 1 ? "Example:" : "Examples:";
  return command.addHelpText("after", `\n${heading}\n${lines.map((line) => `  convoke ${line}`).join("\n")}`);
}

/** A day that an option names. Throws a sentence where the calendar has none such. */
export function day(text: string): string {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  if (at === undefined || Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== text)
    throw new InvalidArgumentError("Write year, month and day, such as 2022-03-22.");
  return text;
}

/** A file's text, or a sentence. */
export function readFile(path: string): string {
  try {
    return readFileSync(path, "utf-8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    throw new Unreachable(code === "ENOENT" ? `There is no file ${path}.` : `The file ${path} cannot be read.`);
  }
}

/** A command's detail: the file itself, or the `Detail` of a whole put-events entry, as the samples in events/commands are. */
export function readDetail(path: string): { readonly [name: string]: unknown } {
  const file = objectIn(readFile(path));
  const detail = file !== undefined && typeof file["Detail"] === "string" ? objectIn(file["Detail"]) : file;
  if (detail === undefined)
    throw new Unreachable(`The file ${path} does not hold a JSON object${whyNot(readFile(path))}.`);
  return detail;
}

/** Where JSON breaks off, as the reader of JSON says it; nothing where it is whole. */
function whyNot(json: string): string {
  try {
    JSON.parse(json);
    return "";
  } catch (error) {
    return error instanceof Error ? ` (${error.message})` : "";
  }
}

function objectIn(json: string): { readonly [name: string]: unknown } | undefined {
  try {
    return z.record(z.string(), z.unknown()).safeParse(JSON.parse(json)).data;
  } catch {
    return undefined;
  }
}
