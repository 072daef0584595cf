import { bodyOn, chairOn, focalPointsOn, holdsOn, membersOn } from "#domain/registry";
import type { Tables } from "#platform/table";
import { readPeople, readRegistry } from "#records/registry";

type Asked = { readonly dialogueId: string; readonly party: string };

/** Every party as of a day: its kind, membership, seat and chair. */
export async function parties(tables: Tables, dialogueId: string, day: string) {
  const { registry } = await readRegistry(tables, dialogueId);
  const members = new Set(membersOn(registry, day));
  const committee = new Set(bodyOn(registry, "steering-committee", day));
  return {
    asOf: day,
    chair: chairOn(registry, day) ?? null,
    parties: registry.parties.map(({ code, names, kind }) => ({
      code,
      name: names.en,
      kind,
      member: members.has(code),
      committee: committee.has(code),
    })),
  };
}

/** One party with every term that it holds or held. */
export async function party(tables: Tables, asked: Asked, day: string) {
  const { registry } = await readRegistry(tables, asked.dialogueId);
  const found = registry.parties.find(({ code }) => code === asked.party);
  if (!found) return undefined;
  const own = <T extends { readonly code: string }>(terms: readonly T[]) =>
    terms.filter(({ code }) => code === asked.party);
  return {
    asOf: day,
    party: found,
    member: membersOn(registry, day).includes(found.code),
    committee: bodyOn(registry, "steering-committee", day).includes(found.code),
    chairs: chairOn(registry, day) === found.code,
    memberships: own(registry.memberships),
    seats: own(registry.seats),
    chairmanships: own(registry.chairs),
    contactCount: new Set(focalPointsOn(registry, found.code, day).map(({ person }) => person)).size,
  };
}

/** Whom the secretariat writes to at a party on a day. */
export async function contacts(tables: Tables, asked: Asked, day: string) {
  const { registry } = await readRegistry(tables, asked.dialogueId);
  if (!registry.parties.some(({ code }) => code === asked.party)) return undefined;
  const points = registry.focalPoints.filter(({ code }) => code === asked.party);
  const holding = points.filter((point) => holdsOn(point, day));
  const people = await readPeople(
    tables,
    holding.map(({ person }) => person),
  );
  return {
    asOf: day,
    contacts: holding.flatMap(({ person, role, rank, from, until, evidence }) => {
      const found = people.get(person);
      if (!found) return [];
      const { name, email, language } = found;
      return [{ name, email, language, role, rank, from, until, ...(evidence !== undefined && { evidence }) }];
    }),
    /** Those whose term is over or has not begun. */
    others: points.length - holding.length,
  };
}
