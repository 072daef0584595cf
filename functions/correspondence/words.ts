import { format, type Message, parse } from "#correspondence/icu";
import type { Hole, Phrase } from "#correspondence/text";
import type { Language } from "#events/envelope";

/** What may stand in a message's hole. Strings are words of ours; what others wrote comes as a Hole. */
export type Value = string | number | Hole | Phrase;
export type Values = Readonly<Record<string, Value>>;
type Messages<K extends string> = { readonly [L in Language]: { readonly [key in K]: string } };

/** `ar` alone would leave the digits to the host. */
export const locales: Record<Language, string> = { en: "en", fr: "fr", ar: "ar-u-nu-latn" };

/**
 * The words of one subject in all languages, from ICU catalogues. A value is never read as a template.
 * Throws where a key or an argument is missing.
 */
export function catalogue<K extends string>(messages: Messages<K>) {
  const parsed = new Map<string, Message>();
  return (language: Language) =>
    (key: K, values: Values = {}): Phrase => {
      const message = parsed.get(`${language} ${key}`) ?? parse(found(messages[language][key], language, key));
      parsed.set(`${language} ${key}`, message);
      return format<Hole | Phrase>(message, values, locales[language]).flatMap(
        (piece): Phrase => (typeof piece === "string" || "kind" in piece ? [piece] : piece),
      );
    };
}

function found(message: string | undefined, language: Language, key: string): string {
  if (message === undefined) throw new Error(`There are no words for ${key} in ${language}.`);
  return message;
}
