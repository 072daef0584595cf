import type { Line } from "#correspondence/facts";
import type { Phrase } from "#correspondence/text";
import type { Language } from "#events/envelope";

/** What a mail is made of, before it is HTML or text. */
export type Block =
  | { readonly kind: "heading"; readonly text: Phrase }
  | { readonly kind: "paragraph"; readonly text: Phrase }
  | { readonly kind: "facts"; readonly rows: readonly Fact[] }
  | { readonly kind: "button"; readonly label: Phrase; readonly href: string }
  | { readonly kind: "small"; readonly text: Phrase }
  /** A link among the small print, its address visible. */
  | { readonly kind: "aside"; readonly text: Phrase; readonly href: string }
  | { readonly kind: "rule" };
export interface Fact {
  readonly label: Phrase;
  readonly values: readonly Line[];
}

export interface Letter {
  readonly language: Language;
  readonly subject: Phrase;
  readonly preheader: Phrase;
  readonly blocks: readonly Block[];
}

export const heading = (text: Phrase): Block => ({ kind: "heading", text });
export const paragraph = (text: Phrase): Block => ({ kind: "paragraph", text });
export const facts = (...rows: readonly Fact[]): Block => ({ kind: "facts", rows });
export const small = (text: Phrase): Block => ({ kind: "small", text });
export const rule: Block = { kind: "rule" };
export const button = (label: Phrase, href: string): Block => ({ kind: "button", label, href });
