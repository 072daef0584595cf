import { bodyOn, membersOn, type PartyKind, type Registry } from "#domain/registry";

/** A union of rules, less the exceptions. */
export interface AudienceRule {
  readonly members?: boolean;
  readonly bodies?: readonly "steering-committee"[];
  readonly kinds?: readonly PartyKind[];
  readonly parties?: readonly string[];
  readonly except?: readonly string[];
}
export interface Entry {
  readonly code: string;
  /** Why this party is in: the first rule that holds. */
  readonly reason: string;
}

/** Resolves a rule as of a day, in the registry's order, each party once. Unknown codes are simply not there: ask `unknownParties`. */
export function resolveAudience(rule: AudienceRule, registry: Registry, day: string): Entry[] {
  const reasons = new Map<string, string>();
  const add = (codes: readonly string[], reason: string) => {
    for (const code of codes) if (!reasons.has(code)) reasons.set(code, reason);
  };
  if (rule.members) add(membersOn(registry, day), "member");
  for (const body of rule.bodies ?? []) add(bodyOn(registry, body, day), body);
  for (const kind of rule.kinds ?? [])
    add(
      registry.parties.filter((party) => party.kind === kind).map((party) => party.code),
      kind,
    );
  add(rule.parties ?? [], "named");
  const out = new Set(rule.except);
  return registry.parties.flatMap(({ code }) => {
    const reason = reasons.get(code);
    return reason === undefined || out.has(code) ? [] : [{ code, reason }];
  });
}

export function unknownParties(rule: AudienceRule, registry: Registry): string[] {
  const known = new Set(registry.parties.map((party) => party.code));
  return [...(rule.parties ?? []), ...(rule.except ?? [])].filter((code) => !known.has(code));
}
