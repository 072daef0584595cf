import type { partyColumns } from "#domain/import-columns";
import type { CellFault, Cells } from "#domain/import-contact";
import { cleaned, textFault } from "#domain/import-text";
import { choiceFault, dayFault, kindWords, languageWords, meant } from "#domain/import-values";
import { type Party, readDay, type Term } from "#domain/registry";
import { zoneExists } from "#domain/zone";

export type PartyField = (typeof partyColumns)[number]["field"];

/** A row of a file of parties as a party, or everything that is wrong with it. Its terms are read apart. */
export function readParty(cells: Cells<PartyField>): Party | { readonly faults: readonly CellFault<PartyField>[] } {
  const faults: CellFault<PartyField>[] = [];
  const wrong = (field: PartyField, sentence: string | undefined) => {
    if (sentence !== undefined) faults.push({ field, sentence });
  };
  const text = (field: PartyField) => cleaned(cells[field] ?? "");
  const [kind, language] = [meant(text("kind"), kindWords), meant(text("language"), languageWords)];
  if (!/^[A-Z][A-Z0-9]{1,11}$/.test(text("code")))
    wrong("code", "is not a code; write 2 to 12 capital letters and digits, such as AT or IGAD");
  if (kind === undefined) wrong("kind", choiceFault(text("kind"), kindWords));
  for (const field of ["region", "name_en", "name_fr", "name_ar"] as const) wrong(field, textFault(text(field)));
  if (language === undefined) wrong("language", choiceFault(text("language"), languageWords));
  if (!zoneExists(text("time_zone")))
    wrong("time_zone", "names a time zone that does not exist; write one such as Africa/Nairobi");
  if (faults.length > 0 || kind === undefined || language === undefined) return { faults };
  return {
    code: text("code"),
    kind,
    region: text("region"),
    names: { en: text("name_en"), fr: text("name_fr"), ar: text("name_ar") },
    language,
    timeZone: text("time_zone"),
  };
}

/** A term of a file as days that count, or what is wrong with it. */
export function readTerm(
  from: string,
  until: string | null,
): Term | { readonly end: "from" | "until"; readonly sentence: string } {
  const fromFault = dayFault(from);
  if (fromFault !== undefined) return { end: "from", sentence: fromFault };
  const untilFault = until === null ? undefined : dayFault(until);
  if (untilFault !== undefined) return { end: "until", sentence: untilFault };
  const start = readDay(from, "from");
  const end = until === null ? { day: null, assumed: false } : readDay(until, "until");
  const term = { from: start.day ?? "0001-01-01", until: end.day, assumed: start.assumed || end.assumed };
  return term.until !== null && term.until < term.from
    ? { end: "until", sentence: "lies before the day on which the term begins; correct one of the two" }
    : term;
}
