import type { Convocation } from "#domain/convocation";
import { type Links, parseToken, type Scope } from "#platform/links";
import type { Tables } from "#platform/table";
import { readConvocation } from "#records/convocation";
import { type DelegationView, linkedPerson, readDelegation } from "#records/delegation";

/** Whoever holds a link that is right: their delegation, their number in it, and what it is about. */
export interface Holder {
  readonly view: DelegationView;
  readonly person: string;
  readonly convocation: Convocation;
}

/** A convocation is read again after half a minute; a delegation is always read. */
const KEPT_MILLISECONDS = 30_000;

/** Opens links: two reads at most. Unknown, forged, revoked and wrong scope are the same `undefined`, and take the same time. */
export function opener({ tables, links, milliseconds }: { tables: Tables; links: Links; milliseconds: () => number }) {
  const kept = new Map<string, { at: number; convocation: Promise<Convocation | undefined> }>();
  const convocationOf = async (id: string): Promise<Convocation | undefined> => {
    const known = kept.get(id);
    if (known && milliseconds() - known.at < KEPT_MILLISECONDS) return known.convocation;
    const convocation = readConvocation(tables, id).then((held) => held?.convocation);
    kept.set(id, { at: milliseconds(), convocation });
    return convocation.catch((error: unknown) => {
      kept.delete(id);
      throw error;
    });
  };
  return async (token: string, scope: Scope): Promise<Holder | undefined> => {
    const parsed = parseToken(token);
    if (!parsed) return undefined;
    const view = await readDelegation(tables, parsed.delegation);
    const person = view && linkedPerson(view, parsed.person);
    const right = await links.holds(scope, parsed.mac, person);
    if (!right || !view) return undefined;
    const convocation = await convocationOf(view.delegation.convocationId);
    return convocation && { view, person: parsed.person, convocation };
  };
}
