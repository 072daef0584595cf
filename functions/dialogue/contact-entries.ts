import * as z from "zod/mini";
import { contactColumns } from "#domain/import-columns";
import {
  type Contact,
  type ContactField,
  type Numbered,
  nameKey,
  personKey,
  readContact,
  repetitions,
} from "#domain/import-contact";
import { readTerm } from "#domain/import-party";
import { derivedId } from "#platform/ids";
import type { Row, Tables } from "#platform/table";
import { keys } from "#records/keys";
import { focalPointSchema, personSchema, readPeopleRows } from "#records/registry";
import { type BadRow, badCells, type Entry, type FileRow, type ReadFile } from "./import-file.ts";
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
    }),
  ),
});

/** A file of contacts, beside the people whom the dialogue holds for the parties that it names. */
export async function readContacts(
  tables: Tables,
  dialogueId: string,
  text: string,
  format: "json" | "csv" | "rows",
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
  const entries = contacts.map(({ line, contact }) => entry(dialogueId, line, contact, match(contact)));
  return { entries, bad, notes: [...file.notes, ...notes] };
}

function fromJson(text: string) {
  const file = readJson(text, contactsFile);
  if ("refusal" in file) return file;
  const rows = file.contacts.map(
    ({ rank, ...contact }, index): FileRow<ContactField> => ({
      line: `contact ${index + 1}`,
      cells: { ...contact, rank: rank ?? "" },
      header: (field) => field,
    }),
  );
  return { rows, notes: [] };
}

interface Known {
  readonly person: Row;
  readonly seat: Row;
  readonly name: string;
  readonly exact: string;
}

async function peopleOf(tables: Tables, held: readonly Row[], parties: ReadonlySet<string>): Promise<Known[]> {
  const seats = held.flatMap((row) => {
    const seat = row.sk.startsWith("FP#") ? focalPointSchema.parse(row) : undefined;
    return seat && parties.has(seat.code) ? [{ row, seat }] : [];
  });
  const rows = await readPeopleRows(
    tables,
    seats.map(({ seat }) => seat.person),
  );
  const byId = new Map(rows.map((row) => [personSchema.parse(row).id, row]));
  return seats.flatMap(({ row, seat }) => {
    const person = byId.get(seat.person);
    if (!person) return [];
    const { name, email } = personSchema.parse(person);
    const words = { party: seat.code, role: seat.role, name, email };
    return [{ person, seat: row, name: nameKey(words), exact: personKey(words) }];
  });
}

/**
 * Whom a contact of the file means: the person of the same party, role, name and address; else the one of that name,
 * where there is one only, here and there: then the address is a correction. An address alone never says who somebody is.
 */
function matcher(dialogueId: string, people: readonly Known[], contacts: readonly Numbered[]) {
  const exact = new Map(people.map((known) => [known.exact, known]));
  const named = Map.groupBy(people, ({ name }) => name);
  const inFile = Map.groupBy(contacts, ({ contact }) => nameKey(contact));
  const taken = new Set(people.map(({ person }) => personSchema.parse(person).id));
  return (contact: Contact): Known | string => {
    const same = exact.get(personKey(contact));
    if (same) return same;
    const namesakes = named.get(nameKey(contact)) ?? [];
    const [only] = namesakes;
    if (only && namesakes.length === 1 && inFile.get(nameKey(contact))?.length === 1) return only;
    const parts = [dialogueId, contact.party, contact.role, contact.name, contact.email.toLowerCase()];
    for (let more = 0; ; more++) {
      const id = derivedId(...parts, ...(more === 0 ? [] : [String(more)]));
      if (taken.has(id)) continue;
      taken.add(id);
      return id;
    }
  };
}

function entry(dialogueId: string, line: string, contact: Contact, match: Known | string): Entry {
  const { party, role, rank, name, email, language } = contact;
  const known = typeof match === "string" ? undefined : match;
  const id = known ? personSchema.parse(known.person).id : String(match);
  const read = readTerm(contact.since, null);
  const { from, assumed } = "end" in read ? { from: contact.since, assumed: false } : read;
  const person = { id, name, email, language, functional: role === "mission" };
  const seat = { code: party, person: id, role, rank, from, assumed };
  return {
    line,
    what: `${party}, ${name}`,
    rows: [
      { known: known?.person, wanted: { ...keys.person(id), ...person } },
      {
        known: known?.seat,
        // The seat of somebody who is known keeps its key and its end; a corrected beginning stands in the row.
        wanted: known
          ? { ...seat, pk: known.seat.pk, sk: known.seat.sk }
          : { ...keys.focalPoint(dialogueId, party, from, id), ...seat, until: null },
      },
    ],
  };
}
