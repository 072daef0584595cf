import * as z from "zod/mini";
import { convened, type InWords, type part as partShape, recorded, type substance } from "#bin/convoke/meeting-words";
import { type Fields, said } from "#bin/demo/year/fields";

/** What else is asked of the gateway about a meeting. */
export interface Beside {
  /** Parties that were invited as guests, by the round. */
  readonly guests: readonly string[];
  readonly documents: readonly StoredDocument[];
  /** The ledger's facts of the convocation. */
  readonly facts: readonly StoredFact[];
  /** Who was there, where anybody was marked. */
  readonly present?: { readonly participants: number; readonly countries: number };
}
export const storedDocument = z.looseObject({
  id: z.string(),
  part: z.nullable(z.string()),
  kind: z.string(),
  audience: z.string(),
  state: z.string(),
  adoption: z.nullable(z.string()),
  author: z.nullable(z.string()),
  clearedBy: z.nullable(z.string()),
  assembles: z.array(z.unknown()),
});
export type StoredDocument = z.infer<typeof storedDocument>;
export const storedFact = z.looseObject({ type: z.string(), at: z.string(), data: z.record(z.string(), z.unknown()) });
export type StoredFact = z.infer<typeof storedFact>;

type Part = z.infer<typeof partShape>;
type Substance = z.infer<typeof substance>;
const english = (lines: readonly { readonly en: string }[]) => lines.map(({ en }) => en);
const day = ({ wall }: { readonly wall: string }) => wall.slice(0, 10);
const hour = ({ wall }: { readonly wall: string }) => wall.slice(11, 16);

/** A convened meeting as the tables and the ledger have it, in the calendar's words. Undefined where the convocation has no such part. */
export function storedPart(look: unknown, id: string, beside: Beside): Fields | undefined {
  const { meeting, days, ...inWords } = convened.parse(look);
  const part = meeting.parts.find((each) => each.id === id);
  if (!part) return undefined;
  const index = meeting.parts.indexOf(part);
  const isSeries = part.module !== null;
  const by = (capacity: string) => part.contributors.filter((each) => each.capacity === capacity);
  const isLast = index === meeting.parts.length - 1;
  return said({
    ...substanceIn(part, inWords),
    state: stateOf(meeting.state, part, beside.facts),
    days: days[id],
    zone: part.timeZone,
    from: part.sessions.map(({ from }) => day(from))[0],
    until: part.sessions.map(({ until }) => day(until)).at(-1),
    sessions: part.sessions.map(({ from, until }) => `${day(from)} ${hour(from)}-${hour(until)}`),
    modality: part.modality,
    chair: part.passed?.from ?? part.chair,
    series: isSeries ? `${meeting.id} ${part.module}` : undefined,
    ...(!isSeries && meeting.parts.length > 1 && { cluster: meeting.id, comesAfter: endedBefore(meeting.parts, part) }),
    speakers: by("Speaker").map(({ party, topic }) => `${party} on ${topic?.en}`),
    trainers: by("Trainer").map(({ party, modality }) => `${party} ${modality}`),
    guests: beside.guests,
    handOver: handedOver(part, beside.facts),
    participants: beside.present?.participants,
    countries: beside.present?.countries,
    documents: beside.documents
      .filter((document) => document.part === id || (document.part === null && isLast))
      .filter(({ state, assembles }) => state !== "expected" || assembles.length > 0)
      .map(documentLine)
      .sort(),
  });
}

/** A meeting that is only recorded. */
export function storedRecord(
  look: unknown,
  others: readonly { readonly id: string; readonly look: unknown }[],
): Fields {
  const { recorded: held, ...inWords } = recorded.parse(look);
  const before = others
    .map((other) => recorded.parse(other.look).recorded)
    .filter(({ cluster, dates }) => cluster !== null && cluster === held.cluster && dates.until < held.dates.from);
  return said({
    ...substanceIn(held, inWords),
    state: "recorded",
    from: held.dates.from,
    until: held.dates.until,
    zone: held.timeZone,
    modality: held.modality,
    chair: held.chair,
    cluster: held.cluster,
    comesAfter: before.at(-1)?.id,
    handOver: held.handOver && `${held.handOver.from} to ${held.handOver.to}`,
    outcome: held.outcome?.en,
  });
}

function substanceIn(held: Substance, { domains, preparedBy }: InWords): Fields {
  return {
    kind: held.kind,
    title: held.title.en,
    place: placeOf(held),
    organisers: held.organisers,
    hosts: held.hosts,
    coHosts: held.coHosts,
    coChairs: held.coChairs,
    agenda: english(held.agenda),
    objectives: english(held.objectives),
    pillars: english(held.pillars),
    topics: english(held.topics),
    domains: domains[held.id]?.tags.map(({ code, words }) => `${code} ${words.en}`),
    buildsOn: held.buildsOn,
    preparesFor: held.preparesFor,
    preparedBy: preparedBy[held.id],
    firstInPersonSince: held.firstInPersonSince,
    assumed: [...held.assumed].sort(),
    unpublished: held.unpublished,
  };
}

function placeOf({ place, unpublished }: Substance): string | undefined {
  if (place === null) return unpublished.includes("place") ? "not published" : undefined;
  const { city, country } = place;
  return city === null && unpublished.includes("place.city") ? `${country}; city not published` : `${city}, ${country}`;
}

/** The last part that was over when this one began. */
function endedBefore(parts: readonly Part[], part: Part): string | undefined {
  const begins = part.sessions[0]?.from.wall ?? "";
  return parts.filter((other) => other !== part && (other.sessions.at(-1)?.until.wall ?? "~") <= begins).at(-1)?.id;
}

/** What the row says, where the ledger says it too. */
function stateOf(state: string, part: Part, facts: readonly StoredFact[]): string {
  if (part.state !== "convened") return part.state;
  const isTold = state !== "ended" || facts.some(({ type }) => type === "meeting.ended.v1");
  return isTold ? state : `${state}, and the ledger does not say so`;
}

/** By the ledger, where the meeting's row says the same; inside the meeting, or it says when. */
function handedOver({ id, passed, sessions }: Part, facts: readonly StoredFact[]): string | undefined {
  const fact = facts.find(({ type, data }) => type === "meeting.chair-handed-over.v1" && data["part"] === id);
  if (!fact && !passed) return undefined;
  if (!fact || !passed) return "told by the row or the ledger alone";
  const { from, to } = z.looseObject({ from: z.string(), to: z.string() }).parse(fact.data);
  if (from !== passed.from || to !== passed.to) return `${from} to ${to}, and the row says otherwise`;
  const [first, last] = [day(sessions[0]?.from ?? { wall: "" }), day(sessions.at(-1)?.until ?? { wall: "" })];
  const at = passed.at.slice(0, 10);
  return at < first || at > last ? `${from} to ${to}, outside the meeting` : `${from} to ${to}`;
}

function documentLine({ id, kind, audience, state, adoption, author, clearedBy, assembles }: StoredDocument): string {
  if (assembles.length > 0) return `${id}: ${kind}, ${audience}, ${state}, of ${assembles.length} parts`;
  const clearance = clearedBy !== null && clearedBy !== author ? "cleared by a second person" : "not cleared";
  return `${id}: ${kind}, ${audience}, ${state}, ${clearance}${adoption === null ? "" : `, ${adoption}`}`;
}
