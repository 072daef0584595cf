import { plainWord } from "#domain/import-columns";
import { dayExists } from "#domain/instant";
import type { FocalPoint, Membership, PartyKind, Seat } from "#domain/registry";
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

export const membershipWords: Words<Membership["kind"]> = [
  ["member", "full member", "membre", "عضو"],
  ["observer", "observateur", "observatrice", "مراقب"],
  ["suspended", "suspendu", "suspendue", "معلق", "معلقة"],
];
export const bodyWords: Words<Seat["body"]> = [
  ["steering-committee", "SC", "committee", "comité de pilotage", "comité directeur", "اللجنة التوجيهية"],
];
export const yesWords: Words<"yes" | "no"> = [
  ["yes", "y", "x", "true", "1", "oui", "نعم"],
  ["no", "n", "false", "0", "non", "لا"],
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

const [FIRST_YEAR, LAST_YEAR] = ["1900", "2100"];
/** Why a day of a file cannot be taken. `unknown`, with or without a bound, is a day too (design, rule 6). */
export function dayFault(text: string): string | undefined {
  if (text === "") return "is empty; write a day such as 2020-01-31, or unknown";
  const unknown = /^unknown\b/.test(text);
  if (!unknown && !/^\d{4}-\d{2}-\d{2}$/.test(text))
    return "is not a day of the form 2020-01-31; write year, month and day, or unknown";
  const days = text.match(/\d{4}-\d{2}-\d{2}/g) ?? [];
  if (!days.every(dayExists)) return "names a day that no month has; correct it";
  const years = text.match(/\d{4,}/g) ?? [];
  return years.every((year) => year.length === 4 && year >= FIRST_YEAR && year <= LAST_YEAR)
    ? undefined
    : `names a year before ${FIRST_YEAR} or after ${LAST_YEAR}; correct it`;
}

/** The same for the day on which a term ends, which may be open, or never have been. */
export function endFault(text: string): string | undefined {
  if (text === "open" || text === "never" || dayFault(text) === undefined) return undefined;
  return /^unknown\b|^\d{4}-\d{2}-\d{2}$/.test(text)
    ? dayFault(text)
    : "is not a day of the form 2020-01-31; write year, month and day, unknown, nothing while it is open, or never for a term that was a mistake";
}
