/** What an invented delegation of the demo does. Fixed by the party's place in the list: the demo is the same every time. */
export type Manner =
  | "comes" // the primary focal point comes
  | "colleague" // the primary focal point sends a colleague's name
  | "names-follow" // we come, names follow; the name comes later
  | "no-part" // the State takes no part
  | "changes-mind" // comes first, then takes no part
  | "after-reminder" // silent until the second reminder, then comes
  | "silent"
  | "forwards" // a stranger holds the link and proposes himself; the focal point comes
  | "one-regrets" // the primary cannot come, the deputy does
  | "office"; // the mission's mailbox names somebody

const turns: readonly Manner[] = [
  "comes",
  "colleague",
  "names-follow",
  "comes",
  "no-part",
  "silent",
  "comes",
  "after-reminder",
  "changes-mind",
  "silent",
  "one-regrets",
  "comes",
];
/** The parties that the story needs where it needs them. */
const fixed: Readonly<Record<string, Manner>> = {
  NL: "comes",
  SS: "comes",
  DJ: "forwards",
  EG: "colleague",
  SD: "after-reminder",
  TN: "changes-mind",
  LY: "office",
  EC: "comes",
  AUC: "names-follow",
  UNHCR: "comes",
  UNODC: "names-follow",
  EAPCCO: "silent",
};

export function mannerOf(code: string, place: number): Manner {
  return fixed[code] ?? turns[place % turns.length] ?? "silent";
}
