import type { Language } from "#events/envelope";

/** A column of a file of parties or contacts, and the headers that name it in each language, the usual one first. */
export interface Column<F extends string = string> {
  readonly field: F;
  readonly required: boolean;
  readonly names: { readonly [language in Language]: readonly [string, ...string[]] };
}
type Names = readonly [string, ...string[]];
function column<F extends string>(field: F, need: "required" | "optional", en: Names, fr: Names, ar: Names): Column<F> {
  return { field, required: need === "required", names: { en, fr, ar } };
}

const until = column("until", "optional", ["until", "to"], ["jusqu'au", "au"], ["حتى", "إلى"]);
const assumed = column("assumed", "optional", ["assumed"], ["supposé", "présumé"], ["مفترض"]);
const from = column(
  "from",
  "required",
  ["from", "since"],
  ["du", "depuis", "à partir du"],
  ["من", "منذ", "اعتبارا من"],
);
const party = column(
  "party",
  "required",
  ["party", "party code", "code", "country code"],
  ["partie", "code de la partie"],
  ["الطرف", "رمز الطرف", "الرمز"],
);

export const contactColumns = [
  column(
    "party",
    "required",
    ["party", "party code", "country code"],
    ["partie", "code de la partie"],
    ["الطرف", "رمز الطرف"],
  ),
  column("role", "required", ["role", "function"], ["rôle", "fonction"], ["الصفة", "الدور"]),
  column("rank", "optional", ["rank", "order"], ["rang", "ordre"], ["الرتبة", "الترتيب"]),
  column("name", "required", ["name", "full name"], ["nom", "nom complet", "nom et prénom"], ["الاسم", "الاسم الكامل"]),
  column(
    "email",
    "required",
    ["email", "e-mail address", "mail"],
    ["courriel", "adresse électronique", "adresse e-mail"],
    ["البريد الإلكتروني", "بريد إلكتروني"],
  ),
  column("language", "required", ["language"], ["langue"], ["اللغة", "لغة"]),
  column("since", "required", ["since", "from"], ["depuis", "à partir du"], ["منذ", "اعتبارا من"]),
  until,
  column(
    "evidence",
    "optional",
    ["evidence", "reference", "named by note"],
    ["référence", "note de désignation"],
    ["المرجع", "رقم المذكرة"],
  ),
  assumed,
] as const;

export const partyColumns = [
  column("code", "required", ["code", "party", "party code"], ["code de la partie", "partie"], ["الرمز", "رمز الطرف"]),
  column("kind", "required", ["kind", "type"], ["catégorie"], ["الفئة", "النوع"]),
  column("region", "required", ["region"], ["région"], ["المنطقة", "الإقليم"]),
  column("name_en", "required", ["name_en", "english name"], ["nom en anglais", "nom anglais"], ["الاسم بالإنجليزية"]),
  column("name_fr", "required", ["name_fr", "french name"], ["nom en français", "nom français"], ["الاسم بالفرنسية"]),
  column("name_ar", "required", ["name_ar", "arabic name"], ["nom en arabe", "nom arabe"], ["الاسم بالعربية"]),
  column("language", "required", ["language"], ["langue"], ["اللغة", "لغة"]),
  column("time_zone", "required", ["time_zone", "timezone"], ["fuseau horaire"], ["المنطقة الزمنية"]),
  column("member_from", "optional", ["member_from", "member since"], ["membre depuis"], ["عضو منذ"]),
  column("member_until", "optional", ["member_until", "member to"], ["membre jusqu'au"], ["عضو حتى"]),
  column("protocol", "optional", ["protocol", "protocol order"], ["protocole", "ordre protocolaire"], ["البروتوكول"]),
] as const;

export const membershipColumns = [
  party,
  column("kind", "required", ["kind", "membership", "type"], ["catégorie", "qualité"], ["الفئة", "النوع", "العضوية"]),
  from,
  until,
  assumed,
] as const;

export const seatColumns = [
  party,
  column("body", "optional", ["body"], ["organe", "instance"], ["الهيئة"]),
  from,
  until,
  column(
    "held_for",
    "optional",
    ["held_for", "in the seat of"],
    ["pour le compte de", "siège de"],
    ["نيابة عن", "مقعد"],
  ),
  assumed,
] as const;

export const chairColumns = [party, from, until, assumed] as const;

/** The columns of parties, where names are needed in the languages that the stage offers. */
export function partyColumnsIn(languages: readonly Language[]): readonly Column<PartyField>[] {
  const needless = new Set(["fr", "ar"].filter((each) => !languages.some((offered) => offered === each)));
  return partyColumns.map((each) =>
    needless.has(each.field.replace("name_", "")) ? { ...each, required: false } : each,
  );
}
type PartyField = (typeof partyColumns)[number]["field"];

export interface Matched<F extends string> {
  readonly at: ReadonlyMap<F, number>;
  readonly unknown: readonly string[];
  /** Two headers that mean one column. */
  readonly twice: readonly F[];
  readonly missing: readonly Column<F>[];
}

/** Which column of a file is which, by its header line, in any order. */
export function matchColumns<F extends string>(header: readonly string[], columns: readonly Column<F>[]): Matched<F> {
  const byName = new Map(
    columns.flatMap(({ field, names }) =>
      Object.values(names).flatMap((words) => words.map((name) => [plainWord(name), field] as const)),
    ),
  );
  const at = new Map<F, number>();
  const unknown: string[] = [];
  const twice: F[] = [];
  for (const [index, cell] of header.entries()) {
    const field = byName.get(plainWord(cell));
    if (field === undefined) {
      if (cell !== "") unknown.push(shownHeader(cell));
    } else if (at.has(field)) twice.push(field);
    else at.set(field, index);
  }
  return { at, unknown, twice, missing: columns.filter(({ field, required }) => required && !at.has(field)) };
}

/** A word without case, accents, hamza, vowel marks, spaces and punctuation: two spellings that a person takes for one. */
export function plainWord(text: string): string {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[\p{M}ـ]/gu, "")
    .replaceAll(/[^\p{L}\p{N}]/gu, "");
}

/** A header of the file, short and harmless enough to be shown. */
export function shownHeader(cell: string): string {
  const plain = cell.replaceAll(/[\p{C}\u2028\u2029]/gu, " ").trim();
  return plain.length > 40 ? `${plain.slice(0, 40).toWellFormed()}…` : plain;
}
