import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Temporal } from "temporal-polyfill";
import * as z from "zod/mini";

const codes = z.exactOptional(z.array(z.string()));
const fields = z.exactOptional(z.array(z.string()));
const modality = z.enum(["in-person", "online", "hybrid"]);
const meeting = z.strictObject({
  id: z.string(),
  kind: z.string(),
  historical: z.exactOptional(z.literal(true)),
  title: z.string(),
  dates: z.strictObject({ from: z.string(), until: z.string() }),
  modality: z.exactOptional(modality),
  roles: z.exactOptional(
    z.strictObject({ organisers: codes, hosts: codes, coHosts: codes, chair: codes, coChairs: codes }),
  ),
  place: z.exactOptional(z.strictObject({ city: z.exactOptional(z.string()), country: z.string() })),
  timeZone: z.exactOptional(z.string()),
  sessions: z.exactOptional(z.array(z.strictObject({ day: z.string(), from: z.string(), until: z.string() }))),
  series: z.exactOptional(z.strictObject({ id: z.string(), module: z.number() })),
  cluster: z.exactOptional(z.string()),
  agenda: z.exactOptional(z.array(z.string())),
  objectives: z.exactOptional(z.array(z.string())),
  pillars: z.exactOptional(z.array(z.string())),
  topics: z.exactOptional(z.array(z.string())),
  jvap: z.exactOptional(z.array(z.number())),
  buildsOn: codes,
  preparesFor: z.exactOptional(z.string()),
  firstInPersonSince: z.exactOptional(z.string()),
  speakers: z.exactOptional(z.array(z.strictObject({ party: z.string(), topic: z.string() }))),
  trainers: z.exactOptional(z.array(z.strictObject({ party: z.string(), modality: z.enum(["in-person", "online"]) }))),
  audience: z.exactOptional(z.string()),
  guests: codes,
  handOver: z.exactOptional(z.strictObject({ from: z.string(), to: z.string() })),
  outcome: z.exactOptional(z.string()),
  workPlan: z.exactOptional(z.strictObject({ period: z.string(), status: z.string() })),
  published: z.exactOptional(z.strictObject({ participants: z.number(), countries: z.number(), days: z.number() })),
  assumed: fields,
  unpublished: fields,
});
/** A meeting as the calendar has it. Strict: a field that nobody here knows of is an error, not a loss. */
export type CalendarMeeting = z.infer<typeof meeting>;
const document = z.strictObject({
  id: z.string(),
  meeting: z.exactOptional(z.string()),
  series: z.exactOptional(z.string()),
  type: z.string(),
  audience: z.string(),
  assembles: z.exactOptional(z.array(z.string())),
  fileName: z.exactOptional(z.string()),
  clearedBy: z.exactOptional(z.string()),
  assumed: fields,
});
/** A document as the calendar has it: of a meeting, or of a whole series. */
export type CalendarDocument = z.infer<typeof document>;
const calendarFile = z.looseObject({
  meetings: z.array(meeting),
  documents: z.array(document),
  jvapDomains: z.record(z.string(), z.string()),
});

export const calendar = calendarFile.parse(
  JSON.parse(readFileSync(join(import.meta.dirname, "dialogue/calendar.json"), "utf-8")),
);

/** Answers are due so many days before the first session, names so many days later; both are the demo's. */
const ANSWERS_DAYS = 18;
const NAMES_DAYS = 7;
const SCHEME = "jvap-2015";

/** What the calendar calls a field, and what a meeting does. */
const fieldNames: { readonly [source: string]: string } = { jvap: "domains" };
const fieldName = (source: string) => fieldNames[source] ?? source.replace(/^roles\./, "");

const all = { members: true, kinds: ["partner-organisation", "invited-organisation"] };
const audiences: { readonly [kind: string]: object } = {
  "steering-committee": { bodies: ["steering-committee"] },
  /** African partner States and the neighbouring Central African Republic, as the guest that the calendar names. */
  "regional-training": { groups: [{ membership: "member", kind: "partner-state", region: "africa" }] },
};

/** Meetings that are one convocation: a cluster, a series, or one alone; each in order of time, historical ones not among them. */
export function convocationsOf(meetings: readonly CalendarMeeting[]): CalendarMeeting[][] {
  const convened = meetings.filter(({ historical }) => historical !== true);
  return [...Map.groupBy(convened, ({ id, cluster, series }) => cluster ?? series?.id ?? id).values()];
}

/** The detail of `convene-meeting.v1` for meetings that are one convocation. */
export function conveneCommandOf(meetings: readonly CalendarMeeting[], dialogueId = "khartoum") {
  const [first] = meetings;
  const main = meetings.at(-1);
  const day = first?.sessions?.[0]?.day;
  if (!first || !main || day === undefined) throw new Error("A convocation of the calendar has no session.");
  const before = (days: number) => `${Temporal.PlainDate.from(day).subtract({ days })}T23:59`;
  return {
    dialogueId,
    convocationId: main.cluster ?? main.series?.id ?? main.id,
    title: { en: main.series === undefined ? main.title : main.title.split(". ")[0] },
    answersBy: before(ANSWERS_DAYS),
    namesBy: before(ANSWERS_DAYS - NAMES_DAYS),
    timeZone: first.timeZone,
    languages: ["en", "fr", "ar"],
    parts: meetings.map((part) => partOf(part)),
  };
}

function partOf(source: CalendarMeeting) {
  const { id, kind, modality: how, timeZone, sessions, series, guests } = source;
  const contributors = [
    ...(source.speakers ?? []).map(({ party, topic }) => ({
      party,
      capacity: "Speaker",
      modality: how === "in-person" ? "in-person" : "online",
      topic: { en: topic },
    })),
    ...(source.trainers ?? []).map((trainer) => ({ ...trainer, capacity: "Trainer" })),
  ];
  return {
    id,
    kind,
    title: { en: source.title },
    timeZone,
    modality: how,
    sessions,
    audience: { ...(audiences[kind] ?? all), ...(guests && { guests }) },
    ...substanceOf(source),
    ...(series && { module: series.module }),
    ...(contributors.length > 0 && { contributors }),
  };
}

/** The detail of `record-meeting.v1` for a historical meeting. */
export function recordCommandOf(source: CalendarMeeting, dialogueId = "khartoum") {
  const { id, kind, title, dates, timeZone, cluster, handOver, outcome } = source;
  return {
    dialogueId,
    meetingId: id,
    kind,
    title: { en: title },
    dates,
    ...(timeZone !== undefined && { timeZone }),
    ...(cluster !== undefined && { cluster }),
    ...(handOver && { handOver }),
    ...(outcome !== undefined && { outcome: { en: outcome } }),
    ...substanceOf(source),
  };
}

function substanceOf(source: CalendarMeeting) {
  const { roles = {}, place, jvap, buildsOn, preparesFor, firstInPersonSince, assumed, unpublished } = source;
  const { chair, ...others } = roles;
  const lists = Object.entries({
    agenda: source.agenda,
    objectives: source.objectives,
    pillars: source.pillars,
    topics: source.topics,
  }).flatMap(([name, lines]) => (lines ? [[name, lines.map((en) => ({ en }))] as const] : []));
  return {
    ...others,
    ...(chair && { chair: chair[0] }),
    ...(place && { place }),
    ...Object.fromEntries(lists),
    ...(jvap && { domains: { scheme: SCHEME, codes: jvap.map(String) } }),
    ...(buildsOn && { buildsOn }),
    ...(preparesFor !== undefined && { preparesFor }),
    ...(firstInPersonSince !== undefined && { firstInPersonSince }),
    ...(assumed && { assumed: assumed.map(fieldName) }),
    ...(unpublished && { unpublished: unpublished.map(fieldName) }),
  };
}

/** The detail of `define-tags.v1` for the domains that the calendar's meetings name. */
export function tagsCommandOf(dialogueId = "khartoum") {
  const { version = "", ...domains } = calendar.jvapDomains;
  return {
    dialogueId,
    scheme: SCHEME,
    name: { en: "Domains of the Joint Valletta Action Plan" },
    version,
    tags: Object.entries(domains).map(([code, en]) => ({ code, words: { en } })),
  };
}

/**
 * What the source says of a convened meeting that is not known when it is convened: it happens later, and is checked then. The
 * hand-over is a command inside the meeting, the work plan a document, the counts those of who came and of the sessions.
 */
export function laterOf({ handOver, workPlan, published }: CalendarMeeting) {
  return { ...(handOver && { handOver }), ...(workPlan && { workPlan }), ...(published && { published }) };
}
