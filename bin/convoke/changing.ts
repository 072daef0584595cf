import type { Command } from "commander";
import * as z from "zod/mini";
import type { Answer } from "#bin/convoke/client";
import type { Desk } from "#bin/convoke/shared";

const done = z.looseObject({
  convocationId: z.string(),
  revision: z.number(),
  what: z.string(),
  parts: z.array(z.string()),
  consequences: z.string(),
  reaches: z.exactOptional(z.object({ delegations: z.number(), invitees: z.number(), registered: z.number() })),
});

/** What a change did; of a dry run, what it would do and how many people it reaches. */
function said(answer: Answer): string {
  const { convocationId, revision, what, parts, consequences, reaches } = done.parse(answer);
  const of = `${convocationId} (${parts.join(", ")})`;
  if (!reaches) return `Done: ${of} is ${became(what)}, revision ${revision}. ${consequences}`;
  return [
    `Nothing is changed yet: ${of} would be ${became(what)}, as revision ${revision}. ${consequences}`,
    `It concerns ${reaches.invitees} people invited, of ${reaches.delegations} delegations, and ${reaches.registered} registered. Without --dry-run it is done.`,
  ].join("\n");
}
const BECAME: Readonly<Record<string, string>> = {
  "modality-changed": "held in another way",
  "deadline-extended": "given more time",
  "title-corrected": "retitled",
};
const became = (what: string) => BECAME[what] ?? what;

export interface Common {
  part?: string[];
  reason: string;
  dryRun?: boolean;
}
export interface Deadlines {
  answersBy?: string;
  namesBy?: string;
}
export interface Placed {
  city?: string;
  country?: string;
  venue?: string;
}

/** What every change asks for beside itself. */
export function changing(command: Command, verb: string): Command {
  return command
    .requiredOption("--reason <text>", `why it is ${verb}, for the colleagues; it is kept`)
    .option("--dry-run", "say what would happen and how many people it reaches, and change nothing");
}
export const parted = (command: Command) =>
  command.option("--part <id...>", "the parts; default: all that are neither cancelled nor over");
export const deadlined = (command: Command) =>
  command
    .option("--answers-by <time>", "a new deadline for answers, such as 2022-03-18T23:59, in the zone of the old one")
    .option("--names-by <time>", "a new deadline for names");
export const placed = (command: Command) =>
  command
    .option("--city <city>", "the city")
    .option("--country <code>", "the country, such as BE")
    .option("--venue <venue>", "the building or the room");

export async function change(
  { client, print }: Desk,
  type: string,
  meeting: string,
  { part, ...options }: Common & Placed & Deadlines & { readonly modality?: string },
): Promise<void> {
  const detail = { convocationId: meeting, ...(part !== undefined && { parts: part }), ...options };
  print.answer(await client.command(type, detail), said);
}

export const print = ({ print: out }: Desk, answer: Answer) => out.answer(answer, said);
