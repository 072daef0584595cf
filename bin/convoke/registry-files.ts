import { existsSync, writeFileSync } from "node:fs";
import * as z from "zod/mini";
import { type Client, Unreachable } from "#bin/convoke/client";
import { Refused } from "#bin/convoke/trouble";
import type { Written } from "#platform/write-tables";

export const tableNames = ["parties", "memberships", "seats", "chairs", "contacts"] as const;
export type TableName = (typeof tableNames)[number];
const page = z.looseObject({
  columns: z.array(z.string()),
  rows: z.array(z.array(z.string())),
  next: z.exactOptional(z.number()),
});
const PRIVATE = 0o600;

/** One table of a dialogue's registry, page after page. Throws Refused where it is refused. */
export async function tableOf(
  client: Client,
  asked: { readonly dialogueId: string; readonly asOf?: string },
  what: TableName,
): Promise<Written> {
  const rows: string[][] = [];
  let columns: readonly string[] = [];
  let after: number | undefined;
  do {
    const said = await client.query({ query: "registry", what, ...asked, ...(after !== undefined && { after }) });
    if (!said.accepted) throw new Refused(said);
    const read = page.parse(said);
    columns = read.columns;
    rows.push(...read.rows);
    after = read.next;
  } while (after !== undefined);
  return { name: what, columns, rows };
}

const dialogues = z.looseObject({
  dialogues: z.array(z.looseObject({ id: z.string(), said: z.record(z.string(), z.unknown()) })),
});
/** What a dialogue says of its name and the order of its parties, as an import takes it; undefined where it says nothing. */
export async function settingsOf(client: Client, dialogueId: string): Promise<object | undefined> {
  const said = await client.query({ query: "dialogues" });
  if (!said.accepted) throw new Refused(said);
  const own = dialogues.parse(said).dialogues.find(({ id }) => id === dialogueId)?.said ?? {};
  return Object.keys(own).length > 0 ? own : undefined;
}

/** Tables as the JSON that an import takes: parties with their names, everything else as lists beside them. */
export function jsonOf(tables: readonly Written[], dialogue?: object): string {
  const lists = tables.map(({ name, columns, rows }) => [
    listNames[tableNames.find((each) => each === name) ?? "parties"],
    rows.map((row) => itemOf(name, new Map(columns.map((column, index) => [column, row[index] ?? ""])))),
  ]);
  return `${JSON.stringify({ ...(dialogue && { dialogue }), ...Object.fromEntries(lists) }, null, 1)}\n`;
}
const listNames = {
  parties: "parties",
  memberships: "memberships",
  seats: "steeringCommitteeSeats",
  chairs: "chairmanships",
  contacts: "contacts",
} as const satisfies { [name in TableName]: string };

function itemOf(name: string, cells: ReadonlyMap<string, string>): object {
  const of = (column: string) => cells.get(column) ?? "";
  const said = (...columns: string[]) =>
    Object.fromEntries(columns.flatMap((column) => (of(column) === "" ? [] : [[column, of(column)]])));
  const assumed = of("assumed") === "yes" && { assumed: true };
  if (name === "parties") {
    const names = ["en", "fr", "ar"].flatMap((each) => (of(`name_${each}`) === "" ? [] : [[each, of(`name_${each}`)]]));
    return {
      ...said("code", "kind", "region"),
      names: Object.fromEntries(names),
      language: of("language"),
      timeZone: of("time_zone"),
      ...(of("protocol") !== "" && { protocol: Number(of("protocol")) }),
    };
  }
  if (name === "contacts")
    return {
      ...said("party", "role", "rank", "name", "email", "language", "since", "until", "evidence"),
      ...assumed,
    };
  return {
    ...said("party", "kind", "from"),
    until: of("until") || null,
    ...(of("held_for") !== "" && { heldFor: of("held_for") }),
    ...assumed,
  };
}

/** Writes a file that is not there yet, for nobody else to read. Throws a sentence where it cannot be written. */
export function writeNew(path: string, content: string | Buffer): void {
  try {
    writeFileSync(path, content, { flag: "wx", mode: PRIVATE });
  } catch (error) {
    throw new Unreachable(
      existsSync(path)
        ? `${path} is there already, and nothing was written over it. Name another file.`
        : `${path} cannot be written. Name a file in a folder that is there.`,
      { cause: error },
    );
  }
}
