import { type AudienceRule, resolveAudience } from "#domain/audience";
import { plainWord } from "#domain/import-columns";
import { bodyWords, kindWords, meant, membershipWords } from "#domain/import-values";
import { holdsOn, isTakenBack, type Membership, type Registry, type Seat, type Term } from "#domain/registry";

/** A term that decides over a party, where no source gives its days. */
export interface AssumedTerm {
  readonly code: string;
  readonly what: string;
  readonly from: string;
  readonly until: string | null;
}
export interface AudienceAnswer {
  readonly entries: readonly {
    readonly code: string;
    readonly reason: string;
    readonly assumed: readonly AssumedTerm[];
  }[];
  /** Terms that would let a party in who is not, were they read otherwise. */
  readonly out: readonly AssumedTerm[];
}
interface Rule {
  readonly rule: AudienceRule;
  /** In place of the rule's own word. */
  readonly reason?: string;
  readonly terms: readonly (Term & { readonly code: string; readonly what: string })[];
}

/**
 * Whom some words mean on a day, in the registry's order, each party once with the first reason, and what is assumed about it.
 * Words between commas add up: members, observers, suspended, a body, a kind of party, a region, a party's code.
 */
export function audienceIn(
  words: string,
  registry: Registry,
  day: string,
): AudienceAnswer | { readonly unknown: number; readonly known: readonly string[] } {
  const rules: Rule[] = [];
  const spoken = words.split(",");
  for (const [index, word] of spoken.entries()) {
    const rule = ruleOf(word, registry, day);
    if (!rule) return { unknown: index, known: knownWords(registry) };
    rules.push(rule);
  }
  const reasons = new Map<string, string>();
  for (const { rule, reason } of rules)
    for (const entry of resolveAudience(rule, registry, day))
      if (!reasons.has(entry.code)) reasons.set(entry.code, reason ?? inTheSeatOf(entry, registry, day));
  const assumed = rules.flatMap(({ terms }) => terms.filter((term) => term.assumed && !isTakenBack(term)));
  return {
    entries: registry.parties.flatMap(({ code }) => {
      const reason = reasons.get(code);
      const own = assumed.filter((term) => term.code === code && holdsOn(term, day));
      return reason === undefined ? [] : [{ code, reason, assumed: own.map(shown) }];
    }),
    out: assumed.filter((term) => !reasons.has(term.code)).map(shown),
  };
}

function shown({ code, what, from, until }: Rule["terms"][number]): AssumedTerm {
  return { code, what, from, until };
}

function ruleOf(word: string, registry: Registry, day: string): Rule | undefined {
  const plain = plainWord(word);
  const membership = among(word, membershipWords);
  if (membership === "member") return { rule: { members: true }, terms: membershipsOf(registry, "member") };
  if (membership !== undefined) {
    const terms = membershipsOf(registry, membership);
    const holding = terms.filter((term) => holdsOn(term, day)).map(({ code }) => code);
    return { rule: { parties: holding }, reason: membership, terms };
  }
  const body = among(word, bodyWords);
  if (body !== undefined) return { rule: { bodies: [body] }, terms: seatsOf(registry, body) };
  const kind = among(word, kindWords);
  if (kind !== undefined) return { rule: { kinds: [kind] }, terms: [] };
  const inRegion = registry.parties.filter(({ region }) => plainWord(region) === plain);
  if (plain !== "" && inRegion.length > 0)
    return { rule: { parties: inRegion.map(({ code }) => code) }, reason: `region ${inRegion[0]?.region}`, terms: [] };
  const party = registry.parties.find(({ code }) => code === word.trim().toUpperCase());
  return party && { rule: { parties: [party.code] }, terms: [] };
}

/** A word or its plural: members, partner States, États partenaires. */
function among<V extends string>(word: string, words: Parameters<typeof meant<V>>[1]): V | undefined {
  return meant(word, words) ?? meant(word.trim().replaceAll(/s(?=[\s-]|$)/gi, ""), words);
}

function membershipsOf(registry: Registry, kind: Membership["kind"]) {
  return registry.memberships.filter((term) => term.kind === kind).map((term) => ({ ...term, what: kind }));
}
function seatsOf(registry: Registry, body: Seat["body"]) {
  return registry.seats
    .filter((seat) => seat.body === body)
    .map((seat) => ({ ...seat, what: seat.heldFor === undefined ? "seat" : `seat of ${seat.heldFor}` }));
}

function inTheSeatOf({ code, reason }: { code: string; reason: string }, registry: Registry, day: string): string {
  const held = registry.seats.find(
    (seat) => seat.code === code && seat.body === reason && seat.heldFor !== undefined && holdsOn(seat, day),
  );
  return held === undefined ? reason : `${reason}, in the seat of ${held.heldFor}`;
}

/** What may be said, as a person would write it. */
function knownWords(registry: Registry): string[] {
  const regions = new Set(registry.parties.map(({ region }) => region));
  const values = [...bodyWords, ...kindWords].map(([value]) => value.replaceAll("-", " "));
  return ["members", "observers", "suspended", ...values, ...regions, ...registry.parties.map(({ code }) => code)];
}
