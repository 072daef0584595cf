import type { partyColumns } from "#domain/import-columns";
import type { CellFault, Cells } from "#domain/import-contact";
import { cleaned, textFault } from "#domain/import-text";
import { choiceFault, kindWords, languageWords, meant } from "#domain/import-values";
import type { Party } from "#domain/registry";
import { zoneExists } from "#domain/zone";
import { type Language, languages } from "#events/envelope";

export type PartyField = (typeof partyColumns)[number]["field"];

/** A row of a file of parties as a party, or everything that is wrong with it. Names are needed in English and in what the stage offers; its terms are read apart. */
export function readParty(
  cells: Cells<PartyField>,
  offered: readonly Language[] = languages,
): Party | { readonly faults: readonly CellFault<PartyField>[] } {
  const faults: CellFault<PartyField>[] = [];
  const wrong = (field: PartyField, sentence: string | undefined) => {
    if (sentence !== undefined) faults.push({ field, sentence });
  };
  const text = (field: PartyField) => cleaned(cells[field] ?? "");
  const [kind, language] = [meant(text("kind"), kindWords), meant(text("language"), languageWords)];
  if (!/^[A-Z][A-Z0-9]{1,11}$/.test(text("code")))
    wrong("code", "is not a code; write 2 to 12 capital letters and digits, such as AT or IGAD");
  if (kind === undefined) wrong("kind", choiceFault(text("kind"), kindWords));
  for (const field of ["region", "name_en"] as const) wrong(field, textFault(text(field)));
  const others = (["fr", "ar"] as const).filter((each) => offered.includes(each) || text(`name_${each}`) !== "");
  for (const each of others) wrong(`name_${each}`, textFault(text(`name_${each}`)));
  if (language === undefined) wrong("language", choiceFault(text("language"), languageWords));
  if (!zoneExists(text("time_zone")))
    wrong("time_zone", "names a time zone that does not exist; write one such as Africa/Nairobi");
  const protocol = text("protocol");
  if (protocol !== "" && !/^[1-9]\d{0,3}$/.test(protocol))
    wrong("protocol", "is not a place in an order; write a whole number from 1 to 9999, or nothing");
  if (faults.length > 0 || kind === undefined || language === undefined) return { faults };
  return {
    code: text("code"),
    kind,
    region: text("region"),
    names: { en: text("name_en"), ...Object.fromEntries(others.map((each) => [each, text(`name_${each}`)])) },
    language,
    timeZone: text("time_zone"),
    ...(protocol !== "" && { protocol: Number(protocol) }),
  };
}
