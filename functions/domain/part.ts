import type { AudienceRule } from "#domain/audience";
import { type Instant, type Moment, secondsBetween } from "#domain/instant";
import { type Refusal, refuse } from "#domain/refusal";
import type { Capacity } from "#events/capacity";
import type { Language, Texts } from "#events/envelope";

export type Modality = "in-person" | "online" | "hybrid";
export interface Session {
  readonly from: Moment;
  readonly until: Moment;
}
/** Null where the city or the venue is not known yet. */
export interface Place {
  readonly city: string | null;
  readonly country: string;
  readonly venue: string | null;
}
export interface Quota {
  readonly total?: number;
  readonly byCapacity?: { readonly [capacity in Capacity]?: number };
}
/** Who contributes to a meeting, by party: a speaker, a trainer, each in the room or online. */
export interface Contributor {
  readonly party: string;
  readonly capacity: "Speaker" | "Trainer" | "Expert" | "Interpreter";
  readonly modality: "in-person" | "online";
  readonly topic?: Texts;
}
/** Tags of a scheme that the dialogue knows by name and version. */
export interface Domains {
  readonly scheme: string;
  readonly codes: readonly string[];
}

/** What a meeting is about and which parties are behind it. A role is a party's, never a person's. */
export interface Substance {
  readonly organisers: readonly string[];
  readonly hosts: readonly string[];
  readonly coHosts: readonly string[];
  /** The party in the chair now; a hand-over changes it inside the meeting. */
  readonly chair: string | null;
  readonly coChairs: readonly string[];
  readonly agenda: readonly Texts[];
  readonly objectives: readonly Texts[];
  readonly pillars: readonly Texts[];
  readonly topics: readonly Texts[];
  readonly domains: Domains | null;
  readonly buildsOn: readonly string[];
  readonly preparesFor: string | null;
  readonly firstInPersonSince: string | null;
  /** Fields that somebody assumed, and fields that were never published. */
  readonly assumed: readonly string[];
  readonly unpublished: readonly string[];
}

/** A meeting as a part of its convocation. */
export interface Part extends Substance {
  readonly id: string;
  readonly kind: string;
  readonly title: Texts;
  readonly state: "convened" | "postponed" | "cancelled";
  readonly timeZone: string;
  readonly modality: Modality;
  readonly place: Place | null;
  readonly sessions: readonly Session[];
  readonly audience: AudienceRule;
  readonly module: number | null;
  readonly workingLanguages: readonly Language[];
  /** People in the room; null where nobody counts them. */
  readonly capacity: number | null;
  /** Of one delegation. */
  readonly quota: Quota | null;
  readonly contributors: readonly Contributor[];
  /** The hand-over of the chair that was recorded inside it. */
  readonly passed: { readonly from: string; readonly to: string; readonly at: Instant } | null;
  /** Answers given before this revision are to be confirmed: its date has changed since, or how it takes place. */
  readonly confirmFrom: number;
}

/** Substance as it is asked for: what is not said is empty. */
export type AskedSubstance = {
  readonly [field in keyof Substance]?: Exclude<Substance[field], null>;
};
/** A part as it is asked for, with wall times. */
export interface AskedPart extends AskedSubstance {
  readonly id: string;
  readonly kind: string;
  readonly title: Texts;
  readonly timeZone: string;
  readonly modality: Modality;
  readonly place?: { readonly city?: string; readonly country: string; readonly venue?: string };
  readonly sessions: readonly { readonly day: string; readonly from: string; readonly until: string }[];
  readonly audience: AudienceRule;
  readonly module?: number;
  readonly workingLanguages?: readonly Language[];
  readonly capacity?: number;
  readonly quota?: Quota;
  readonly contributors?: readonly Contributor[];
}

export function substanceOf(asked: AskedSubstance): Substance {
  return {
    organisers: asked.organisers ?? [],
    hosts: asked.hosts ?? [],
    coHosts: asked.coHosts ?? [],
    chair: asked.chair ?? null,
    coChairs: asked.coChairs ?? [],
    agenda: asked.agenda ?? [],
    objectives: asked.objectives ?? [],
    pillars: asked.pillars ?? [],
    topics: asked.topics ?? [],
    domains: asked.domains ?? null,
    buildsOn: asked.buildsOn ?? [],
    preparesFor: asked.preparesFor ?? null,
    firstInPersonSince: asked.firstInPersonSince ?? null,
    assumed: asked.assumed ?? [],
    unpublished: asked.unpublished ?? [],
  };
}

export function placeOf(asked: AskedPart["place"]): Place | null {
  return asked ? { city: asked.city ?? null, country: asked.country, venue: asked.venue ?? null } : null;
}

/** A part that has just been convened. */
export function partOf(asked: AskedPart, sessions: readonly Session[]): Part {
  return {
    id: asked.id,
    kind: asked.kind,
    title: asked.title,
    state: "convened",
    timeZone: asked.timeZone,
    modality: asked.modality,
    place: placeOf(asked.place),
    sessions,
    audience: asked.audience,
    ...substanceOf(asked),
    module: asked.module ?? null,
    workingLanguages: asked.workingLanguages ?? [],
    capacity: asked.capacity ?? null,
    quota: asked.quota ?? null,
    contributors: asked.contributors ?? [],
    passed: null,
    confirmFrom: 1,
  };
}

/** Every party that a part names, in whatever role; not those of its audience. */
export function partiesNamed(asked: AskedPart): string[] {
  const { organisers, hosts, coHosts, chair, coChairs } = substanceOf(asked);
  const contributors = (asked.contributors ?? []).map(({ party }) => party);
  return [...organisers, ...hosts, ...coHosts, ...(chair === null ? [] : [chair]), ...coChairs, ...contributors];
}

export function nobodyBehind(asked: AskedPart): boolean {
  const { organisers, hosts, coHosts, chair, coChairs } = substanceOf(asked);
  return chair === null && [organisers, hosts, coHosts, coChairs].every(({ length }) => length === 0);
}

/** What is wrong with a series: a module missing, twice, out of order, or a part that is none. The parts are in order of time. */
export function brokenSeries(parts: readonly Part[]): Refusal | undefined {
  const modules = parts.map(({ module }) => module);
  if (modules.every((module) => module === null)) return undefined;
  const wrong = modules.findIndex((module, index) => module !== index + 1);
  if (wrong < 0) return undefined;
  const given = modules.map((module) => module ?? "none").join(", ");
  return refuse(
    "series-broken",
    `In order of time the modules of a series are 1, 2, 3 and so on; these are ${given}. Number every part, without a gap, in the order of their days.`,
  );
}

/** Its first session's begin; the empty text, which is before every instant, where it has no session. */
export const startOf = (part: Pick<Part, "sessions">): Instant => part.sessions[0]?.from.instant ?? "";
/** Its last session's end; the empty text where it has no session: it is over. */
export const endOf = (part: Pick<Part, "sessions">): Instant =>
  part.sessions
    .map((session) => session.until.instant)
    .sort()
    .at(-1) ?? "";

/** A session of at most five hours is half a day. */
const HALF_DAY_SECONDS = 5 * 3600;
/** How long it takes, in half days: 2.5 for two whole days and a morning; no day counts more than once. */
export function daysOf({ sessions }: Pick<Part, "sessions">): number {
  const days = new Map<string, number>();
  for (const { from, until } of sessions) {
    const day = from.wall.slice(0, 10);
    const length = secondsBetween(from.instant, until.instant) > HALF_DAY_SECONDS ? 1 : 0.5;
    days.set(day, Math.min(1, (days.get(day) ?? 0) + length));
  }
  return [...days.values()].reduce((sum, length) => sum + length, 0);
}
