import type { Existing } from "#domain/import-changes";
import { shownHeader } from "#domain/import-columns";
import { readParty } from "#domain/import-party";
import { cleaned } from "#domain/import-text";
import { type PartyOrder, partyOrders } from "#domain/party-order";
import type { Language } from "#events/envelope";
import type { Row } from "#platform/table";
import { keys } from "#records/keys";
import { partySchema } from "#records/registry";
import { type BadRow, badCells, type Entry, keyText, type ReadFile } from "./import-file.ts";
import { type PartyFile, readPartyFile, type Section } from "./party-file.ts";
import { readTerms } from "./term-entries.ts";

export interface PartiesAsked {
  readonly dialogueId: string;
  readonly format: "json" | "csv" | "rows";
  readonly what?: Section;
  readonly existing?: Existing;
}

/** A file of parties, memberships, seats and chairs, beside what the dialogue holds of them. */
export function readParties(
  asked: PartiesAsked,
  text: string,
  held: readonly Row[],
  languages: readonly Language[],
): ReadFile {
  const { dialogueId } = asked;
  const file = readPartyFile(text, asked.format, asked.what, languages);
  if ("refusal" in file) return file;
  const known = new Map(held.map((row) => [keyText(row), row]));
  const entries: Entry[] = [];
  const bad: BadRow[] = [];
  const lines = new Map<string, string>();
  const add = (line: string, what: string, wanted: Row) => {
    const before = lines.get(keyText(wanted));
    if (before !== undefined) bad.push({ line, sentence: `stands in the file twice, first as ${before}; keep one` });
    else lines.set(keyText(wanted), line);
    entries.push({ line, what, rows: [{ known: known.get(keyText(wanted)), wanted }] });
    return before === undefined;
  };
  settingsOf(file, dialogueId, add, bad);
  const regions: { readonly region: string; readonly line: string }[] = [];
  for (const row of file.parties) {
    const party = readParty(row.cells, languages);
    if ("faults" in party) bad.push(...badCells(row, party.faults));
    else {
      add(row.line, party.code, { ...keys.party(dialogueId, party.code), ...partySchema.parse(party) });
      regions.push({ region: party.region, line: row.line });
    }
  }
  const heldParties = held.filter(({ sk }) => sk.startsWith("PARTY#"));
  const codes = new Set([
    ...heldParties.map(({ sk }) => sk.slice("PARTY#".length)),
    ...file.parties.map(({ cells }) => cleaned(cells.code ?? "").toUpperCase()),
  ]);
  bad.push(...readTerms(asked, file, codes, held, add));
  return { entries, bad, notes: [...file.notes, ...newRegions(regions, heldParties)] };
}

export type Add = (line: string, what: string, wanted: Row) => boolean;

function settingsOf({ dialogue }: PartyFile, dialogueId: string, add: Add, bad: BadRow[]): void {
  if (!dialogue) return;
  const { order, name } = dialogue;
  const known: PartyOrder | undefined = partyOrders.find((each) => each === order);
  if (order !== undefined && known === undefined)
    bad.push({ line: "the dialogue", column: "order", sentence: `is no order; write ${partyOrders.join(", or ")}` });
  if (known === undefined && name === undefined) return;
  add("the dialogue", "its name and order", {
    ...keys.settings(dialogueId),
    ...(known !== undefined && { order: known }),
    ...(name !== undefined && { name }),
  });
}

/** A region that no party of the dialogue has is no fault, but may be a slip. A dialogue's first file is all new. */
function newRegions(regions: readonly { readonly region: string; readonly line: string }[], held: readonly Row[]) {
  if (held.length === 0) return [];
  const known = new Set(held.map(({ region }) => region));
  const first = new Map<string, string>();
  for (const { region, line } of regions) if (!known.has(region) && !first.has(region)) first.set(region, line);
  return [...first].map(
    ([region, line]) =>
      `${line} has a region that no party had so far, ${shownHeader(region)}: correct it if it is a slip of the pen.`,
  );
}
