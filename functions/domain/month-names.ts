/** The months as people write them, without accents and vowel signs: English, French, and Arabic in its three traditions. */
const full: readonly (readonly string[])[] = [
  ["january", "janvier", "يناير", "كانون الثاني", "جانفي"],
  ["february", "fevrier", "فبراير", "شباط", "فيفري"],
  ["march", "mars", "مارس", "اذار"],
  ["april", "avril", "ابريل", "نيسان", "افريل"],
  ["may", "mai", "مايو", "ايار", "ماي"],
  ["june", "juin", "يونيو", "يونيه", "حزيران", "جوان"],
  ["july", "juillet", "يوليو", "يوليه", "تموز", "جويلية", "يوليوز"],
  ["august", "aout", "اغسطس", "اب", "اوت", "غشت"],
  ["september", "septembre", "سبتمبر", "ايلول", "شتنبر"],
  ["october", "octobre", "اكتوبر", "تشرين الاول"],
  ["november", "novembre", "نوفمبر", "تشرين الثاني", "نونبر"],
  ["december", "decembre", "ديسمبر", "كانون الاول", "دجنبر"],
];
const short: readonly (readonly string[])[] = [
  ["jan", "janv"],
  ["feb", "fev", "fevr"],
  ["mar"],
  ["apr", "avr"],
  [],
  ["jun"],
  ["jul", "juil"],
  ["aug"],
  ["sep", "sept"],
  ["oct"],
  ["nov"],
  ["dec"],
];
const numbers: ReadonlyMap<string, number> = new Map(
  [full, short].flatMap((table) => table.flatMap((names, index) => names.map((name) => [name, index + 1] as const))),
);
const longestFirst = [...numbers.keys()].sort((a, b) => b.length - a.length).join("|");

/** A month's name, also written twice as the United Nations do: آذار/مارس. */
export const monthPattern = `(?<!\\p{L})(?:${longestFirst})\\.?(?!\\p{L})(?:\\s?/\\s?(?:${longestFirst})(?!\\p{L}))?`;

const firstName = (name: string) => name.replace(/\/.*/s, "").trim().replace(/\.$/, "").toLowerCase();
/** 1 to 12; 0 for what is no month. */
export const monthNumber = (name: string): number => numbers.get(firstName(name)) ?? 0;

/** Whether a day with this name and no year is a date: not "22 may attend", and not where the name is cut short. */
export function yearless(name: string): boolean {
  const plain = firstName(name);
  return full.some((names) => names.includes(plain)) && !["may", "march"].includes(name);
}
