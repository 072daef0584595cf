import type { Party } from "#domain/registry";
import type { Language } from "#events/envelope";

/**
 * In which order a dialogue shows its parties: by English name on every page, by the name in the page's language, or by its
 * order of protocol (that of the European Union goes by the name in the party's own language).
 */
export type PartyOrder = "english" | "page" | "protocol";
export const partyOrders: readonly PartyOrder[] = ["english", "page", "protocol"];
type Shown = Pick<Party, "code" | "names" | "protocol">;

/** Codes in a dialogue's order for a page's language, each as often as it is given. Codes that are no party's come last, by themselves. */
export function inPartyOrder(
  codes: readonly string[],
  parties: readonly Shown[],
  order: PartyOrder,
  language: Language,
): string[] {
  const shown = new Map(parties.map((party) => [party.code, party]));
  const written = order === "page" ? language : "en";
  const collator = new Intl.Collator(written);
  const place = (code: string) => (order === "protocol" ? shown.get(code)?.protocol : undefined) ?? Infinity;
  const name = (code: string) => shown.get(code)?.names[written] ?? shown.get(code)?.names.en;
  return [...codes].sort((a, b) => {
    const [first, second] = [place(a), place(b)];
    if (first !== second) return first < second ? -1 : 1;
    const [one, other] = [name(a), name(b)];
    if (one === undefined || other === undefined) return one === other ? byCode(a, b) : one === undefined ? 1 : -1;
    return collator.compare(one, other) || byCode(a, b);
  });
}

function byCode(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
