import { dayExists, dayOf, type Instant } from "#domain/instant";
import { contradiction } from "#domain/meeting-rules";
import {
  type AskedPart,
  type AskedSubstance,
  type Modality,
  type Place,
  placeOf,
  type Substance,
  substanceOf,
} from "#domain/part";
import { type Refusal, refuse } from "#domain/refusal";
import { zoneExists } from "#domain/zone";
import type { Texts } from "#events/envelope";
import { meetingRecorded } from "#events/meeting/recorded.v1";

export interface Published {
  readonly participants?: number;
  readonly countries?: number;
  readonly days?: number;
}
/** A meeting of the past, or of others: what is known of it. Nobody is invited to it. */
export interface RecordedMeeting extends Substance {
  readonly id: string;
  readonly dialogueId: string;
  /** One more with every correction; what stood before is not kept. */
  readonly revision: number;
  readonly kind: string;
  readonly title: Texts;
  /** Days, months or years. */
  readonly dates: { readonly from: string; readonly until: string };
  readonly timeZone: string | null;
  readonly modality: Modality | null;
  readonly place: Place | null;
  readonly cluster: string | null;
  readonly handOver: { readonly from: string; readonly to: string } | null;
  readonly outcome: Texts | null;
  readonly published: Published | null;
}
export interface AskedRecord extends AskedSubstance {
  readonly dialogueId: string;
  readonly meetingId: string;
  readonly kind: string;
  readonly title: Texts;
  readonly dates: { readonly from: string; readonly until: string };
  readonly timeZone?: string;
  readonly modality?: Modality;
  readonly place?: NonNullable<AskedPart["place"]>;
  readonly cluster?: string;
  readonly handOver?: { readonly from: string; readonly to: string };
  readonly outcome?: Texts;
  readonly published?: Published;
}

/** Records what is known of a meeting, over what was recorded before: a date to come is convened, not recorded. */
export function recordMeeting(
  asked: AskedRecord,
  before: RecordedMeeting | undefined,
  now: Instant,
): { meeting: RecordedMeeting; facts: ReturnType<typeof meetingRecorded>[] } | Refusal {
  const wrong = wrongRecord(asked, now);
  if (wrong) return wrong;
  const { dialogueId, meetingId, kind, title, dates } = asked;
  const revision = (before?.revision ?? 0) + 1;
  return {
    meeting: {
      id: meetingId,
      dialogueId,
      revision,
      kind,
      title,
      dates,
      timeZone: asked.timeZone ?? null,
      modality: asked.modality ?? null,
      place: placeOf(asked.place),
      ...substanceOf(asked),
      cluster: asked.cluster ?? null,
      handOver: asked.handOver ?? null,
      outcome: asked.outcome ?? null,
      published: asked.published ?? null,
    },
    facts: [meetingRecorded({ dialogueId, meetingId, revision })],
  };
}

function wrongRecord(asked: AskedRecord, now: Instant): Refusal | undefined {
  const { meetingId, dates, timeZone, handOver } = asked;
  if (timeZone !== undefined && !zoneExists(timeZone))
    return refuse(
      "unknown-zone",
      `There is no time zone ${timeZone}. Use a name such as Europe/Brussels or Africa/Nairobi.`,
    );
  const none = [dates.from, dates.until].find((date) => !dayExists(firstDay(date)));
  if (none !== undefined)
    return refuse("no-such-date", `${none} is in no calendar. Give a day such as 2019-09-24, a month or a year.`);
  if (dates.from.length !== dates.until.length)
    return refuse(
      "dates-unlike",
      `${dates.from} and ${dates.until} are not of one kind. Give two days, two months or two years.`,
    );
  if (dates.until < dates.from)
    return refuse("ends-before-start", `${meetingId} ends in ${dates.until}, before it begins in ${dates.from}.`);
  const today = dayOf(now, timeZone ?? "UTC");
  if (dates.until > today.slice(0, dates.until.length))
    return refuse(
      "not-past",
      `${meetingId} ends on ${dates.until}, which is to come. Convene it (convene-meeting) instead of recording it.`,
    );
  if (handOver && handOver.from === handOver.to)
    return refuse("same-chair", "The chair cannot pass to the party that has it.");
  return contradiction({ ...asked, id: asked.meetingId });
}

const firstDay = (date: string) => `${date}-01-01`.slice(0, 10);

/** Every party that a record names, in whatever role. */
export function partiesRecorded(asked: AskedRecord): string[] {
  const { organisers, hosts, coHosts, chair, coChairs } = substanceOf(asked);
  const handOver = asked.handOver ? [asked.handOver.from, asked.handOver.to] : [];
  return [...organisers, ...hosts, ...coHosts, ...(chair === null ? [] : [chair]), ...coChairs, ...handOver];
}
