import * as z from "zod/mini";
import { partyColumns } from "#domain/import-columns";
import { type PartyField, readParty, readTerm } from "#domain/import-party";
import type { Party, Term } from "#domain/registry";
import type { Row } from "#platform/table";
import { keys } from "#records/keys";
import { chairSchema, membershipSchema, partySchema, seatSchema } from "#records/registry";
import { type BadRow, badCells, type Entry, type FileRow, keyText, type ReadFile } from "./import-file.ts";
import { readJson } from "./read-json.ts";
import { readTable } from "./read-table.ts";

const term = { from: z.string(), until: z.nullable(z.string()) };
const partiesFile = z.object({
  parties: z._default(
    z.array(
      z.object({
        code: z.string(),
        kind: z.string(),
        region: z.string(),
        names: z.object({ en: z.string(), fr: z.string(), ar: z.string() }),
        language: z.string(),
        timeZone: z.string(),
        membership: z._default(z.array(z.object({ kind: z.enum(["member", "observer", "suspended"]), ...term })), []),
      }),
    ),
    [],
  ),
  steeringCommitteeSeats: z._default(
    z.array(z.object({ party: z.string(), ...term, heldFor: z.exactOptional(z.string()) })),
    [],
  ),
  chairmanships: z._default(z.array(z.object({ party: z.string(), ...term })), []),
});
type PartiesFile = z.infer<typeof partiesFile>;
type Membership = PartiesFile["parties"][number]["membership"][number];
interface PartyRow {
  readonly row: FileRow<PartyField>;
  readonly membership: readonly Membership[];
}

/** A file of parties, memberships, seats and chairs, beside what the dialogue holds of them. */
export function readParties(
  dialogueId: string,
  text: string,
  format: "json" | "csv" | "rows",
  held: readonly Row[],
): ReadFile {
  const file = format === "json" ? fromJson(text) : fromTable(text, format);
  if ("refusal" in file) return file;
  const known = new Map(held.map((row) => [keyText(row), row]));
  const entries: Entry[] = [];
  const bad: BadRow[] = [];
  const lines = new Map<string, string>();
  const add = (line: string, what: string, wanted: Row) => {
    const before = lines.get(keyText(wanted));
    if (before !== undefined) bad.push({ line, sentence: `stands in the file twice, first as ${before}; keep one` });
    lines.set(keyText(wanted), line);
    entries.push({ line, what, rows: [{ known: known.get(keyText(wanted)), wanted }] });
  };
  const termOf = (line: string, { from, until }: { from: string; until: string | null }): Term | undefined => {
    const read = readTerm(from, until);
    if (!("end" in read)) return read;
    bad.push({ line, column: read.end, sentence: read.sentence });
    return undefined;
  };

  const parties: { party: Party; line: string; membership: readonly Membership[] }[] = [];
  for (const { row, membership } of file.parties) {
    const party = readParty(row.cells);
    if ("faults" in party) bad.push(...badCells(row, party.faults));
    else parties.push({ party, line: row.line, membership });
  }
  for (const { party, line, membership } of parties) {
    add(line, party.code, { ...keys.party(dialogueId, party.code), ...partySchema.parse(party) });
    for (const [index, { kind, ...dates }] of membership.entries()) {
      const where = membership.length > 1 ? `${line}, membership ${index + 1}` : line;
      const read = termOf(where, dates);
      if (read)
        add(where, `${party.code}, membership`, {
          ...keys.membership(dialogueId, party.code, read.from),
          ...membershipSchema.parse({ ...read, code: party.code, kind }),
        });
    }
  }
  const codes = new Set([
    ...held.filter(({ sk }) => sk.startsWith("PARTY#")).map(({ sk }) => sk.slice("PARTY#".length)),
    ...file.parties.flatMap(({ row }) => row.cells.code ?? []),
  ]);
  const stranger = (line: string, code: string) => {
    if (!codes.has(code))
      bad.push({ line, sentence: "names a party that is unknown; correct the code, or import it first" });
    return !codes.has(code);
  };
  for (const [index, { party, heldFor, ...dates }] of file.steeringCommitteeSeats.entries()) {
    const line = `seat ${index + 1}`;
    const strange = [...new Set([party, heldFor ?? party])].filter((code) => stranger(line, code));
    const read = termOf(line, dates);
    const seat = { ...read, code: party, body: "steering-committee", ...(heldFor !== undefined && { heldFor }) };
    if (read && strange.length === 0)
      add(line, `${party}, seat`, {
        ...keys.seat(dialogueId, "steering-committee", party, read.from),
        ...seatSchema.parse(seat),
      });
  }
  for (const [index, { party, ...dates }] of file.chairmanships.entries()) {
    const line = `chairmanship ${index + 1}`;
    const read = termOf(line, dates);
    if (!stranger(line, party) && read) {
      const key = keys.chair(dialogueId, read.from);
      // A hand-over that the dialogue recorded stands: a file that leaves the end open does not take it back.
      const ended = read.until === null ? known.get(keyText(key)) : undefined;
      const { until, assumed } = ended ? chairSchema.parse(ended) : read;
      add(line, `${party}, chair`, { ...key, ...chairSchema.parse({ ...read, until, assumed, code: party }) });
    }
  }
  return { entries, bad, notes: file.notes };
}

function fromJson(text: string) {
  const file = readJson(text, partiesFile);
  if ("refusal" in file) return file;
  const parties = file.parties.map(({ membership, names, timeZone, ...party }, index): PartyRow => {
    const cells = { ...party, name_en: names.en, name_fr: names.fr, name_ar: names.ar, time_zone: timeZone };
    const code = /^[A-Z0-9]{2,12}$/.test(party.code) ? ` (${party.code})` : "";
    return { row: { line: `party ${index + 1}${code}`, cells, header: (field) => field }, membership };
  });
  return { ...file, parties, notes: [] };
}

function fromTable(text: string, format: "csv" | "rows") {
  const table = readTable<PartyField>(text, format, partyColumns);
  if ("refusal" in table) return table;
  const parties = table.rows.map((row): PartyRow => {
    const { member_from: from = "", member_until: until = "" } = row.cells;
    const none = from.trim() === "" && until.trim() === "";
    return { row, membership: none ? [] : [{ kind: "member", from: from.trim(), until: until.trim() || null }] };
  });
  return { parties, steeringCommitteeSeats: [], chairmanships: [], notes: table.notes };
}
