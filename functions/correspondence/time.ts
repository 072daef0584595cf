import { commonWords } from "#correspondence/common-words";
import { clean, plain } from "#correspondence/text";
import type { MomentView, SessionView } from "#correspondence/views";
import type { Values } from "#correspondence/words";
import type { Language } from "#events/envelope";
import ar from "./catalogues/cities.ar.json" with { type: "json" };
import fr from "./catalogues/cities.fr.json" with { type: "json" };

type Key = Parameters<ReturnType<typeof commonWords>>[0];
const say = (language: Language, key: Key, values?: Values) => plain(commonWords(language)(key, values));

const cities: Record<Language, { readonly [english: string]: string }> = { en: {}, fr, ar };
/** A city's name in the language, where we know it. */
export function cityName(english: string, language: Language): string {
  return (Object.hasOwn(cities[language], english) ? cities[language][english] : undefined) ?? clean(english, 100);
}

/** An instant as it is on the clocks of a zone. Intl, not Temporal: a third of the answer page's bundle would be its polyfill. */
export function momentAt(instant: string, zone: string): MomentView {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZoneName: "longOffset",
  });
  const parts = Object.fromEntries(format.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
  const { year = "", month = "", day = "", hour = "", minute = "", timeZoneName = "" } = parts;
  return {
    wall: `${year.padStart(4, "0")}-${month}-${day}T${hour}:${minute}`,
    zone,
    offset: timeZoneName.slice("GMT".length) || "+00:00",
    instant,
  };
}

function dayOf(wall: string, language: Language) {
  const date = new Date(`${wall.slice(0, 10)}T00:00:00Z`);
  return {
    year: String(date.getUTCFullYear()),
    day: date.getUTCDate(),
    month: say(language, "month", { number: date.getUTCMonth() + 1 }),
    weekday: say(language, "weekday", { number: date.getUTCDay() || 7 }),
  };
}
const dateOf = ({ wall }: MomentView, language: Language) => say(language, "time.date", dayOf(wall, language));
const clockOf = ({ wall }: MomentView, language: Language) =>
  say(language, "time.clock", { hour: Number(wall.slice(11, 13)), minute: wall.slice(14, 16) });

/** "+01:00" as "UTC+1", "-03:30" as "UTC−3:30". */
export function offsetName(offset: string): string {
  const [, sign, hours = "", rest = ""] = /^([+-])0?(\d+)(?::00)?(:.+)?$/.exec(offset) ?? [];
  if (sign === undefined || (hours === "0" && rest === "")) return "UTC";
  return `UTC${sign === "-" ? "−" : "+"}${hours}${rest}`;
}
function placeOf({ zone, offset }: MomentView, language: Language, city?: string): string {
  const known = city ?? (zone.includes("/") ? zone.split("/").at(-1)?.replaceAll("_", " ") : undefined);
  if (known === undefined || zone.startsWith("Etc/")) return offsetName(offset);
  return say(language, "time.place", { city: cityName(known, language), offset: offsetName(offset) });
}

/** "Friday 11 March 2022, 18:00 (Brussels, UTC+1)" */
export function printMoment(moment: MomentView, language: Language, city?: string): string {
  const [date, clock, place] = [dateOf(moment, language), clockOf(moment, language), placeOf(moment, language, city)];
  return say(language, "time.moment", { date, clock, place });
}
export function printInstant(instant: string, zone: string, language: Language): string {
  return printMoment(momentAt(instant, zone), language);
}
/** "Tuesday 22 March 2022, 14:00 to 18:00 (Brussels, UTC+1)"; both ends in full where the day or the offset changes between. */
export function printSession({ from, until }: SessionView, language: Language, city?: string): string {
  if (from.wall.slice(0, 10) !== until.wall.slice(0, 10) || from.offset !== until.offset)
    return say(language, "time.days-apart", {
      from: printMoment(from, language, city),
      until: printMoment(until, language, city),
    });
  return say(language, "time.range", {
    date: dateOf(from, language),
    from: clockOf(from, language),
    until: clockOf(until, language),
    place: placeOf(from, language, city),
  });
}

/** The same session on the reader's clocks; undefined where they show what the meeting's do. */
export function printSessionThere(session: SessionView, zone: string | null, language: Language): string | undefined {
  if (zone === null) return undefined;
  const [from, until] = [momentAt(session.from.instant, zone), momentAt(session.until.instant, zone)];
  if (from.wall === session.from.wall && until.wall === session.until.wall) return undefined;
  const sameDay = new Set([session.from.wall, from.wall, until.wall].map((wall) => wall.slice(0, 10))).size === 1;
  const span = { from: clockOf(from, language), until: clockOf(until, language), place: placeOf(from, language) };
  const time = sameDay ? say(language, "time.span", span) : printSession({ from, until }, language);
  return say(language, "time.there", { time });
}
/** A deadline on the reader's clocks; undefined where they show what the deadline's do. */
export function printMomentThere(moment: MomentView, zone: string | null, language: Language): string | undefined {
  if (zone === null) return undefined;
  const there = momentAt(moment.instant, zone);
  if (there.wall === moment.wall) return undefined;
  const sameDay = there.wall.slice(0, 10) === moment.wall.slice(0, 10);
  const at = { clock: clockOf(there, language), place: placeOf(there, language) };
  return say(language, "time.there", { time: sameDay ? say(language, "time.at", at) : printMoment(there, language) });
}

/** "22 March 2022" */
export function printDay(moment: Pick<MomentView, "wall">, language: Language): string {
  return say(language, "time.day", dayOf(moment.wall, language));
}
/** "22 to 23 March 2022", over all sessions; empty where there is none. */
export function printDays(sessions: readonly SessionView[], language: Language): string {
  const inOrder = sessions.toSorted((a, b) => (a.from.instant < b.from.instant ? -1 : 1));
  const [first, last] = [inOrder[0]?.from, inOrder.at(-1)?.until];
  if (!first || !last) return "";
  if (first.wall.slice(0, 10) === last.wall.slice(0, 10)) return printDay(first, language);
  if (first.wall.slice(0, 7) === last.wall.slice(0, 7))
    return say(language, "time.days", { ...dayOf(last.wall, language), first: dayOf(first.wall, language).day });
  return say(language, "time.days-apart", { from: printDay(first, language), until: printDay(last, language) });
}
