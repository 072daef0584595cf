import { plainWord } from "#domain/import-columns";
import { dayExists } from "#domain/instant";
import type { FocalPoint, PartyKind } from "#domain/registry";
import type { Language } from "#events/envelope";

/** Words that a file may use for one of our values, in the three languages. The first is the value itself. */
type Words<V extends string> = readonly (readonly [V, ...string[]])[];

export const languageWords: Words<Language> = [
  ["en", "English", "anglais", "الإنجليزية", "إنجليزي"],
  ["fr", "French", "français", "الفرنسية", "فرنسي"],
  ["ar", "Arabic", "arabe", "العربية", "عربي"],
];
export const roleWords: Words<FocalPoint["role"]> = [
  ["focal-point", "point focal", "correspondant", "نقطة اتصال", "جهة الاتصال", "منسق"],
  ["mission", "functional mailbox", "boîte fonctionnelle", "embassy", "ambassade", "بعثة", "سفارة"],
];
export const rankWords: Words<NonNullable<FocalPoint["rank"]>> = [
  ["primary", "first", "principal", "titulaire", "أساسي", "أول"],
  ["deputy", "alternate", "adjoint", "suppléant", "نائب", "مناوب"],
];
export const kindWords: Words<PartyKind> = [
  ["partner-state", "State", "État partenaire", "État", "دولة شريكة", "دولة"],
  ["governing-organisation", "governing organization", "organisation directrice", "منظمة مشرفة"],
  ["partner-organisation", "partner organization", "organisation partenaire", "منظمة شريكة"],
  ["invited-organisation", "invited organization", "organisation invitée", "منظمة مدعوة"],
  ["secretariat", "secrétariat", "أمانة"],
  ["guest", "invité", "ضيف"],
];

/** The value that a word means, or undefined. */
export function meant<V extends string>(text: string, words: Words<V>): V | undefined {
  const plain = plainWord(text);
  return words.find((group) => group.some((word) => plainWord(word) === plain))?.[0];
}
export function choiceFault<V extends string>(text: string, words: Words<V>): string {
  const choices = words.map(([value]) => value);
  return `${text === "" ? "is empty" : "is none of the values that we know"}; write ${choices.slice(0, -1).join(", ")} or ${choices.at(-1)}`;
}

/** Why a day of a file cannot be taken. `unknown`, with or without a bound, is a day too (design, rule 6). */
export function dayFault(text: string): string | undefined {
  if (text === "") return "is empty; write a day such as 2020-01-31, or unknown";
  if (/^unknown\b/.test(text)) {
    const within = text.match(/\d{4}-\d{2}-\d{2}/g) ?? [];
    return within.every(dayExists) ? undefined : "names a day that no month has; correct it";
  }
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text))
    return "is not a day of the form 2020-01-31; write year, month and day, or unknown";
  return dayExists(text) ? undefined : "names a day that no month has; correct it";
}
