import type { Command } from "commander";
import { Temporal } from "temporal-polyfill";
import * as z from "zod/mini";
import { Unreachable } from "#bin/convoke/client";
import { AHEAD, newFile } from "#bin/convoke/meeting-sample";
import { convened } from "#bin/convoke/meeting-words";
import { desk, examples } from "#bin/convoke/shared";
import { Refused, WrongUsage } from "#bin/convoke/trouble";
import { systemClock } from "#platform/clock";

const structure = z.object({
  dialogueId: z.string(),
  dialogues: z.array(z.string()),
  title: z.unknown(),
  languages: z.unknown(),
  answersBy: z.looseObject({ wall: z.string(), zone: z.string() }),
  namesBy: z.looseObject({ wall: z.string() }),
  parts: z.array(
    z.object({
      id: z.string(),
      state: z.string(),
      kind: z.string(),
      title: z.unknown(),
      timeZone: z.string(),
      modality: z.string(),
      place: z.nullable(z.record(z.string(), z.nullable(z.string()))),
      sessions: z.array(
        z.object({ from: z.looseObject({ wall: z.string() }), until: z.looseObject({ wall: z.string() }) }),
      ),
      audience: z.looseObject({ asOf: z.exactOptional(z.string()) }),
      organisers: z.unknown(),
      hosts: z.unknown(),
      coHosts: z.unknown(),
      chair: z.unknown(),
      coChairs: z.unknown(),
      agenda: z.unknown(),
      objectives: z.unknown(),
      pillars: z.unknown(),
      topics: z.unknown(),
      domains: z.unknown(),
      buildsOn: z.array(z.string()),
      preparesFor: z.nullable(z.string()),
      module: z.unknown(),
      workingLanguages: z.unknown(),
      capacity: z.unknown(),
      quota: z.unknown(),
      contributors: z.unknown(),
    }),
  ),
});

/**
 * What to convene the same again with, from a convocation as the gateway answers it: its structure on other days, the wall times kept.
 * Nothing of what happened to it, and no reference to other meetings than its own parts. A part that was cancelled is left out,
 * where another one is there.
 */
export function cloneOf(meeting: unknown, { id, starting, today }: { id: string; starting?: string; today: string }) {
  const held = structure.parse(meeting);
  const taking = held.parts.filter(({ state }) => state !== "cancelled");
  const parts = taking.length > 0 ? taking : held.parts;
  const first = parts.flatMap(({ sessions }) => sessions.map(({ from }) => from.wall.slice(0, 10))).sort()[0];
  if (first === undefined) throw new Unreachable("The meeting has no session to begin from.");
  const days = shift(first, starting, today);
  const moved = (wall: string) => `${Temporal.PlainDate.from(wall.slice(0, 10)).add({ days })}${wall.slice(10)}`;
  const ids = new Map(parts.map(({ id: old }, index) => [old, parts.length === 1 ? id : `${id}-${index + 1}`]));
  const own = (old: string) => ids.get(old) ?? [];
  return {
    dialogueId: held.dialogueId,
    ...(held.dialogues.length > 1 && { with: held.dialogues.filter((each) => each !== held.dialogueId) }),
    convocationId: id,
    title: held.title,
    answersBy: moved(held.answersBy.wall),
    namesBy: moved(held.namesBy.wall),
    timeZone: held.answersBy.zone,
    languages: held.languages,
    parts: parts.map(({ id: old, state: _, sessions, audience, buildsOn, preparesFor, place, ...part }) =>
      said({
        id: ids.get(old),
        ...part,
        place: place && said(place),
        sessions: sessions.map(({ from, until }) => ({
          day: moved(from.wall).slice(0, 10),
          from: from.wall.slice(11),
          until: until.wall.slice(11),
        })),
        audience: audience.asOf === undefined ? audience : { ...audience, asOf: moved(audience.asOf) },
        buildsOn: buildsOn.flatMap(own),
        preparesFor: preparesFor === null ? null : (ids.get(preparesFor) ?? null),
      }),
    ),
  };
}

/** Whole days from the first session to the day asked for; without one, the fewest weeks that lead eight weeks ahead. */
function shift(first: string, starting: string | undefined, today: string): number {
  const from = Temporal.PlainDate.from(first);
  if (starting !== undefined) return from.until(day(starting)).total("days");
  const earliest = Temporal.PlainDate.from(today).add({ weeks: AHEAD });
  return 7 * Math.max(1, Math.ceil(from.until(earliest).total("days") / 7));
}

function day(text: string): Temporal.PlainDate {
  try {
    if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return Temporal.PlainDate.from(text, { overflow: "reject" });
  } catch {
    // Told below, as any other text that is no day.
  }
  throw new WrongUsage("--starting is a day such as 2023-03-21.");
}

/** Without what was never said: null, or an empty list. */
function said(fields: { readonly [name: string]: unknown }) {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0)),
  );
}

export function cloneCommand(group: Command): void {
  const clone = group
    .command("clone <meeting> <file>")
    .description(
      "write a file to convene the same again: its structure, on other days; no answers, nothing that was sent",
    )
    .requiredOption("--id <new>", "the id of the new meeting")
    .option("--starting <day>", "the day of the first session; default: the same weekday about eight weeks ahead")
    .action(async (meeting: string, file: string, options: { id: string; starting?: string }, command: Command) => {
      const { client, print } = desk(command);
      const answer = await client.query({ query: "meeting", convocationId: meeting });
      if (!answer.accepted) throw new Refused(answer);
      if ("recorded" in answer)
        throw new Unreachable(`${meeting} is recorded only; begin a new one with: convoke meeting sample ${file}`);
      const made = cloneOf(convened.parse(answer).meeting, { ...options, today: systemClock.now().slice(0, 10) });
      newFile(file, made);
      print.answer(
        { accepted: true, file },
        () =>
          `${file} holds ${options.id}, like ${meeting}: answers by ${made.answersBy}. Look through it, then: convoke convene ${file} --dry-run`,
      );
    });
  examples(clone, "meeting clone som-8-cluster build/som-9.json --id som-9 --starting 2023-03-21");
}
