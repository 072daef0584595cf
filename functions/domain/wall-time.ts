import { dayExists, type Meaning, type Moment, meanings, neighbours, type Wall } from "#domain/instant";
import { type Refusal, refuse } from "#domain/refusal";
import { zoneExists, zoneMeant } from "#domain/zone";

/** Years in which meetings are held: zone data are not certain before, and nobody knows them after. */
const [FIRST_YEAR, LAST_YEAR] = [1970, 2099];

const FORM = /^(\d{4,6})-(\d{2}-\d{2})T(\d{2}:\d{2})(:\d{2})?([+-]\d{2}:\d{2})?$/;
const DAY = /^(\d{4,6})-(\d{2}-\d{2})$/;
const HOW = "Write a day and a time to the minute, such as 2022-03-04T23:59.";

/**
 * What a person said, in a zone: a wall time, with the offset behind it where a clock change makes it come twice
 * (2021-10-31T02:30+02:00). A time that the clocks leave out is refused, never shifted.
 */
export function resolveTime(said: string, zone: string, tzdata: string): Moment | Refusal {
  const [form, year = "", rest = "", time = "", seconds, offset] = FORM.exec(said) ?? [];
  if (form === undefined) return refuse("no-such-time", `This is not a time. ${HOW}`);
  if (!zoneExists(zone)) return unknownZone(zone);
  const fault = wrongDay(year, rest) ?? wrongTime(year, rest, time, seconds);
  if (fault) return fault;
  const wall = `${year}-${rest}T${time}`;
  const meant = meanings(wall, zone);
  if (meant.length === 0) return leftOut(wall, zone);
  const [chosen, another] = offset === undefined ? meant : meant.filter((one) => one.offset === offset);
  if (another) return twice(wall, zone, meant);
  return chosen ? { wall, zone, ...chosen, tzdata } : noSuchOffset(wall, zone, meant);
}

/**
 * A deadline: a wall time, or a day alone, which ends at 23:59 in the zone. Where the clocks show 23:59 twice it is the
 * second, where they leave it out it is the last minute that the day has.
 */
export function resolveDeadline(said: string, zone: string, tzdata: string): Moment | Refusal {
  const [day, year = "", rest = ""] = DAY.exec(said) ?? [];
  if (day === undefined) return resolveTime(said, zone, tzdata);
  if (!zoneExists(zone)) return unknownZone(zone);
  const fault = wrongDay(year, rest);
  if (fault) return fault;
  const wall = `${day}T23:59`;
  const meant = meanings(wall, zone).at(-1);
  if (meant) return { wall, zone, ...meant, tzdata };
  const [before] = neighbours(wall, zone);
  return before.wall.startsWith(day) ? { zone, tzdata, ...before } : leftOut(wall, zone);
}

export function unknownZone(zone: string): Refusal {
  const meant = zoneMeant(zone);
  const help = meant === undefined ? "Use a name such as Europe/Brussels or Africa/Nairobi." : `Did you mean ${meant}?`;
  return refuse("unknown-zone", `There is no time zone ${zone}. ${help}`, { ...(meant !== undefined && { meant }) });
}

/** "2022-03-04 23:59 Europe/Brussels (UTC+01:00)" */
export function printed({ wall, zone, offset }: Moment): string {
  return `${wall.replace("T", " ")} ${zone} (UTC${offset})`;
}

function wrongDay(year: string, rest: string): Refusal | undefined {
  if (Number(year) < FIRST_YEAR || Number(year) > LAST_YEAR)
    return refuse("no-such-time", `The year must be one from ${FIRST_YEAR} to ${LAST_YEAR}. Correct it.`);
  const day = `${year}-${rest}`;
  return dayExists(day) ? undefined : refuse("no-such-time", `${day} is not in the calendar. Correct the day.`);
}

function wrongTime(year: string, rest: string, time: string, seconds: string | undefined): Refusal | undefined {
  if (seconds !== undefined)
    return refuse("no-such-time", "Times are to the minute, without seconds or a leap second. Leave the seconds out.");
  if (/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return undefined;
  return refuse(
    "no-such-time",
    time === "24:00"
      ? `A day ends at 23:59; 24:00 is 00:00 of the day after ${year}-${rest}. Write that, or 23:59.`
      : `${time} is no time of day: hours go from 00 to 23, minutes from 00 to 59. Correct it.`,
  );
}

const shown = ({ wall, offset }: Wall) => `${wall.replace("T", " ")} (UTC${offset})`;

function leftOut(wall: string, zone: string): Refusal {
  const [before, after] = neighbours(wall, zone);
  return refuse(
    "no-such-time",
    `${wall.replace("T", " ")} does not exist in ${zone}: the clocks go forward over it. The nearest times that exist are ${shown(before)} and ${shown(after)}. Write one of them.`,
    { choices: [before, after].map(({ wall, offset }) => `${wall}${offset}`) },
  );
}

const written = (wall: string, meant: readonly Meaning[]) => meant.map(({ offset }) => `${wall}${offset}`);

function twice(wall: string, zone: string, meant: readonly Meaning[]): Refusal {
  const choices = written(wall, meant);
  return refuse(
    "time-twice",
    `${wall.replace("T", " ")} comes twice in ${zone}: the clocks go back over it. Say which: ${choices.join(" is the first, ")} the second.`,
    { choices },
  );
}

function noSuchOffset(wall: string, zone: string, meant: readonly Meaning[]): Refusal {
  const choices = written(wall, meant);
  const offsets = meant.map(({ offset }) => `UTC${offset}`);
  return refuse(
    "no-such-offset",
    `${zone} has another offset at ${wall.replace("T", " ")}: ${offsets.join(", then ")}. Write ${choices.join(" or ")}.`,
    { choices },
  );
}
