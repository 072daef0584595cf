import { type CalendarDocument, type CalendarMeeting, calendar } from "#bin/demo/calendar";
import { type Fields, said } from "#bin/demo/year/fields";

/** How many days each took, in halves: as published of the training, as its sessions say of the others; reckoned by hand. */
const lengths: { readonly [id: string]: number } = {
  "thb-webinar-1": 0.5,
  "thb-webinar-2": 0.5,
  "thb-webinar-3": 0.5,
  "thb-webinar-4": 0.5,
  "roundtable-2021": 0.5,
  "sc-2021-09": 0.5,
  "tm-geneva-2021": 2,
  "sc-2022-03": 0.5,
  "som-8": 1.5,
  "training-south-sudan-2022": 2.5,
  "tm-mombasa-2022": 2,
};

/** A meeting as the calendar has it, when the year is over. */
export function expectedOf(meeting: CalendarMeeting): Fields {
  const { roles = {}, series, historical, published, id } = meeting;
  return said({
    state: historical ? "recorded" : "ended",
    kind: meeting.kind,
    title: meeting.title,
    from: meeting.dates.from,
    until: meeting.dates.until,
    days: published?.days ?? lengths[id],
    zone: meeting.timeZone,
    sessions: meeting.sessions?.map(({ day, from, until }) => `${day} ${from}-${until}`),
    modality: meeting.modality,
    place: placeOf(meeting),
    organisers: roles.organisers,
    hosts: roles.hosts,
    coHosts: roles.coHosts,
    chair: roles.chair?.[0],
    coChairs: roles.coChairs,
    agenda: meeting.agenda,
    objectives: meeting.objectives,
    pillars: meeting.pillars,
    topics: meeting.topics,
    domains: meeting.jvap?.map((number) => `${number} ${calendar.jvapDomains[String(number)]}`),
    buildsOn: meeting.buildsOn,
    preparesFor: meeting.preparesFor,
    preparedBy: calendar.meetings.filter(({ preparesFor }) => preparesFor === id).map((other) => other.id),
    firstInPersonSince: meeting.firstInPersonSince,
    series: series && `${series.id} ${series.module}`,
    cluster: meeting.cluster,
    comesAfter: before(meeting),
    speakers: meeting.speakers?.map(({ party, topic }) => `${party} on ${topic}`),
    trainers: meeting.trainers?.map(({ party, modality }) => `${party} ${modality}`),
    guests: meeting.guests,
    handOver: meeting.handOver && `${meeting.handOver.from} to ${meeting.handOver.to}`,
    outcome: meeting.outcome,
    participants: published?.participants,
    countries: published?.countries,
    documents: documentsOf(meeting),
    assumed: meeting.assumed?.map(fieldName).sort(),
    unpublished: meeting.unpublished?.map(fieldName),
  });
}

const fieldName = (field: string) => (field === "jvap" ? "domains" : field.replace(/^roles\./, ""));

function placeOf({ place, unpublished = [], modality }: CalendarMeeting): string | undefined {
  if (unpublished.includes("place")) return "not published";
  if (modality === "online" || !place) return undefined;
  return unpublished.includes("place.city")
    ? `${place.country}; city not published`
    : `${place.city}, ${place.country}`;
}

/** What comes before it in the same cluster. */
function before({ id, cluster }: CalendarMeeting): string | undefined {
  if (cluster === undefined) return undefined;
  const first = ({ dates, sessions }: CalendarMeeting) => `${dates.from}T${sessions?.[0]?.from ?? ""}`;
  const inOrder = calendar.meetings
    .filter((other) => other.cluster === cluster)
    .sort((a, b) => first(a).localeCompare(first(b)));
  return inOrder[inOrder.findIndex((other) => other.id === id) - 1]?.id;
}

/** A series' document stands with its last meeting. */
function documentsOf({ id, series, workPlan }: CalendarMeeting): string[] {
  const modules = calendar.meetings.filter((other) => series && other.series?.id === series.id);
  const isLast = modules.at(-1)?.id === id;
  return calendar.documents
    .filter((document) => document.meeting === id || (isLast && document.series === series?.id))
    .map((document) => documentLine(document, workPlan?.status))
    .sort();
}

function documentLine({ id, type, audience, assembles }: CalendarDocument, status: string | undefined): string {
  if (assembles) return `${id}: ${type}, ${audience}, expected, of ${assembles.length} parts`;
  const adoption = type === "work-plan" ? `, ${status}` : "";
  return `${id}: ${type}, ${audience}, published, cleared by a second person${adoption}`;
}
