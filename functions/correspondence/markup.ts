import { html } from "hono/html";
import { directionOf, type Hole, type Phrase } from "#correspondence/text";
import type { Language } from "#events/envelope";

/** Escaped HTML that other HTML may hold. */
export type Markup = ReturnType<typeof html>;

/** A phrase as HTML: everything escaped, what others wrote in <bdi> of its own. `typed` may treat names once more. */
export function markup(phrase: Phrase, language: Language, typed = (text: string) => text): Markup[] {
  return phrase.map((piece) => (typeof piece === "string" ? html`${piece}` : hole(piece, language, typed)));
}

function hole(piece: Hole, language: Language, typed: (text: string) => string): Markup {
  switch (piece.kind) {
    case "name":
      return html`<bdi>${typed(piece.text)}</bdi>`;
    case "title":
      return piece.language === language
        ? html`<bdi>${piece.text}</bdi>`
        : html`<bdi lang="${piece.language}" dir="${directionOf(piece.language)}">${piece.text}</bdi>`;
    case "address":
      return html`<bdi dir="ltr">${typed(piece.text)}</bdi>`;
    case "mailbox":
      return html`<a href="mailto:${piece.text}"><bdi dir="ltr">${piece.text}</bdi></a>`;
  }
}

/** An address that may stand in a link. Throws for anything but http and https. */
export function webAddress(href: string): string {
  if (!/^https?:\/\/[^\s<>"']+$/u.test(href)) throw new Error("A link of ours is not a web address.");
  return href;
}
