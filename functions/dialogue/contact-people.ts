import { type Contact, type Numbered, nameKey, personKey } from "#domain/import-contact";
import type { FocalPoint } from "#domain/registry";
import { derivedId } from "#platform/ids";
import type { Row, Tables } from "#platform/table";
import { focalPointSchema, personSchema, readPeopleRows } from "#records/registry";

/** A term of a person as a focal point, with its row. */
export interface Held {
  readonly row: Row;
  readonly point: FocalPoint;
}
/** A person whom the dialogue holds for a party in one role, with every term. */
export interface Known {
  readonly id: string;
  readonly person: Row;
  readonly terms: readonly Held[];
  readonly name: string;
  readonly exact: string;
}

/** The people of some parties, from a dialogue's rows. */
export async function peopleOf(tables: Tables, held: readonly Row[], parties: ReadonlySet<string>): Promise<Known[]> {
  const points = held.flatMap((row) => {
    const point = row.sk.startsWith("FP#") ? focalPointSchema.parse(row) : undefined;
    return point && parties.has(point.code) ? [{ row, point }] : [];
  });
  const rows = await readPeopleRows(
    tables,
    points.map(({ point }) => point.person),
  );
  const byId = new Map(rows.map((row) => [personSchema.parse(row).id, row]));
  const own = Map.groupBy(points, ({ point }) => JSON.stringify([point.code, point.role, point.person]));
  return [...own.values()].flatMap((terms) => {
    const [first] = terms;
    const person = first && byId.get(first.point.person);
    if (!person) return [];
    const { id, name, email } = personSchema.parse(person);
    const words = { party: first.point.code, role: first.point.role, name, email };
    return [{ id, person, terms, name: nameKey(words), exact: personKey(words) }];
  });
}

/**
 * Whom a contact of the file means: the person of the same party, role, name and address; else the one of that name,
 * where there is one only, here and there: then the address is a correction. An address alone never says who somebody is.
 * A person who is new gets an id, the same for each of their terms.
 */
export function matcher(dialogueId: string, people: readonly Known[], contacts: readonly Numbered[]) {
  const exact = new Map(people.map((known) => [known.exact, known]));
  const named = Map.groupBy(people, ({ name }) => name);
  const inFile = Map.groupBy(contacts, ({ contact }) => nameKey(contact));
  const taken = new Set(people.map(({ id }) => id));
  const fresh = new Map<string, string>();
  return (contact: Contact): Known | string => {
    const key = personKey(contact);
    const same = exact.get(key) ?? fresh.get(key);
    if (same !== undefined) return same;
    const namesakes = named.get(nameKey(contact)) ?? [];
    const [only] = namesakes;
    const written = new Set(inFile.get(nameKey(contact))?.map((one) => personKey(one.contact)));
    if (only && namesakes.length === 1 && written.size === 1) return only;
    const parts = [dialogueId, contact.party, contact.role, contact.name, contact.email.toLowerCase()];
    for (let more = 0; ; more++) {
      const id = derivedId(...parts, ...(more === 0 ? [] : [String(more)]));
      if (taken.has(id)) continue;
      taken.add(id);
      fresh.set(key, id);
      return id;
    }
  };
}

/**
 * Which of a person's terms a row of the file means: the one of the same day; else the only one, where the file has one row
 * for the person too, as a correction, unless that term was over before: then the person has come back.
 */
export function termMeant({ terms }: Known, from: string, rowsOfPerson: number): Held | undefined {
  const same = terms.find(({ point }) => point.from === from);
  const [only] = terms;
  if (same || !only || terms.length > 1 || rowsOfPerson > 1) return same;
  const { until } = only.point;
  return until !== null && until < from ? undefined : only;
}
