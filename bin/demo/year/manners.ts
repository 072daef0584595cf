/** What an invented delegation does with an invitation of the year. Fixed by its place in the list: the year is the same every time. */
export type YearManner = "comes" | "colleague" | "no-part" | "late" | "silent";

const turns: readonly YearManner[] = [
  "comes",
  "comes",
  "silent",
  "colleague",
  "no-part",
  "comes",
  "late",
  "silent",
  "comes",
  "no-part",
  "comes",
];
/** Who chairs or hosts is there. */
const always: readonly string[] = ["NL", "SS", "CH", "ET", "KE", "DE"];

/** The same party does not do the same each time: `turn` is the convocation's number in the year. */
export function yearManner(code: string, place: number, turn: number): YearManner {
  if (always.includes(code)) return "comes";
  return turns[(place + 3 * turn) % turns.length] ?? "silent";
}

const modules: readonly (readonly number[])[] = [[1, 2, 3, 4], [1, 2], [3, 4], [4], [1, 3], [2]];
/** To which of several webinars a delegation comes. */
export function chosenModules(place: number): readonly number[] {
  return modules[place % modules.length] ?? [];
}

/**
 * Who came to the training, by country: invented, but for the sums that were published. The source names no country; that the
 * Central African Republic was invited is all that it says of it, and here it does not answer.
 */
export const trainees: { readonly [code: string]: number } = {
  SS: 6,
  KE: 4,
  UG: 4,
  ET: 4,
  SO: 3,
  DJ: 3,
  ER: 2,
  SD: 2,
};
