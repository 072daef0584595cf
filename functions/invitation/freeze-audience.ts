import { resolveAudience } from "#domain/audience";
import type { Convocation } from "#domain/convocation";
import { addressedOn, together } from "#domain/joint";
import { audienceDay } from "#domain/meeting-audience";
import { personNumber } from "#domain/person-number";
import { membersOn, type Registry } from "#domain/registry";
import type { Round } from "#domain/round";
import type { AudienceEntry, LeftOut } from "#records/round";

/** A page's transaction holds at most this many items, its guard, fact and batch row included (design, "Fan-out"). */
export const MOST_ITEMS_A_PAGE = 96;
const FIXED_ITEMS = 3;
export const MOST_INVITEES = Math.floor((MOST_ITEMS_A_PAGE - FIXED_ITEMS - 2) / 2);
/** The delegation and its place in the convocation; then a row and a mail for each invitee. */
export const itemsOf = (entry: Pick<AudienceEntry, "invitees">) => 2 + 2 * entry.invitees.length;

export interface FrozenAudience {
  readonly pages: readonly (readonly AudienceEntry[])[];
  readonly leftOut: readonly LeftOut[];
  /** Parties with more people to write to than one page's transaction can hold: the round cannot be frozen with them. */
  readonly tooLarge: readonly { readonly code: string; readonly invitees: number }[];
}

/**
 * Who is invited to what: the round's parties, each to the parts whose own rule holds it, with the people to write to.
 * As of the day of the meeting's first session, by the registry's terms. Those already invited, or with nobody to write to, are listed apart.
 */
export function freezeAudience(
  round: Round,
  convocation: Convocation,
  registries: readonly Registry[],
  invited: ReadonlyMap<string, { readonly roundId: string }>,
  nextId: () => string,
  same?: (person: string) => string,
): FrozenAudience {
  const registry = together(registries);
  const day = audienceDay(convocation);
  const byPart = convocation.parts.map((part) => ({
    id: part.id,
    codes: new Set(resolveAudience(part.audience, registry, day).map(({ code }) => code)),
  }));
  const members = new Set(membersOn(registry, day));
  const leftOut: LeftOut[] = [];
  const entries: AudienceEntry[] = [];
  for (const { code, reason } of resolveAudience(round.audience, registry, day)) {
    const parts = byPart.filter((part) => part.codes.has(code)).map((part) => part.id);
    const entry: AudienceEntry = {
      did: nextId(),
      code,
      reason,
      member: members.has(code),
      parts: [...parts],
      invitees: addressedOn(registries, code, day, same).map(({ point, entitled }, index) => ({
        number: personNumber(index + 1),
        person: point.person,
        role: point.role,
        entitled,
      })),
    };
    const before = invited.get(code);
    if (before) leftOut.push({ code, why: "already-invited", roundId: before.roundId });
    else if (parts.length === 0) leftOut.push({ code, why: "no-part" });
    else if (entry.invitees.length === 0) leftOut.push({ code, why: "no-contact" });
    else entries.push(entry);
  }
  const fitting = entries.filter(({ invitees }) => invitees.length <= MOST_INVITEES);
  const tooLarge = entries
    .filter((entry) => !fitting.includes(entry))
    .map(({ code, invitees }) => ({ code, invitees: invitees.length }));
  return { pages: cut(fitting), leftOut, tooLarge };
}

function cut(entries: readonly AudienceEntry[]): AudienceEntry[][] {
  const pages: AudienceEntry[][] = [];
  let items = MOST_ITEMS_A_PAGE;
  for (const entry of entries) {
    const more = itemsOf(entry);
    if (items + more > MOST_ITEMS_A_PAGE) {
      pages.push([]);
      items = FIXED_ITEMS;
    }
    pages.at(-1)?.push(entry);
    items += more;
  }
  return pages;
}
