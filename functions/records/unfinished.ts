import type { Row, Tables } from "#platform/table";
import { readConvocation } from "#records/convocation";
import { readPublishedOf } from "#records/document";
import { keys } from "#records/keys";
import { readRounds } from "#records/round";

/** Where mails of a meeting lie: pages of bulk mail by their guards, and the delegations' own. */
export type Place = { readonly page: string } | { readonly delegation: string };

/** Every place of a meeting, in an order that stays: rounds, reminders, changes and notices by the guards of their pages, then the delegations. No scan. */
export async function mailPlaces(tables: Tables, convocationId: string): Promise<Place[]> {
  const meeting = keys.convocation(convocationId).pk;
  const guards: Row[] = (await tables.query({ pk: meeting, prefix: "STEP#" })).filter(({ sk }) => sk.includes("#C#"));
  guards.push(...(await tables.query({ pk: meeting, prefix: "TOLD#" })));
  for (const { id } of await readRounds(tables, convocationId))
    guards.push(...(await tables.query({ pk: keys.round(id).pk, prefix: "C#" })));
  const held = await readConvocation(tables, convocationId);
  for (const { id } of held ? await readPublishedOf(tables, held.convocation) : [])
    guards.push(...(await tables.query({ pk: keys.document(id).pk, prefix: "C#" })));
  const invited = await tables.query({ pk: meeting, prefix: "INVITED#" });
  return [
    ...guards.map(({ batchId, page }) => ({ page: `MB#${String(batchId)}#${String(page)}` })),
    ...invited.map(({ did }) => ({ delegation: `DEL#${String(did)}` })),
  ];
}

/** The mails of a place. */
export async function mailsAt(tables: Tables, place: Place): Promise<Row[]> {
  return tables.query({ pk: "page" in place ? place.page : place.delegation, prefix: "M#" });
}
