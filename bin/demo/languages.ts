import type { Letter } from "#bin/demo/mailbox";

/** The language a mail is really in: what its HTML says, and the direction that must go with it. */
export function languageOf(letter: Letter): string {
  const language = /<html[^>]*\blang="([a-z]{2})/.exec(letter.html)?.[1] ?? "none";
  const rightToLeft = /<html[^>]*\bdir="rtl"/.test(letter.html);
  return rightToLeft === (language === "ar") ? language : `${language} in the wrong direction`;
}
