import { type Difference, differences, type Fields } from "#bin/demo/year/fields";

const WIDTH = 100;
const ID = 27;

/** A row of the year's table: a meeting, what the calendar says of it, what is stored. */
export interface Row {
  readonly id: string;
  readonly expected: Fields;
  /** Undefined where nothing is stored of it. */
  readonly stored: Fields | undefined;
}

export const wrongIn = ({ expected, stored }: Row): Difference[] => differences(expected, stored ?? {});

/** One line a meeting, in order of time: its day, its id, what was checked or which fields are wrong, and a mark. */
export function tableLines(rows: readonly Row[]): string[] {
  return [...rows]
    .sort((a, b) => String(a.expected["from"]).localeCompare(String(b.expected["from"])))
    .map((row) => {
      const wrong = wrongIn(row).map(({ field }) => field);
      const words = wrong.length > 0 ? `wrong: ${wrong.join(", ")}` : checked(row.expected);
      const head = `${String(row.expected["from"]).padEnd(10)}  ${row.id.padEnd(ID)}`;
      const room = WIDTH - head.length - 5;
      const cut = words.length > room ? `${words.slice(0, room - 1)}…` : words.padEnd(room);
      return `${head}${cut}  ${wrong.length > 0 ? "off" : "ok"}`;
    });
}

/** In each row the things come first that no other meeting has. */
const telling: readonly (readonly [field: string, words: (value: string) => string])[] = [
  ["participants", (value) => `${value} participants`],
  ["countries", (value) => `${value} countries`],
  ["guests", (value) => `guest ${value}`],
  ["handOver", (value) => `chair ${value}`],
  ["comesAfter", (value) => `after ${value}`],
  ["preparedBy", (value) => `prepared by ${value}`],
  ["preparesFor", (value) => `prepares ${value}`],
  ["buildsOn", (value) => `builds on ${value}`],
  ["days", (value) => `${value} days`],
  ["series", (value) => `module ${value.split(" ")[1]} of 4`],
  ["hosts", (value) => `host ${value}`],
  ["coHosts", (value) => `co-host ${value}`],
  ["coChairs", (value) => `co-chairs ${value}`],
  ["speakers", (value) => value],
  ["place", (value) => (value === "not published" ? "place not published" : value)],
  ["outcome", (value) => value],
];

function checked(expected: Fields): string {
  const words = telling.flatMap(([field, words]) => {
    const value = expected[field];
    return value === undefined ? [] : [words(Array.isArray(value) ? value.join(" and ") : String(value))];
  });
  return `${Object.keys(expected).length} fields: ${words.join(" · ")}`;
}
