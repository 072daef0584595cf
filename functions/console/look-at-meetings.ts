import type * as z from "zod/mini";
import { conveneKnown, meetingsNamed } from "#domain/convening";
import type { Convocation } from "#domain/convocation";
import { together } from "#domain/joint";
import { audiencesOf, conveningNotes, type PartAudience } from "#domain/meeting-audience";
import { daysOf, type Part, type Substance } from "#domain/part";
import type { RecordedMeeting } from "#domain/recorded-meeting";
import { isRefusal } from "#domain/refusal";
import type { Registry } from "#domain/registry";
import type { conveneMeeting } from "#events/commands/convene-meeting.v1";
import type { Texts } from "#events/envelope";
import { refused } from "#platform/command-steps";
import type { Tables } from "#platform/table";
import { readKnown } from "#records/convening";
import { listConvocations, readConvocation } from "#records/convocation";
import { readMeetings, readRecorded } from "#records/recorded-meeting";
import { readRegistries } from "#records/registry";
import { readSchemes } from "#records/tags";

export { readSchemes as schemes } from "#records/tags";

/** The convocations of a dialogue, those of a joint meeting too, and the meetings that are only recorded. */
export async function meetings(tables: Tables, dialogueId: string) {
  const [listed, all] = await Promise.all([listConvocations(tables, dialogueId), readMeetings(tables, dialogueId)]);
  return {
    meetings: listed,
    recorded: all.flatMap(({ recorded }) =>
      recorded ? [{ id: recorded.id, kind: recorded.kind, title: recorded.title, dates: recorded.dates }] : [],
    ),
  };
}

/** A convocation with everything that its parts name in words, or a meeting that is only recorded. */
export async function meeting(tables: Tables, convocationId: string) {
  const held = await readConvocation(tables, convocationId);
  if (!held) return recordedLook(tables, convocationId);
  const { convocation } = held;
  const words = await wordsOf(tables, convocation.dialogues, convocation.parts);
  const days = Object.fromEntries(convocation.parts.map((part) => [part.id, daysOf(part)]));
  return { meeting: convocation, days, ...words };
}

async function recordedLook(tables: Tables, meetingId: string) {
  const recorded = await readRecorded(tables, meetingId);
  return recorded && { recorded, ...(await wordsOf(tables, [recorded.dialogueId], [recorded])) };
}

type Named = Substance &
  Partial<Pick<Part, "contributors">> & { readonly id: string } & Partial<Pick<RecordedMeeting, "handOver">> &
  Partial<Pick<Part, "passed">>;
/** The names of the parties, the words of the tags, the titles of other meetings, and what prepares each meeting. */
async function wordsOf(tables: Tables, dialogues: readonly string[], named: readonly Named[]) {
  const [dialogueId = ""] = dialogues;
  const [registry, all, schemes] = await Promise.all([
    readRegistries(tables, dialogues).then(together),
    readMeetings(tables, dialogueId),
    readSchemes(tables, dialogueId),
  ]);
  const prepared = named.map(({ id }) => [
    id,
    all.filter(({ preparesFor }) => preparesFor === id).map((other) => other.id),
  ]);
  return {
    names: namesOf(registry, named.flatMap(partiesOf)),
    domains: Object.fromEntries(named.map(({ id, domains }) => [id, tagsOf(domains, schemes)])),
    preparedBy: Object.fromEntries(prepared),
  };
}

function partiesOf(named: Named): string[] {
  const { organisers, hosts, coHosts, chair, coChairs, contributors = [], handOver, passed } = named;
  const passing = [handOver, passed].flatMap((each) => (each ? [each.from, each.to] : []));
  return [
    ...[...organisers, ...hosts, ...coHosts, ...coChairs, ...passing],
    ...(chair === null ? [] : [chair]),
    ...contributors.map(({ party }) => party),
  ];
}

function namesOf(registry: Registry, codes: readonly string[]): { [code: string]: Texts } {
  return Object.fromEntries(
    registry.parties.filter(({ code }) => codes.includes(code)).map(({ code, names }) => [code, names]),
  );
}

type Schemes = Awaited<ReturnType<typeof readSchemes>>;
function tagsOf(domains: Substance["domains"], schemes: Schemes) {
  const scheme = schemes.find((each) => each.scheme === domains?.scheme);
  if (!domains || !scheme) return null;
  const { name, version, tags } = scheme;
  return { name, version, tags: tags.filter(({ code }) => domains.codes.includes(code)) };
}

const withNames = (audiences: readonly PartAudience[], registry: Registry) =>
  audiences.map(({ entries, ...part }) => ({
    ...part,
    entries: entries.map((entry) => ({
      ...entry,
      name: registry.parties.find(({ code }) => code === entry.code)?.names.en ?? entry.code,
    })),
  }));

/** Whom the rules let in, before any round is drafted. Undefined where there is no such meeting. */
export async function audienceIn(tables: Tables, asked: { convocationId: string; part?: string }) {
  const held = await readConvocation(tables, asked.convocationId);
  if (!held) return undefined;
  const { convocation } = held;
  const wanted = (part: string) => asked.part === undefined || part === asked.part;
  if (!convocation.parts.some(({ id }) => wanted(id)))
    return refused(
      "unknown-part",
      `${convocation.id} has no such part. Its parts are ${convocation.parts.map(({ id }) => id).join(", ")}.`,
    );
  const registry = together(await readRegistries(tables, convocation.dialogues));
  const audiences = audiencesOf(convocation, registry).filter(({ part }) => wanted(part));
  return { audiences: withNames(audiences, registry) };
}

type Asked = Omit<z.infer<typeof conveneMeeting.schema>, "commandId" | "expectedVersion">;
/** What convening would make: decided as the command does, and written nowhere. */
export async function wouldConvene(tables: Tables, asked: Asked, now: string, tzdata: string) {
  const dialogues = [asked.dialogueId, ...(asked.with ?? [])];
  const [known, taken] = await Promise.all([
    readKnown(tables, dialogues, [...meetingsNamed(asked.parts), ...asked.parts.map(({ id }) => id)]),
    readConvocation(tables, asked.convocationId),
  ]);
  if (taken) return refused("already-convened", `${asked.convocationId} is convened already. Choose another id.`);
  const exists = asked.parts.find(({ id }) => known.meetings.has(id));
  if (exists)
    return refused(
      "meeting-exists",
      `The dialogue has a meeting ${exists.id} already. Choose another id for the part.`,
    );
  const decided = conveneKnown(asked, known, now, tzdata);
  if (isRefusal(decided)) return refused(decided.code, decided.sentence, decided.details);
  const { convocation } = decided;
  const audiences = audiencesOf(convocation, known.registry);
  return {
    meeting: convocation satisfies Convocation,
    audiences: withNames(audiences, known.registry),
    notes: conveningNotes(convocation, audiences, known.meetings),
  };
}
