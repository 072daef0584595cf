import type { Convocation } from "#domain/convocation";
import { caughtUp } from "#domain/told";
import { type Links, parseToken, type Scope } from "#platform/links";
import type { Tables } from "#platform/table";
import { readConvocation } from "#records/convocation";
import { type DelegationView, linkedPerson, readDelegation } from "#records/delegation";

/** Whoever holds a link that is right: their delegation as its meeting has it now, their number in it, and what it is about. */
export interface Holder {
  readonly view: DelegationView;
  readonly person: string;
  readonly convocation: Convocation;
  /** As it came; it opens the same again. */
  readonly token: string;
}

/** A convocation is read again after half a minute; a delegation is always read. */
const KEPT_MILLISECONDS = 30_000;

/** Opens links: two reads at most. Unknown, forged, revoked and wrong scope are the same `undefined`, and take the same time. */
export function opener({ tables, links, milliseconds }: { tables: Tables; links: Links; milliseconds: () => number }) {
  const kept = new Map<string, { at: number; convocation: Promise<Convocation | undefined> }>();
  const convocationOf = async (id: string, atLeast: number): Promise<Convocation | undefined> => {
    const known = kept.get(id);
    const fresh = known && milliseconds() - known.at < KEPT_MILLISECONDS ? await known.convocation : undefined;
    if (fresh && fresh.revision >= atLeast) return fresh;
    const convocation = readConvocation(tables, id).then((held) => held?.convocation);
    kept.set(id, { at: milliseconds(), convocation });
    return convocation.catch((error: unknown) => {
      kept.delete(id);
      throw error;
    });
  };
  /** `again`: what was read before is out of date. */
  return async (token: string, scope: Scope, again = false): Promise<Holder | undefined> => {
    const parsed = parseToken(token);
    if (!parsed) return undefined;
    const view = await readDelegation(tables, parsed.delegation);
    const person = view && linkedPerson(view, parsed.person);
    const right = await links.holds(scope, parsed.mac, person);
    if (!right || !view) return undefined;
    // Who was told of a change sees it, whatever this process remembers.
    const { convocationId, rev } = view.delegation;
    const convocation = await convocationOf(convocationId, again ? Number.POSITIVE_INFINITY : rev);
    if (!convocation) return undefined;
    return {
      view: { ...view, delegation: caughtUp(view.delegation, convocation) },
      person: parsed.person,
      convocation,
      token,
    };
  };
}
