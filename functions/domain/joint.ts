import { type FocalPoint, focalPointsOn, type Registry } from "#domain/registry";

/** The registries of a joint meeting's dialogues as one: each party once, as the first dialogue that knows it has it. */
export function together(registries: readonly Registry[]): Registry {
  const [first] = registries;
  if (first && registries.length === 1) return first;
  const parties = registries.flatMap((registry) => registry.parties);
  return {
    parties: parties.filter(({ code }, index) => parties.findIndex((party) => party.code === code) === index),
    memberships: registries.flatMap(({ memberships }) => memberships),
    seats: registries.flatMap(({ seats }) => seats),
    chairs: registries.flatMap(({ chairs }) => chairs),
    focalPoints: registries.flatMap(({ focalPoints }) => focalPoints),
  };
}

export interface Addressed {
  readonly point: FocalPoint;
  /** Answers for the party; who does not was sent a copy. */
  readonly entitled: boolean;
}
const order = (rank: FocalPoint["rank"]) => (rank === "primary" ? 0 : rank === "deputy" ? 1 : 2);

/**
 * Whom a party is written to on a day. The first dialogue that has anybody names who answers; focal points whom only
 * another one names get a copy, mailboxes of missions none. `same` tells one person known to two dialogues apart from two.
 */
export function addressedOn(
  registries: readonly Registry[],
  code: string,
  day: string,
  same: (person: string) => string = (person) => person,
): Addressed[] {
  const named = registries.map((registry) => {
    const points = focalPointsOn(registry, code, day);
    return points.sort((a, b) => order(a.rank) - order(b.rank) || (a.person < b.person ? -1 : 1));
  });
  const answering = named.findIndex((points) => points.length > 0);
  const seen = new Set<string>();
  return named.flatMap((points, index) =>
    points.flatMap((point) => {
      const entitled = index === answering;
      if (seen.has(same(point.person)) || (!entitled && point.role === "mission")) return [];
      seen.add(same(point.person));
      return [{ point, entitled }];
    }),
  );
}
