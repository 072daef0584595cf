import { monthNumber, monthPattern, yearless } from "#domain/month-names";

/** A day as a text names it. Without a year it is that day of any year. */
interface Mention {
  readonly at: number;
  readonly end: number;
  readonly year: string | null;
  readonly month: number;
  readonly days: readonly number[];
}

const NUMBER = "(?<![\\p{L}\\p{N}])(\\d{1,2})(?:er|st|nd|rd|th)?(?![\\p{L}\\p{N}])";
/** Between two days: a hyphen or a word that says every day between them, or one that joins the two alone. */
const RANGE = "-|to|until|through|au|jusqu'au|الى|حتى";
const JOIN = `${RANGE}|,|،|and|&|et|و`;
const DAYS = `${NUMBER}(?:\\s{0,2}(?:${JOIN})\\s{0,2}${NUMBER.replaceAll("(?<![\\p{L}\\p{N}])", "")}){0,5}`;
const YEAR = "(?:\\s{0,2}[,،]?\\s{1,2}(\\d{4})(?!\\p{N}))?";
const OF = "(?:من |شهر |of |de )?";
const listed = DAYS.replaceAll("(\\d{1,2})", "\\d{1,2}");
/** "22 March 2022", "22-23 mars 2022", "1er mars", "22 و23 آذار/مارس 2022" */
const dayFirst = new RegExp(`(${listed})\\s{0,2}${OF}(${monthPattern})${YEAR}`, "giu");
/** "March 22, 2022", "March 22-23, 2022" */
const monthFirst = new RegExp(`(${monthPattern})\\s{1,2}(${listed})${YEAR}`, "giu");
const yearFirst = /(?<!\p{N})(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\p{N})/gu;
/** "22/03/2022", "22.3.2022", "22-23/03/2022" */
const numeric = /(?<!\p{N})((?:\d{1,2}-)?\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\p{N})/gu;

/**
 * Which of these days (2022-03-22) a text names, in the forms that people write: ISO, figures with the day first, and words
 * in English, French and Arabic, with the months' Levantine and Maghreb names and Arabic figures. A day without a year counts for each year.
 */
export function daysNamed(text: string, days: readonly string[]): string[] {
  const said = mentions(plainForm(text));
  return days.filter((day) => {
    const [year = "", month, date] = day.split("-");
    return said.some(
      (mention) =>
        mention.month === Number(month) &&
        mention.days.includes(Number(date)) &&
        (mention.year === null || mention.year === year),
    );
  });
}

/** One alphabet of figures, dashes and spaces; no accents, no vowel signs, no marks of direction. */
function plainForm(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[\p{M}\u0640\u061C\u200B-\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/gu, "")
    .replace(/[٠-٩]/g, (figure) => String(figure.charCodeAt(0) - 0x0660))
    .replace(/[۰-۹]/g, (figure) => String(figure.charCodeAt(0) - 0x06f0))
    .replace(/[\u2010-\u2015\u2212]/g, "-")
    .replace(/’/g, "'")
    .replace(/\s/g, " ");
}

function mentions(text: string): Mention[] {
  const words = [
    ...[...text.matchAll(dayFirst)].map((match) => inWords(match, match[2], match[1], match[3])),
    ...[...text.matchAll(monthFirst)].map((match) => inWords(match, match[1], match[2], match[3])),
  ].flatMap((mention) => mention ?? []);
  const figures = [
    ...[...text.matchAll(yearFirst)].map((match) => inFigures(match, match[1], match[3], match[4])),
    ...[...text.matchAll(numeric)].map((match) => inFigures(match, match[4], match[3], match[1])),
  ];
  return [...withYears(words, text), ...figures];
}

function inWords(match: RegExpExecArray, name = "", list = "", year?: string): Mention | undefined {
  if (year === undefined && !yearless(name)) return undefined;
  const month = monthNumber(name);
  return { at: match.index, end: match.index + match[0].length, year: year ?? null, month, days: daysOf(list) };
}

/** The day comes first; where that can be no date, it is the month that does. */
function inFigures(match: RegExpExecArray, year = "", month = "", list = ""): Mention {
  const swapped = Number(month) > 12 && !list.includes("-");
  const [own, days] = swapped ? [Number(list), [Number(month)]] : [Number(month), daysOf(list)];
  return { at: match.index, end: match.index + match[0].length, year, month: own, days };
}

/** The days of "22", "22 and 24" and "22 - 24", which names the 23rd too. */
function daysOf(list: string): number[] {
  const days: number[] = [];
  let joint = "";
  for (const [token] of list.matchAll(/\d+|\D+/g)) {
    if (!/^\d/.test(token)) {
      joint = token.replace(/^(?:er|st|nd|rd|th)/i, "").trim();
      continue;
    }
    const day = Number(token);
    const before = days.at(-1);
    const all = before !== undefined && new RegExp(`^(?:${RANGE})$`, "iu").test(joint);
    for (let between = all ? before + 1 : day; between < day; between++) days.push(between);
    days.push(day);
  }
  return days;
}

const between = new RegExp(`^\\s{0,2}(?:${JOIN})\\s{0,2}$`, "iu");
/** "30 June to 2 July 2022": the first day has the year of the second. */
function withYears(found: readonly Mention[], text: string): Mention[] {
  const inOrder = found.toSorted((a, b) => a.at - b.at);
  return inOrder.map((mention, index) => {
    const next = inOrder.slice(index + 1).find(({ at }) => at >= mention.end);
    const joined = next !== undefined && between.test(text.slice(mention.end, next.at));
    return mention.year === null && joined ? { ...mention, year: next.year } : mention;
  });
}
