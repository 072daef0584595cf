import type { Convocation } from "#domain/convocation";
import type { Party } from "#domain/registry";
import type { Round } from "#domain/round";
import type { Texts } from "#events/envelope";
import type { Tables } from "#platform/table";
import { readConvocation } from "#records/convocation";
import { readParties } from "#records/names";
import { type Person, readPeople } from "#records/registry";
import { type AudienceEntry, readPages, readRound } from "#records/round";

/** What the invitation of a round's party is made of, before there is a delegation or a link. */
export interface Letter {
  readonly round: Round;
  readonly convocation: Convocation;
  readonly entry: AudienceEntry;
  readonly person: Person;
  readonly party: Party;
  readonly names: { readonly party: (code: string) => Texts | undefined };
}

/** The letter to the first invitee of a party of the frozen audience; without a code, of its first party. Undefined where there is none. */
export async function readLetter(tables: Tables, roundId: string, code?: string): Promise<Letter | undefined> {
  const held = await readRound(tables, roundId);
  const convened = held && (await readConvocation(tables, held.round.convocationId));
  const entries = held ? (await readPages(tables, held.round)).flatMap((page) => page.entries) : [];
  const entry = code === undefined ? entries[0] : entries.find((candidate) => candidate.code === code);
  const first = entry?.invitees[0];
  if (!held || !convened || !entry || !first) return undefined;
  const { convocation } = convened;
  const around = convocation.parts.flatMap(({ chair, place }) => [
    ...(chair === null ? [] : [chair]),
    ...(place ? [place.country] : []),
  ]);
  const [people, { parties, names }] = await Promise.all([
    readPeople(tables, [first.person]),
    readParties(tables, convocation.dialogues, [entry.code, ...around]),
  ]);
  const person = people.get(first.person);
  const party = parties.get(entry.code);
  return person && party && { round: held.round, convocation, entry, person, party, names };
}
