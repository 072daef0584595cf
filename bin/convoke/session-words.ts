import { WrongUsage } from "#bin/convoke/trouble";

export interface AskedDates {
  readonly id: string;
  readonly sessions: readonly { readonly day: string; readonly from: string; readonly until: string }[];
}
const SESSION =
  /^(?:(?<part>[A-Za-z0-9][A-Za-z0-9-]*)=)?(?<day>\d{4}-\d{2}-\d{2})T(?<from>\d{2}:\d{2})\/(?<until>\d{2}:\d{2})$/;

/** Sessions as they are typed, by part: `2022-03-29T09:00/12:00`, with the part's name and = before it where there are several. */
export async function sessionsIn(
  words: readonly string[],
  usual: () => Promise<string | undefined>,
): Promise<AskedDates[]> {
  const byPart = new Map<string, AskedDates["sessions"][number][]>();
  for (const word of words) {
    const { part, day, from, until } = SESSION.exec(word)?.groups ?? {};
    if (day === undefined || from === undefined || until === undefined)
      throw new WrongUsage(
        `${word} is not a session. Write its day, its beginning and its end: 2022-03-29T09:00/12:00, or som-8=2022-03-29T09:00/12:00.`,
        "convoke reschedule",
      );
    const id = part ?? (await usual()) ?? "";
    byPart.set(id, [...(byPart.get(id) ?? []), { day, from, until }]);
  }
  return [...byPart].map(([id, sessions]) => ({ id, sessions }));
}
