import type { Command } from "commander";
import type * as z from "zod/mini";
import { inUtc, printTime } from "#bin/convoke/instants";
import {
  convened,
  type InWords,
  length,
  marked,
  type part as partShape,
  recorded,
  sessionLine,
  span,
  type substance,
} from "#bin/convoke/meeting-words";
import { desk, examples } from "#bin/convoke/shared";

type Part = z.infer<typeof partShape>;
type Substance = z.infer<typeof substance>;

export function showCommand(group: Command): void {
  const show = group
    .command("show <meeting>")
    .description("everything of a meeting: times, place, roles, agenda, objectives, domains, what it builds on")
    .action(async (id: string, _options: object, command: Command) => {
      const { client, print } = desk(command);
      print.answer(await client.query({ query: "meeting", convocationId: id }), (said) =>
        ("recorded" in said ? recordedLines(recorded.parse(said)) : convenedLines(convened.parse(said))).join("\n"),
      );
    });
  examples(show, "meeting show som-8-cluster", "meeting show tm-cairo-2019");
}

function convenedLines({ meeting, days, ...inWords }: z.infer<typeof convened>): string[] {
  return [
    `${meeting.title.en}: ${meeting.state}, revision ${meeting.revision}; ${meeting.dialogues.join(" with ")}, letters in ${meeting.languages.join(", ")}`,
    `Answers by ${printTime(meeting.answersBy)}, names by ${printTime(meeting.namesBy)}`,
    ...meeting.parts.flatMap((part) => partLines(part, days[part.id] ?? 0, inWords)),
  ];
}

/** A part as it will be or was; the same lines show what would be convened. */
export function partLines(part: Part, days: number, inWords: InWords): string[] {
  const { id, kind, title, state, modality, module } = part;
  const nowhere = modality === "online" ? "" : "place not published";
  return [
    `${id}  ${title.en} (${kind}${module === null ? "" : `, module ${module}`}): ${state}`,
    ...marked(
      part,
      "sessions",
      state === "convened" ? "when" : "announced before",
      [length(days), ...part.sessions.map(sessionLine)].join("; "),
    ),
    ...marked(part, "modality", "how", modality),
    ...marked(part, "place", "where", placeOf(part) || nowhere),
    ...roleLines(part, inWords),
    ...(part.passed
      ? [
          `  chair before the hand-over: ${named(part.passed.from, inWords)}; since ${inUtc(part.passed.at)}: ${named(part.passed.to, inWords)}`,
        ]
      : []),
    ...contributorLines(part, inWords),
    ...substanceLines(part, inWords),
    ...marked(part, "workingLanguages", "spoken", part.workingLanguages.join(", ")),
    ...marked(part, "capacity", "room", part.capacity === null ? "" : String(part.capacity)),
    ...marked(part, "quota", "of one delegation", quotaOf(part)),
  ];
}

function recordedLines({ recorded: held, ...inWords }: z.infer<typeof recorded>): string[] {
  const { id, kind, title, dates, revision, cluster, handOver, outcome, published } = held;
  const counts = Object.entries(published ?? {}).map(([what, count]) => `${count} ${what}`);
  return [
    `${id}  ${title.en} (${kind}): recorded, revision ${revision}; nobody is invited to it`,
    ...marked(held, "dates", "when", `${span(dates)}${held.timeZone === null ? "" : ` ${held.timeZone}`}`),
    ...marked(held, "modality", "how", held.modality ?? ""),
    ...marked(held, "place", "where", placeOf(held)),
    ...marked(held, "cluster", "in one with others", cluster ?? ""),
    ...roleLines(held, inWords),
    ...(handOver
      ? [
          `  chair before the hand-over: ${named(handOver.from, inWords)}${held.assumed.includes("handOver.from") ? " (assumed)" : ""}; after it: ${named(handOver.to, inWords)}`,
        ]
      : []),
    ...substanceLines(held, inWords),
    ...marked(held, "outcome", "outcome", outcome?.en ?? ""),
    ...marked(held, "published", "published", counts.join(", ")),
  ];
}

/** A place of which the city alone was never published says so. */
function placeOf({ place, unpublished }: Substance): string {
  if (place === null) return "";
  const known = [place.venue, place.city, place.country].filter((each) => each !== null).join(", ");
  return unpublished.includes("place.city") ? `${known}; city not published` : known;
}

const named = (code: string, { names }: InWords) => (names[code] ? `${names[code].en} (${code})` : code);

function roleLines(held: Substance, inWords: InWords): string[] {
  const all = (codes: readonly string[]) => codes.map((code) => named(code, inWords)).join(", ");
  return [
    ...marked(held, "hosts", "host", all(held.hosts)),
    ...marked(held, "coHosts", "co-host", all(held.coHosts)),
    ...marked(held, "chair", "chair", held.chair === null ? "" : named(held.chair, inWords)),
    ...marked(held, "coChairs", "co-chair", all(held.coChairs)),
    ...marked(held, "organisers", "organiser", all(held.organisers)),
  ];
}

function contributorLines(held: Part, inWords: InWords): string[] {
  return held.contributors.map(({ party, capacity, modality, topic }) => {
    const about = topic === undefined ? "" : `, on ${topic.en}`;
    return `  ${capacity}: ${named(party, inWords)}, ${modality}${about}`;
  });
}

function substanceLines(held: Substance, { domains, preparedBy }: InWords): string[] {
  const tags = domains[held.id];
  const inScheme =
    tags?.tags.map(({ code, words }) => `${code} ${words.en}`).join("; ") ?? held.domains?.codes.join(", ");
  return [
    ...numbered(held, "agenda", held.agenda),
    ...numbered(held, "objectives", held.objectives),
    ...marked(held, "pillars", "pillars", held.pillars.map(({ en }) => en).join(", ")),
    ...marked(held, "topics", "topics", held.topics.map(({ en }) => en).join(", ")),
    ...marked(held, "domains", tags ? `${tags.name.en}, ${tags.version}` : "domains", inScheme ?? ""),
    ...marked(held, "buildsOn", "builds on", held.buildsOn.join(", ")),
    ...marked(held, "preparesFor", "prepares", held.preparesFor ?? ""),
    ...marked(held, "preparedBy", "prepared by", (preparedBy[held.id] ?? []).join(", ")),
    ...marked(held, "firstInPersonSince", "first in person since", held.firstInPersonSince ?? ""),
  ];
}

function numbered(held: Substance, field: string, lines: readonly { readonly en: string }[]): string[] {
  if (lines.length === 0) return marked(held, field, field, "");
  const assumed = held.assumed.includes(field) ? " (assumed)" : "";
  return [`  ${field}${assumed}:`, ...lines.map(({ en }, index) => `    ${index + 1}. ${en}`)];
}

function quotaOf({ quota }: Part): string {
  if (quota === null) return "";
  const by = Object.entries(quota.byCapacity ?? {}).map(([capacity, most]) => `${most} ${capacity}`);
  return [...(quota.total === undefined ? [] : [`${quota.total} in all`]), ...by].join(", ");
}
