import type {
  AboutView,
  AnswerPageView,
  AnswerValues,
  DocumentPageView,
  FeedView,
  HomePageView,
} from "#correspondence/page-views";
import { momentAt } from "#correspondence/time";
import type { CalendarView, ConvocationView, MailView, RecordedView, SecretariatView } from "#correspondence/views";
import type { Language } from "#events/envelope";

/** Views as the nouns give them, for tests and for looking at. Every person and address in them is invented. */
const zone = "Europe/Brussels";
const session = (day: string, from: string, until: string) => ({
  from: momentAt(`2022-03-${day}T${from}:00Z`, zone),
  until: momentAt(`2022-03-${day}T${until}:00Z`, zone),
});

export const secretariat: SecretariatView = {
  name: { en: "Secretariat of the Dialogue", fr: "Secrétariat du Dialogue", ar: "أمانة الحوار" },
  email: "secretariat@example.org",
  address: { en: "1 Example Street, Brussels", fr: "1 rue de l’Exemple, Bruxelles", ar: "1 شارع المثال، بروكسل" },
  languages: ["en", "fr", "ar"],
};
export const notice = {
  en: "A demonstration: every person, address and answer in it is invented.",
  fr: "Démonstration : toutes les personnes, adresses et réponses sont inventées.",
  ar: "عرض توضيحي: جميع الأشخاص والعناوين والردود فيه من نسج الخيال.",
};
export const convocation: ConvocationView = {
  id: "som-8",
  title: {
    en: "8th Senior Officials’ Meeting",
    fr: "8e réunion des hauts fonctionnaires",
    ar: "الاجتماع الثامن لكبار المسؤولين",
  },
  parts: [
    {
      id: "sc-2022-03",
      title: { en: "Steering Committee Meeting", fr: "Réunion du comité directeur", ar: "اجتماع اللجنة التوجيهية" },
      modality: "in-person",
      place: null,
      sessions: [session("22", "08:00", "11:00")],
    },
    {
      id: "som-8",
      title: {
        en: "8th Senior Officials’ Meeting",
        fr: "8e réunion des hauts fonctionnaires",
        ar: "الاجتماع الثامن لكبار المسؤولين",
      },
      modality: "hybrid",
      place: { city: "Brussels", country: { en: "Belgium", fr: "Belgique", ar: "بلجيكا" }, venue: null },
      sessions: [session("22", "13:00", "17:00"), session("23", "08:00", "15:00")],
    },
  ],
  answersBy: momentAt("2022-03-11T17:00:00Z", zone),
  namesBy: momentAt("2022-03-16T17:00:00Z", zone),
  chair: { en: "Netherlands", fr: "Pays-Bas", ar: "هولندا" },
};
export const party = { name: { en: "Kenya", fr: "Kenya", ar: "كينيا" }, kind: "state" } as const;
export const link = "https://convoke.example.org/r/k7x2m4qpa3bd5fztab.aaaabbbbccccddddeeeeffffgggg2222";

export const recorded: RecordedView = {
  kind: "colleague",
  names: ["Amina Wanjiru"],
  parts: convocation.parts.map(({ title }) => ({ title, status: "coming-named" })),
  by: "Focal point of Kenya",
  channel: "link",
  at: "2022-03-01T09:15:00Z",
};

const base = { to: "Focal point of Kenya", convocation, secretariat, zone: "Africa/Nairobi", notice };
const unsubscribe = "https://convoke.example.org/u/k7x2m4qpa3bd5fztab.hhhhbbbbccccddddeeeeffffgggg2222";
const corrigendum = {
  en: "The meeting took place in Brussels; the first revision named Geneva.",
  fr: "La réunion s’est tenue à Bruxelles ; la première révision nommait Genève.",
  ar: "عُقد الاجتماع في بروكسل، وقد ذكر التنقيح الأول جنيف.",
};
export const mails: readonly MailView[] = [
  { ...base, kind: "invitation", party, entitled: true, link, unsubscribe },
  { ...base, kind: "receipt", party, recorded, link },
  {
    ...base,
    kind: "reminder",
    party,
    step: 2,
    steps: 3,
    daysLeft: 7,
    open: convocation.parts.map(({ title }) => title),
    link,
    unsubscribe,
  },
  { ...base, kind: "confirmation", name: "Amina Wanjiru", changed: false, capacity: "Trainer", link },
  { ...base, kind: "cancellation", name: "Amina Wanjiru" },
  {
    ...base,
    kind: "successor",
    party,
    former: "Salma Otieno",
    since: "2022-02-10",
    recorded,
    link,
    unsubscribe,
  },
  { ...base, kind: "predecessor", party, successor: "Joseph Mwangi", since: "2022-02-10", registered: true },
  {
    ...base,
    kind: "change",
    party,
    what: "rescheduled",
    title: convocation.title,
    sessions: convocation.parts.flatMap(({ sessions }) => sessions),
    differences: convocation.parts.flatMap((was) => [
      { kind: "rescheduled", title: was.title, was },
      { kind: "relocated", title: was.title, was },
    ]),
    asks: "confirm",
    voids: true,
    registered: { name: "Amina Wanjiru", calendar: "both" },
    link,
  },
  { ...base, kind: "meeting-reminder", name: "Amina Wanjiru", daysLeft: 3, link, unsubscribe },
  {
    ...base,
    kind: "notice",
    document: { en: "Readout of the 8th Senior Officials’ Meeting", fr: "Compte rendu de la 8e réunion" },
    links: [
      { language: "en", href: "https://convoke.example.org/documents/som-8-readout?lang=en" },
      { language: "fr", href: "https://convoke.example.org/documents/som-8-readout?lang=fr" },
    ],
    corrigendum: null,
    personal: true,
    unsubscribe,
  },
  {
    ...base,
    kind: "notice",
    document: { en: "Readout of the 8th Senior Officials’ Meeting", fr: "Compte rendu de la 8e réunion" },
    links: [{ language: "en", href: "https://convoke.example.org/documents/som-8-readout?lang=en" }],
    corrigendum,
    personal: false,
    unsubscribe,
  },
];

export const empty: AnswerValues = {
  who: null,
  otherName: "",
  otherEmail: "",
  answer: null,
  parts: [],
  attends: {},
  reason: "",
  colleagueName: "",
  colleagueEmail: "",
};
export const hidden = { nonce: "n0n-ce", answerId: "q3v7w2kd5m6nb4xa" };
export const answerBase = (language: Language) => ({
  language,
  secretariat,
  notice,
  convocation,
  party,
  invitee: { name: "Focal point of Kenya", entitled: true, functional: false },
  zone: "Africa/Nairobi",
  recorded: null,
});
export const colleague: AnswerValues = {
  ...empty,
  who: "self",
  answer: "colleague",
  parts: ["som-8"],
  attends: { "som-8": "online" },
  colleagueName: "Amina Wanjiru",
  colleagueEmail: "amina.wanjiru@example.org",
};
export const answers = (language: Language): Record<string, AnswerPageView> => ({
  form: { ...answerBase(language), step: "form", values: empty, problems: [], hidden },
  problems: {
    ...answerBase(language),
    step: "form",
    recorded,
    values: { ...empty, who: "other", otherEmail: "a@", answer: "regret" },
    problems: ["otherName.missing", "otherEmail.unusable", "parts.missing", "form.changed-since"],
    hidden,
  },
  check: { ...answerBase(language), step: "check", values: colleague, hidden },
  recorded: { ...answerBase(language), step: "recorded", recorded, hidden },
  closed: { ...answerBase(language), step: "closed", why: "over" },
  postponed: { ...answerBase(language), step: "closed", why: "postponed", recorded, late: true },
  cancelled: { ...answerBase(language), step: "closed", why: "cancelled" },
  changed: {
    ...answerBase(language),
    step: "form",
    changed: true,
    values: empty,
    problems: ["form.meeting-changed"],
    hidden,
    recorded: {
      ...recorded,
      parts: recorded.parts.map(({ title }) => ({ title, status: "unanswered", was: "coming-named" })),
    },
  },
});

const site = (language: Language) => ({
  language,
  secretariat,
  notice,
  dialogue: { en: "The Dialogue", fr: "Le Dialogue", ar: "الحوار" },
  zone,
  home: "https://convoke.example.org/",
  feed: "https://convoke.example.org/feed.atom",
});
export const home = (language: Language): HomePageView => ({
  ...site(language),
  documents: [
    {
      title: { en: "Readout of the 8th Senior Officials’ Meeting", fr: "Compte rendu de la 8e réunion" },
      meeting: convocation.title,
      publishedAt: "2022-03-25T09:00:00Z",
      languages: ["en", "fr"],
      href: "https://convoke.example.org/documents/som-8-readout",
      adoption: null,
      revision: 2,
      corrigendum,
    },
    {
      title: { en: "Work Plan 2022/23", fr: "Plan de travail 2022-2023" },
      meeting: convocation.title,
      publishedAt: "2022-03-24T09:00:00Z",
      languages: ["en"],
      href: "https://convoke.example.org/documents/work-plan-2022-23",
      adoption: "discussed",
      revision: 1,
      corrigendum: null,
    },
  ],
  meetings: [{ title: convocation.title, parts: convocation.parts.map((part) => ({ ...part, about })) }],
});
export const about: AboutView = {
  hosts: [{ en: "Switzerland", fr: "Suisse", ar: "سويسرا" }],
  coHosts: [{ en: "Ethiopia", fr: "Éthiopie", ar: "إثيوبيا" }],
  chair: [{ en: "Netherlands", fr: "Pays-Bas", ar: "هولندا" }],
  coChairs: [],
  agenda: [{ en: "Hand-over of the Chairmanship", fr: "Passation de la présidence" }],
  objectives: [{ en: "Share national and regional practice" }],
};
export const document = (language: Language): DocumentPageView => ({
  ...site(language),
  title: { en: "Readout of the 8th Senior Officials’ Meeting", fr: "Compte rendu de la 8e réunion" },
  meeting: convocation.title,
  parts: convocation.parts,
  publishedAt: "2022-03-25T09:00:00Z",
  adoption: null,
  revision: 1,
  corrigendum: null,
  supersededBy: null,
  earlier: [],
  clearedBy: { en: "The Chair", fr: "La présidence", ar: "الرئاسة" },
  renditions: [
    { language: "en", paragraphs: ["The meeting took place in Brussels.", "The chair passed to South Sudan."] },
    {
      language: "fr",
      paragraphs: ["La réunion s’est tenue à Bruxelles.", "La présidence est passée au Soudan du Sud."],
    },
  ],
});
/** The second revision, as the first page of a document shows it. */
export const corrected = (language: Language): DocumentPageView => ({
  ...document(language),
  revision: 2,
  publishedAt: "2022-04-04T14:30:00Z",
  corrigendum,
  earlier: [
    {
      revision: 1,
      publishedAt: "2022-03-25T09:00:00Z",
      supersededAt: "2022-04-04T14:30:00Z",
      href: "https://convoke.example.org/documents/som-8-readout/revisions/1",
    },
  ],
});
/** The first one, at its own address. */
export const superseded = (language: Language): DocumentPageView => ({
  ...document(language),
  supersededBy: {
    revision: 2,
    at: "2022-04-04T14:30:00Z",
    corrigendum,
    current: "https://convoke.example.org/documents/som-8-readout",
  },
});
export const workPlan = (language: Language): DocumentPageView => ({
  ...document(language),
  title: { en: "Work Plan 2022/23", fr: "Plan de travail 2022-2023" },
  adoption: "discussed",
});
export const feedView = (language: Language): FeedView => ({
  language,
  zone,
  dialogue: { en: "The Dialogue", fr: "Le Dialogue", ar: "الحوار" },
  secretariat,
  self: "https://convoke.example.org/feed.atom",
  home: "https://convoke.example.org/",
  updated: "2022-03-25T09:00:00Z",
  entries: [
    {
      id: "https://convoke.example.org/documents/som-8-readout",
      href: "https://convoke.example.org/documents/som-8-readout",
      title: { en: "Readout of the 8th Senior Officials’ Meeting", fr: "Compte rendu de la 8e réunion" },
      meeting: convocation.title,
      publishedAt: "2022-03-25T09:00:00Z",
      updatedAt: "2022-03-25T09:00:00Z",
      languages: ["en", "fr"],
      revision: 1,
      corrigendum: null,
      supersededBy: null,
    },
  ],
});
export const calendar: CalendarView = {
  method: "REQUEST",
  convocation,
  secretariat,
  attendee: { name: "Amina Wanjiru", email: "amina.wanjiru@example.org" },
  person: "k7x2m4qpa3bd5fztac",
  generation: 1,
  sequence: 0,
  stamp: "2022-03-01T09:15:00Z",
  domain: "convoke.example.org",
};
