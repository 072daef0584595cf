import type { Language, Texts } from "#events/envelope";

/** A text set into ours that somebody else wrote, so that its direction and its markup cannot reach around it. */
export type Hole =
  | { readonly kind: "name"; readonly text: string }
  | { readonly kind: "title"; readonly text: string; readonly language: Language }
  | { readonly kind: "address"; readonly text: string }
  | { readonly kind: "mailbox"; readonly text: string };
/** Words of ours with such texts between them. */
export type Phrase = readonly (string | Hole)[];

const breaks = /[\p{Cc}\u2028\u2029\s]+/gu;
/** Overrides, isolates, byte-order mark, zero-width space and joiner, and what XML cannot hold. */
const unwanted = /[\u202A-\u202E\u2066-\u2069\uFEFF\u200B\u2060\uFFFE\uFFFF]/gu;
const MOST_CHARACTERS = 500;

/** One line of well-formed text without control, line-break and override characters, cut where it is over-long. */
export function clean(text: string, most: number = MOST_CHARACTERS): string {
  const line = text
    .slice(0, most * 4)
    .toWellFormed()
    .normalize("NFC")
    .replace(unwanted, "")
    .replace(breaks, " ")
    .trim();
  const points = [...line];
  return points.length <= most ? line : `${points.slice(0, most - 1).join("")}…`;
}

/** A person's name as they or a colleague typed it; a dash where nothing of it can be read. */
export function name(text: string): Hole {
  const line = clean(text);
  return { kind: "name", text: /[\p{L}\p{N}]/u.test(line) ? line : "—" };
}
export function address(text: string): Hole {
  return { kind: "address", text: clean(text) };
}
/** The secretariat's own address, which pages and mails link. */
export function mailbox(text: string): Hole {
  return { kind: "mailbox", text: clean(text) };
}
/** A text in the reader's language where it exists, else in English and marked as such. */
export function title(texts: Texts, language: Language): Hole {
  const found = texts[language];
  return found === undefined
    ? { kind: "title", text: clean(texts.en), language: "en" }
    : { kind: "title", text: clean(found), language };
}

/** Without isolates: for a subject, a page's title, a calendar. */
export function plain(phrase: Phrase): string {
  return phrase
    .map((piece) => (typeof piece === "string" ? piece : piece.text))
    .join("")
    .replace(/[\p{Cc}\u2028\u2029]+/gu, " ");
}

const FIRST_STRONG = "\u2068";
const LEFT_TO_RIGHT = "\u2066";
const END = "\u2069";
/** With isolates: for the text part of a mail. */
export function isolated(phrase: Phrase): string {
  return phrase
    .map((piece) => {
      if (typeof piece === "string") return piece;
      const open = piece.kind === "name" || piece.kind === "title" ? FIRST_STRONG : LEFT_TO_RIGHT;
      return `${open}${piece.kind === "name" ? unlinked(piece.text) : piece.text}${END}`;
    })
    .join("");
}

/** A name that reads like a web address stays text: mail programs would make a link of it. */
export function unlinked(text: string): string {
  return text.replace(/(?<=[\p{L}\p{N}])[.@](?=[\p{L}\p{N}])|:(?=\/)/gu, "$&\u2060");
}

export function directionOf(language: Language): "ltr" | "rtl" {
  return language === "ar" ? "rtl" : "ltr";
}
