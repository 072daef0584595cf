import { plainWord } from "#domain/import-columns";
import { inPartyOrder } from "#domain/party-order";
import { bodyOn, chairOn, focalPointsOn, holdsOn, membersOn } from "#domain/registry";
import type { Tables } from "#platform/table";
import { readPeople, readRegistry } from "#records/registry";

type Asked = { readonly dialogueId: string; readonly party: string };

interface Wanted {
  readonly kind?: string;
  /** `none`: neither member nor observer nor suspended on the day. */
  readonly membership?: string;
  readonly committee?: boolean;
  readonly region?: string;
}

/** Every party as of a day, or those that are wanted, in the dialogue's order: its kind, region, membership, seat and chair. */
export async function parties(tables: Tables, { dialogueId, ...wanted }: { dialogueId: string } & Wanted, day: string) {
  const { registry, order } = await readRegistry(tables, dialogueId);
  const holding = registry.memberships.filter((term) => holdsOn(term, day));
  const memberships = new Map(holding.map((term) => [term.code, term]));
  const committee = new Set(bodyOn(registry, "steering-committee", day));
  const shown = registry.parties.map(({ code, names, kind, region }) => ({
    code,
    name: names.en,
    kind,
    region,
    membership: memberships.get(code)?.kind ?? null,
    member: memberships.get(code)?.kind === "member",
    assumed: memberships.get(code)?.assumed ?? false,
    committee: committee.has(code),
  }));
  const found = new Map(shown.filter((each) => isWanted(each, wanted)).map((each) => [each.code, each]));
  return {
    asOf: day,
    chair: chairOn(registry, day) ?? null,
    order,
    parties: inPartyOrder([...found.keys()], registry.parties, order, "en").flatMap((code) => found.get(code) ?? []),
  };
}

function isWanted(
  party: { kind: string; region: string; membership: string | null; committee: boolean },
  { kind, membership, committee, region }: Wanted,
): boolean {
  return (
    (kind === undefined || party.kind === kind) &&
    (membership === undefined || (party.membership ?? "none") === membership) &&
    (committee === undefined || party.committee === committee) &&
    (region === undefined || plainWord(party.region) === plainWord(region))
  );
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
