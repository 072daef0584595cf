import * as z from "zod/mini";
import { contactColumns } from "#domain/import-columns";
import {
  type Contact,
  type ContactField,
  type Numbered,
  personKey,
  readContact,
  repetitions,
} from "#domain/import-contact";
import { readTerm } from "#domain/import-term";
import type { Row, Tables } from "#platform/table";
import { keys } from "#records/keys";
import { focalPointSchema } from "#records/registry";
import { type Known, matcher, peopleOf, termMeant } from "./contact-people.ts";
import { contactFaults, secondPrimaries } from "./contact-terms.ts";
import { type BadRow, badCells, type Entry, type FileRow, keyText, type ReadFile } from "./import-file.ts";
import { readJson } from "./read-json.ts";
import { readTable } from "./read-table.ts";

const contactsFile = z.object({
  contacts: z.array(
    z.object({
      party: z.string(),
      role: z.string(),
      rank: z.exactOptional(z.nullable(z.string())),
      name: z.string(),
      email: z.string(),
      language: z.string(),
      since: z.string(),
      until: z.exactOptional(z.nullable(z.string())),
      evidence: z.exactOptional(z.nullable(z.string())),
      assumed: z.exactOptional(z.boolean()),
    }),
  ),
});

/** A file of contacts, beside the people whom the dialogue holds for the parties that it names. */
export async function readContacts(
  tables: Tables,
  { dialogueId, format, existing }: { dialogueId: string; format: "json" | "csv" | "rows"; existing?: string },
  text: string,
  held: readonly Row[],
): Promise<ReadFile> {
  const file = format === "json" ? fromJson(text) : readTable<ContactField>(text, format, contactColumns);
  if ("refusal" in file) return file;
  const codes = new Set(held.filter(({ sk }) => sk.startsWith("PARTY#")).map(({ sk }) => sk.slice("PARTY#".length)));
  const bad: BadRow[] = [];
  const contacts: Numbered[] = [];
  for (const row of file.rows) {
    const contact = readContact(row.cells, codes);
    if ("faults" in contact) bad.push(...badCells(row, contact.faults));
    else contacts.push({ line: row.line, contact });
  }
  const { faults, notes } = repetitions(contacts);
  if (bad.length + faults.length > 0) return { entries: [], bad: [...bad, ...faults], notes: [] };
  const people = await peopleOf(tables, held, new Set(contacts.map(({ contact }) => contact.party)));
  const match = matcher(dialogueId, people, contacts);
  const rowsOf = Map.groupBy(contacts, ({ contact }) => personKey(contact));
  const used = new Set(held.map(keyText));
  const entries = contacts.map(({ line, contact }) => {
    const found = entry(
      { dialogueId, line, contact, used },
      match(contact),
      rowsOf.get(personKey(contact))?.length ?? 1,
    );
    for (const { wanted } of found.rows) used.add(keyText(wanted));
    return found;
  });
  const terms = { entries, held, skip: existing === "skip" };
  const overlapping = contactFaults(terms);
  return overlapping.length > 0
    ? { entries: [], bad: overlapping, notes: [] }
    : { entries, bad, notes: [...file.notes, ...notes, ...secondPrimaries(terms)] };
}

function fromJson(text: string) {
  const file = readJson(text, contactsFile);
  if ("refusal" in file) return file;
  const rows = file.contacts.map(
    ({ rank, until, evidence, assumed, ...contact }, index): FileRow<ContactField> => ({
      line: `contact ${index + 1}`,
      cells: {
        ...contact,
        rank: rank ?? "",
        until: until ?? "",
        evidence: evidence ?? "",
        assumed: assumed === true ? "yes" : "",
      },
      header: (field) => field,
    }),
  );
  return { rows, notes: [] };
}

interface Around {
  readonly dialogueId: string;
  readonly line: string;
  readonly contact: Contact;
  /** Keys that have a row already. */
  readonly used: ReadonlySet<string>;
}
function entry({ dialogueId, line, contact, used }: Around, match: Known | string, rowsOfPerson: number): Entry {
  const { party, role, rank, name, email, language, evidence } = contact;
  const known = typeof match === "string" ? undefined : match;
  const id = typeof match === "string" ? match : match.id;
  const read = readTerm(contact.since, contact.until ?? null, contact.assumed);
  const { from, until, assumed } = "end" in read ? { from: contact.since, until: null, assumed: false } : read;
  const person = { id, name, email, language, functional: role === "mission" };
  const term = known && termMeant(known, from, rowsOfPerson);
  const seat = { code: party, person: id, role, rank, from, assumed, ...(evidence !== undefined && { evidence }) };
  return {
    line,
    what: `${party}, ${name}`,
    rows: [
      { known: known?.person, wanted: { ...keys.person(id), ...person } },
      {
        known: term?.row,
        // A term that is known keeps its key, and its end where the file gives none; a corrected beginning stands in the row.
        wanted: term
          ? endedAs(term.row, seat, contact.until === undefined ? undefined : until)
          : { ...freshKey({ dialogueId, party, from, id }, used), ...seat, until },
      },
    ],
  };
}

/** An end that stays was assumed, or was not, as before. */
function endedAs(row: Row, seat: { readonly [name: string]: Row[string] }, until: string | null | undefined): Row {
  const key = { pk: row.pk, sk: row.sk };
  if (until !== undefined) return { ...seat, until, ...key };
  const before = focalPointSchema.parse(row);
  return { ...seat, ...(before.until !== null && before.from === seat["from"] && { assumed: before.assumed }), ...key };
}

function freshKey(
  { dialogueId, party, from, id }: { dialogueId: string; party: string; from: string; id: string },
  used: ReadonlySet<string>,
) {
  for (let more = 1; ; more++) {
    const key = keys.focalPoint(dialogueId, party, from, more === 1 ? id : `${id}-${more}`);
    if (!used.has(keyText(key))) return key;
  }
}
