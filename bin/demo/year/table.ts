import { type Difference, differences, type Fields } from "#bin/demo/year/fields";

const WIDTH = 100;
const DAY = 11;
const ID = 26;
const TAIL = 12;
const ROOM = WIDTH - DAY - ID - TAIL;

/** A row of the year's table: a meeting, what the calendar says of it, what is stored. */
export interface Row {
  readonly id: string;
  readonly expected: Fields;
  /** Undefined where nothing is stored of it. */
  readonly stored: Fields | undefined;
}

export const wrongIn = ({ expected, stored }: Row): Difference[] => differences(expected, stored ?? {});

const line = (from: string, id: string, words: string, fields: string, mark: string): string => {
  const cut = words.length > ROOM ? `${words.slice(0, ROOM - 1)}…` : words.padEnd(ROOM);
  return `${from.padEnd(DAY)}${id.padEnd(ID)}${cut} ${fields.padStart(6)}  ${mark.padEnd(3)}`.trimEnd();
};

/** A head and one line a meeting, in order of time: its first day, its id, what was checked or which fields are wrong, how many fields, a mark. */
export function tableLines(rows: readonly Row[]): string[] {
  const inOrder = [...rows].sort((a, b) => String(a.expected["from"]).localeCompare(String(b.expected["from"])));
  return [
    line("from", "meeting", "as published, and as stored", "fields", ""),
    ...inOrder.map((row) => {
      const wrong = wrongIn(row).map(({ field }) => field);
      const words = wrong.length > 0 ? `wrong: ${wrong.join(", ")}` : tellingOf(row.expected);
      const fields = String(Object.keys(row.expected).length);
      return line(String(row.expected["from"]), row.id, words, fields, wrong.length > 0 ? "off" : "ok");
    }),
  ];
}

type Words = (value: string, list: readonly string[]) => string;
/** What is told of a meeting in few words: first the things that few of them have. */
const telling: readonly (readonly [field: string, words: Words])[] = [
  ["participants", (value) => `${value} people`],
  ["countries", (value) => `${value} countries`],
  ["guests", (value) => `guest ${value}`],
  ["trainers", (_, list) => list.filter((each) => each.endsWith("online")).join(", ")],
  ["handOver", (value) => `chair ${value}`],
  ["comesAfter", (value) => `after ${value}`],
  ["preparedBy", (value) => `prepared by ${value}`],
  ["preparesFor", (value) => `prepares ${value}`],
  ["buildsOn", (value) => `on from ${value}`],
  ["speakers", (value) => value],
  ["series", (value) => `module ${value.split(" ")[1]}`],
  ["days", (value) => `${value} d`],
  ["hosts", (value) => `host ${value}`],
  ["coHosts", (value) => `co-host ${value}`],
  ["chair", (value) => `chair ${value}`],
  ["coChairs", (value) => `co-chairs ${value}`],
  ["agenda", (_, list) => `${list.length} agenda items`],
  ["pillars", (_, list) => `${list.length} pillars`],
  ["objectives", (_, list) => `${list.length} objectives`],
  ["place", (value) => (value === "not published" ? "place not published" : value)],
  ["documents", (_, list) => `${list.length} ${list.length === 1 ? "document" : "documents"}`],
  ["outcome", (value) => value],
];

/** As many as fit into the line. */
function tellingOf(expected: Fields): string {
  const all = telling.flatMap(([field, words]) => {
    const value = expected[field];
    const list = Array.isArray(value) ? value.map(String) : [String(value)];
    return value === undefined || isTold(field, expected) ? [] : [words(list.join(" and "), list)];
  });
  return all.reduce((line, words) => {
    const longer = line === "" ? words : `${line} · ${words}`;
    return longer.length > ROOM ? line : longer;
  }, "");
}

/** A hand-over names the chair, and what prepared a meeting is what it goes on from. */
function isTold(field: string, { handOver, preparedBy, buildsOn }: Fields): boolean {
  if (field === "chair") return handOver !== undefined;
  return field === "buildsOn" && JSON.stringify(preparedBy) === JSON.stringify(buildsOn);
}
