import { Cron } from "croner";

export class InvalidExpression extends Error {}

/** When a schedule runs. Instants are milliseconds. */
export interface Expression {
  kind: "at" | "rate" | "cron";
  /** The first run of a schedule that starts at `start`; for at() its one instant, even when that has passed. */
  first(start: number): number | undefined;
  /** The run after the one of `run`. */
  next(run: number): number | undefined;
}

const UNITS: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** Parses at(), rate() and cron() as EventBridge Scheduler writes them. */
export function parseExpression(expression: string, timezone = "UTC"): Expression {
  const [, kind, inside = ""] = /^(at|rate|cron)\((.*)\)$/.exec(expression) ?? [];
  if (!isTimezone(timezone)) throw new InvalidExpression(`Invalid Schedule Expression Timezone ${timezone}.`);
  if (kind === "at") return parseAt(inside, timezone);
  if (kind === "rate") return parseRate(inside);
  if (kind === "cron") return parseCron(inside, timezone);
  throw new InvalidExpression(`Invalid Schedule Expression ${expression}.`);
}

function isTimezone(timezone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: timezone }) !== undefined;
  } catch {
    return false;
  }
}

function parseAt(local: string, timezone: string): Expression {
  const instant = Date.parse(`${local}Z`);
  if (
    !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(local) ||
    Number.isNaN(instant) ||
    !new Date(instant).toISOString().startsWith(local)
  ) {
    throw new InvalidExpression(`Invalid Schedule Expression at(${local}).`);
  }
  const once = timezone === "UTC" ? instant : zoned(local, timezone).nextRun(new Date(0))?.getTime();
  return { kind: "at", first: () => once, next: () => undefined };
}

function parseRate(inside: string): Expression {
  const [, value = "", unit = "", plural] = /^([1-9]\d{0,8}) (minute|hour|day)(s?)$/.exec(inside) ?? [];
  const period = Number(value) * (UNITS[unit] ?? 0);
  if (period === 0 || (value === "1") === (plural === "s"))
    throw new InvalidExpression(`Invalid Schedule Expression rate(${inside}).`);
  return { kind: "rate", first: (start) => start, next: (run) => run + period };
}

interface Field {
  name: string;
  least: number;
  most: number;
  names: readonly string[];
}

const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
const MINUTE: Field = { name: "minutes", least: 0, most: 59, names: [] };
const HOUR: Field = { name: "hours", least: 0, most: 23, names: [] };
const DAY_OF_MONTH: Field = { name: "day-of-month", least: 1, most: 31, names: [] };
const MONTH: Field = { name: "month", least: 1, most: 12, names: MONTHS };
const DAY_OF_WEEK: Field = { name: "day-of-week", least: 1, most: 7, names: DAYS };
const YEAR: Field = { name: "year", least: 1970, most: 2199, names: [] };

/** AWS's dialect: six fields with the year, 1 = SUN, a step may start anywhere, and exactly one of the two day fields is "?". */
function parseCron(inside: string, timezone: string): Expression {
  const fields = inside.trim().split(/\s+/);
  const [minute = "", hour = "", dayOfMonth = "", month = "", dayOfWeek = "", year = ""] = fields;
  if (fields.length !== 6)
    throw new InvalidExpression(
      `cron(${inside}) has ${fields.length} fields; AWS wants minutes, hours, day-of-month, month, day-of-week and year.`,
    );
  if ((dayOfMonth === "?") === (dayOfWeek === "?")) {
    throw new InvalidExpression(`cron(${inside}): exactly one of day-of-month and day-of-week must be "?".`);
  }
  const pattern = [
    "0",
    listOf(minute, MINUTE),
    listOf(hour, HOUR),
    dayOfMonth === "?" ? "*" : translateDayOfMonth(dayOfMonth),
    listOf(month, MONTH),
    dayOfWeek === "?" ? "*" : translateDayOfWeek(dayOfWeek),
    listOf(year, YEAR),
  ].join(" ");
  const cron = zoned(pattern, timezone);
  const next = (after: number) => {
    let run = cron.nextRun(new Date(after));
    // AWS leaves out what falls into the hour that a zone skips in spring; croner moves it to the next hour.
    while (run !== null && !cron.match(run)) run = cron.nextRun(run);
    return run?.getTime();
  };
  return { kind: "cron", first: (start) => next(start - 1000), next };
}

function zoned(pattern: string, timezone: string): Cron {
  try {
    return new Cron(pattern, { timezone, paused: true });
  } catch (error) {
    throw new InvalidExpression(
      `Invalid Schedule Expression: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function translateDayOfMonth(text: string): string {
  if (text === "L") return "L";
  const [, day] = /^(\d+)W$/.exec(text) ?? [];
  return day === undefined ? listOf(text, DAY_OF_MONTH) : `${parseValue(day, DAY_OF_MONTH)}W`;
}

function translateDayOfWeek(text: string): string {
  if (text === "*") return "*";
  if (text === "L") return "6";
  const [, last] = /^(\w+)L$/.exec(text) ?? [];
  if (last !== undefined) return `${parseValue(last, DAY_OF_WEEK) - 1}L`;
  const [, day, nth] = /^(\w+)#([1-5])$/.exec(text) ?? [];
  if (day !== undefined) return `${parseValue(day, DAY_OF_WEEK) - 1}#${nth}`;
  if (text.includes("/")) throw invalid(text, DAY_OF_WEEK);
  return expand(text, DAY_OF_WEEK)
    .map((one) => one - 1)
    .join(",");
}

/** Everything as plain numbers, so that nothing of croner's own dialect is left to chance. */
function listOf(text: string, field: Field): string {
  return text === "*" ? "*" : expand(text, field).join(",");
}

function expand(text: string, field: Field): number[] {
  return [...new Set(text.split(",").flatMap((part) => expandPart(part, field)))].sort((a, b) => a - b);
}

function expandPart(part: string, field: Field): number[] {
  const [, range = "", step] = /^([^/]+)(?:\/([1-9]\d*))?$/.exec(part) ?? [];
  const [from = "", to] = range.split("-");
  const least = from === "*" ? field.least : parseValue(from, field);
  const most = to !== undefined ? parseValue(to, field) : step !== undefined || from === "*" ? field.most : least;
  if (least > most || range.split("-").length > 2) throw invalid(part, field);
  const values: number[] = [];
  for (let value = least; value <= most; value += Number(step ?? 1)) values.push(value);
  return values;
}

function parseValue(text: string, field: Field): number {
  const named = field.names.indexOf(text.toUpperCase());
  const value = named >= 0 ? named + field.least : /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= field.least && value <= field.most)) throw invalid(text, field);
  return value;
}

const invalid = (text: string, { name }: Field) =>
  new InvalidExpression(`Invalid Schedule Expression: "${text}" in ${name}.`);
