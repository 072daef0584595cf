import { Temporal } from "temporal-polyfill";

/** A zone's name as IANA writes it, whatever its case here; undefined where there is none of that name. */
function nameOf(zone: string): string | undefined {
  if (!/^[A-Za-z]/.test(zone)) return undefined;
  try {
    return Temporal.PlainDate.from("2022-01-01").toZonedDateTime(zone).timeZoneId;
  } catch {
    return undefined;
  }
}

/** Whether IANA has a zone of exactly this name. An offset is none. */
export function zoneExists(zone: string): boolean {
  return nameOf(zone) === zone;
}

const areas = ["Europe", "Africa", "Asia", "America", "Atlantic", "Indian", "Pacific", "Australia", "Antarctica"];

/** Cities that have no zone of their own, or another name in French, where meetings are held. */
const known: ReadonlyMap<string, string> = new Map([
  ["addis", "Africa/Addis_Ababa"],
  ["addis_abeba", "Africa/Addis_Ababa"],
  ["alexandria", "Africa/Cairo"],
  ["barcelona", "Europe/Madrid"],
  ["bruxelles", "Europe/Brussels"],
  ["geneva", "Europe/Zurich"],
  ["geneve", "Europe/Zurich"],
  ["la_haye", "Europe/Amsterdam"],
  ["la_valette", "Europe/Malta"],
  ["le_caire", "Africa/Cairo"],
  ["londres", "Europe/London"],
  ["milan", "Europe/Rome"],
  ["mombasa", "Africa/Nairobi"],
  ["sharm_el_sheikh", "Africa/Cairo"],
  ["the_hague", "Europe/Amsterdam"],
  ["valletta", "Europe/Malta"],
  ["vienne", "Europe/Vienna"],
]);

/** The zone that a wrong name may mean: the same in its right case, the city in its own area, or the zone that holds the city. */
export function zoneMeant(zone: string): string | undefined {
  const city = zone.split("/").slice(-1).join("").normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll(/[\s-]/g, "_");
  const found = [zone, ...areas.map((area) => `${area}/${city}`)].map(nameOf).find((name) => name !== undefined);
  return found ?? known.get(city.toLowerCase());
}
