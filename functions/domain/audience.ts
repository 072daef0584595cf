import { bodyOn, holdsOn, type Membership, type PartyKind, type Registry, type Seat } from "#domain/registry";

/** Several things that are true of one party at once. */
export interface AudienceGroup {
  readonly membership?: "member" | "observer";
  readonly body?: Seat["body"];
  readonly kind?: PartyKind;
  readonly region?: string;
}
/** A union of rules, less the exceptions. */
export interface AudienceRule {
  readonly members?: boolean;
  readonly observers?: boolean;
  readonly bodies?: readonly Seat["body"][];
  readonly kinds?: readonly PartyKind[];
  readonly organisations?: boolean;
  readonly regions?: readonly string[];
  readonly groups?: readonly AudienceGroup[];
  readonly parties?: readonly string[];
  readonly guests?: readonly string[];
  readonly except?: readonly string[];
  /** The day whose memberships and seats count, where it is not that of the first session. */
  readonly asOf?: string;
}
export interface Entry {
  readonly code: string;
  /** Why this party is in: the first rule that holds. */
  readonly reason: string;
}

const organisations: readonly PartyKind[] = ["governing-organisation", "partner-organisation", "invited-organisation"];

/** Resolves a rule as of a day, in the registry's order, each party once. Unknown codes are simply not there: ask `unknownParties`. */
export function resolveAudience(rule: AudienceRule, registry: Registry, meetingDay: string): Entry[] {
  const day = rule.asOf ?? meetingDay;
  const reasons = new Map<string, string>();
  const add = (codes: readonly string[], reason: string) => {
    for (const code of codes) if (!reasons.has(code)) reasons.set(code, reason);
  };
  const withKind = (kinds: readonly PartyKind[]) =>
    registry.parties.filter(({ kind }) => kinds.includes(kind)).map(({ code }) => code);
  if (rule.members) add(withMembership(registry, "member", day), "member");
  if (rule.observers) add(withMembership(registry, "observer", day), "observer");
  for (const body of rule.bodies ?? []) add(bodyOn(registry, body, day), body);
  for (const kind of rule.kinds ?? []) add(withKind([kind]), kind);
  if (rule.organisations) add(withKind(organisations), "organisation");
  for (const region of rule.regions ?? []) add(inRegion(registry, region), region);
  for (const group of rule.groups ?? []) add(...inGroup(group, registry, day));
  add(rule.parties ?? [], "named");
  add(rule.guests ?? [], "guest");
  const out = new Set(rule.except);
  return registry.parties.flatMap(({ code }) => {
    const reason = reasons.get(code);
    return reason === undefined || out.has(code) ? [] : [{ code, reason }];
  });
}

function withMembership(registry: Registry, kind: Membership["kind"], day: string): string[] {
  return registry.memberships.filter((term) => term.kind === kind && holdsOn(term, day)).map(({ code }) => code);
}

function inRegion(registry: Registry, region: string): string[] {
  return registry.parties.filter((party) => party.region === region).map(({ code }) => code);
}

function inGroup({ membership, body, kind, region }: AudienceGroup, registry: Registry, day: string) {
  const sets = [
    ...(membership === undefined ? [] : [withMembership(registry, membership, day)]),
    ...(body === undefined ? [] : [bodyOn(registry, body, day)]),
    ...(kind === undefined ? [] : [registry.parties.filter((party) => party.kind === kind).map(({ code }) => code)]),
    ...(region === undefined ? [] : [inRegion(registry, region)]),
  ];
  const codes = registry.parties.map(({ code }) => code).filter((code) => sets.every((set) => set.includes(code)));
  const reason = [membership, body, kind, region].filter((word) => word !== undefined).join(", ");
  return [codes, reason] as const;
}

export function unknownParties(rule: AudienceRule, registry: Registry): string[] {
  const known = new Set(registry.parties.map((party) => party.code));
  return [...(rule.parties ?? []), ...(rule.guests ?? []), ...(rule.except ?? [])].filter((code) => !known.has(code));
}

/** Regions that a rule names and no party is in. */
export function unknownRegions(rule: AudienceRule, registry: Registry): string[] {
  const known = new Set(registry.parties.map((party) => party.region));
  const named = [...(rule.regions ?? []), ...(rule.groups ?? []).flatMap(({ region }) => region ?? [])];
  return [...new Set(named)].filter((region) => !known.has(region));
}
