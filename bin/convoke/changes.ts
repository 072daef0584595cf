import { type Command, Option } from "commander";
import * as z from "zod/mini";
import type { Answer } from "#bin/convoke/client";
import { inUtc } from "#bin/convoke/instants";
import { table } from "#bin/convoke/print";
import { type AskedDates, sessionsIn } from "#bin/convoke/session-words";
import { type Desk, desk, examples } from "#bin/convoke/shared";
import { WrongUsage } from "#bin/convoke/trouble";

const done = z.looseObject({
  convocationId: z.string(),
  revision: z.number(),
  what: z.string(),
  parts: z.array(z.string()),
  consequences: z.string(),
  reaches: z.exactOptional(z.object({ delegations: z.number(), invitees: z.number(), registered: z.number() })),
});

/** What a change did; of a dry run, what it would do and how many people it reaches. */
function said(answer: Answer): string {
  const { convocationId, revision, what, parts, consequences, reaches } = done.parse(answer);
  const of = `${convocationId} (${parts.join(", ")})`;
  if (!reaches) return `Done: ${of} is ${became(what)}, revision ${revision}. ${consequences}`;
  return [
    `Nothing is changed yet: ${of} would be ${became(what)}, as revision ${revision}. ${consequences}`,
    `It concerns ${reaches.invitees} people invited, of ${reaches.delegations} delegations, and ${reaches.registered} registered. Without --dry-run it is done.`,
  ].join("\n");
}
const BECAME: Readonly<Record<string, string>> = {
  "modality-changed": "held in another way",
  "deadline-extended": "given more time",
  "title-corrected": "retitled",
};
const became = (what: string) => BECAME[what] ?? what;
const words = (what: string) => what.replace("-", " ");

interface Common {
  part?: string[];
  reason: string;
  dryRun?: boolean;
}
interface Deadlines {
  answersBy?: string;
  namesBy?: string;
}
interface Placed {
  city?: string;
  country?: string;
  venue?: string;
}

interface Titles {
  en?: string;
  fr?: string;
  ar?: string;
}
const title = z.record(z.string(), z.string());
/** The titles that a meeting has, of which a correction keeps what it does not name. */
const titled = z.looseObject({
  meeting: z.looseObject({ title, parts: z.array(z.looseObject({ id: z.string(), title })) }),
});

/** What every change asks for beside itself. */
function changing(command: Command, verb: string): Command {
  return command
    .requiredOption("--reason <text>", `why it is ${verb}, for the colleagues; it is kept`)
    .option("--dry-run", "say what would happen and how many people it reaches, and change nothing");
}
const parted = (command: Command) =>
  command.option("--part <id...>", "the parts; default: all that are neither cancelled nor over");
const deadlined = (command: Command) =>
  command
    .option("--answers-by <time>", "a new deadline for answers, such as 2022-03-18T23:59, in the zone of the old one")
    .option("--names-by <time>", "a new deadline for names");
const placed = (command: Command) =>
  command
    .option("--city <city>", "the city")
    .option("--country <code>", "the country, such as BE")
    .option("--venue <venue>", "the building or the room");

async function change(
  { client, print }: Desk,
  type: string,
  meeting: string,
  { part, ...options }: Common & Placed & Deadlines & { readonly modality?: string },
): Promise<void> {
  const detail = { convocationId: meeting, ...(part !== undefined && { parts: part }), ...options };
  print.answer(await client.command(type, detail), said);
}

function dateCommands(program: Command): void {
  const reschedule = deadlined(
    changing(program.command("reschedule <meeting>").description("give parts of a meeting new days or hours"), "moved"),
  )
    .requiredOption(
      "--session <times...>",
      "all its sessions, such as 2022-03-29T09:00/12:00; of several parts at once: som-8=2022-03-29T14:00/18:00",
    )
    .option("--part <id>", "the part that sessions without a name of their own belong to")
    .option("--zone <zone>", "another time zone, such as Africa/Cairo; default: the part's own")
    .action(
      async (
        meeting: string,
        {
          session,
          part,
          zone,
          ...options
        }: Deadlines & { session: string[]; part?: string; zone?: string; reason: string },
        command: Command,
      ) => {
        const at = desk(command);
        const only = async () => (part === undefined ? onlyPart(at, meeting) : part);
        const parts: AskedDates[] = await sessionsIn(session, only);
        const zoned = parts.map((dates) => ({ ...dates, ...(zone !== undefined && { timeZone: zone }) }));
        print(
          at,
          await at.client.command("reschedule-meeting.v1", { convocationId: meeting, parts: zoned, ...options }),
        );
      },
    );
  examples(
    reschedule,
    'reschedule som-8-cluster --part som-8 --session 2022-04-05T14:00/18:00 2022-04-06T09:00/16:00 --answers-by 2022-03-18T23:59 --names-by 2022-03-25T23:59 --reason "The chair asked for April" --dry-run --as amina',
    'reschedule som-8-cluster --session sc-2022-03=2022-03-29T09:00/12:00 som-8=2022-03-29T14:00/18:00 som-8=2022-03-30T09:00/16:00 --reason "A week later" --as amina',
  );
  const postpone = parted(
    changing(
      program
        .command("postpone <meeting>")
        .description("put a meeting off with no new date yet; `reschedule` gives it one"),
      "postponed",
    ),
  ).action(async (meeting: string, options: Common, command: Command) =>
    change(desk(command), "postpone-meeting.v1", meeting, options),
  );
  examples(postpone, 'postpone som-8-cluster --part som-8 --reason "The host asked for more time" --as amina');
  const cancel = parted(
    changing(
      program.command("cancel <meeting>").description("cancel a meeting or a part of it; it cannot be undone"),
      "cancelled",
    ),
  ).action(async (meeting: string, options: Common, command: Command) =>
    change(desk(command), "cancel-meeting.v1", meeting, options),
  );
  examples(
    cancel,
    'cancel som-8-cluster --reason "It is not held this year" --dry-run --as amina',
    'cancel som-8-cluster --part sc-2022-03 --reason "The committee met in writing" --as amina',
  );
  const extend = deadlined(
    changing(program.command("extend <meeting>").description("give more time to answer or to name people"), "extended"),
  ).action(async (meeting: string, options: Common & Deadlines, command: Command) => {
    if (options.answersBy === undefined && options.namesBy === undefined)
      throw new WrongUsage("Say which deadline: --answers-by, --names-by, or both.", "convoke extend");
    await change(desk(command), "extend-deadline.v1", meeting, options);
  });
  examples(extend, 'extend som-8-cluster --answers-by 2022-03-09T23:59 --reason "Many are still silent" --as amina');
}

function placeCommands(program: Command): void {
  const relocate = placed(
    parted(
      changing(program.command("relocate <meeting>").description("move a meeting to another city or room"), "moved"),
    ),
  ).action(async (meeting: string, options: Common & Placed, command: Command) => {
    if (options.city === undefined && options.country === undefined && options.venue === undefined)
      throw new WrongUsage("Say where to: --city, --country, --venue, or some of them.", "convoke relocate");
    await change(desk(command), "relocate-meeting.v1", meeting, options);
  });
  examples(
    relocate,
    'relocate som-8-cluster --venue "Egmont Palace" --reason "The first room is too small" --as amina',
    'relocate som-8-cluster --city Juba --country SS --reason "South Sudan offered to host" --dry-run --as amina',
  );
  const modality = deadlined(
    placed(
      parted(
        changing(
          program
            .command("modality <meeting>")
            .description("hold a meeting in person, online or both; whoever must now travel is asked again"),
          "changed",
        ),
      ),
    ),
  )
    .addOption(
      new Option("--to <modality>", "how it takes place")
        .choices(["in-person", "online", "hybrid"])
        .makeOptionMandatory(),
    )
    .action(
      async (meeting: string, { to, ...options }: Common & Placed & Deadlines & { to: string }, command: Command) =>
        change(desk(command), "change-modality.v1", meeting, { modality: to, ...options }),
    );
  examples(
    modality,
    'modality som-8-cluster --to online --reason "Travel is restricted" --as amina',
    'modality som-8-cluster --to in-person --city Brussels --country BE --answers-by 2022-03-09T23:59 --reason "Travel is possible again" --as amina',
  );
}

function smallCommands(program: Command): void {
  const retitle = changing(
    program.command("retitle <meeting>").description("correct the title of a meeting, or of one of its parts"),
    "corrected",
  )
    .option("--en <title>", "in English; default: as it is")
    .option("--fr <title>", 'in French; default: as it is, "" for none')
    .option("--ar <title>", 'in Arabic; default: as it is, "" for none')
    .option("--part <id>", "the part whose title it is; default: the whole meeting")
    .action(
      async (
        meeting: string,
        { en, fr, ar, part, ...options }: Titles & { part?: string; reason: string },
        command: Command,
      ) => {
        const given = {
          ...(en !== undefined && { en }),
          ...(fr !== undefined && { fr }),
          ...(ar !== undefined && { ar }),
        };
        if (Object.keys(given).length === 0)
          throw new WrongUsage("Give the title: --en, --fr or --ar.", "convoke retitle");
        const at = desk(command);
        const held = titled.safeParse(await at.client.query({ query: "meeting", convocationId: meeting })).data
          ?.meeting;
        const before = part === undefined ? held : held?.parts.find(({ id }) => id === part);
        const all = Object.entries({ ...before?.title, ...given });
        const title = Object.fromEntries(all.filter(([language, text]) => language === "en" || text !== ""));
        const what = part === undefined ? { title } : { parts: [{ id: part, title }] };
        print(at, await at.client.command("correct-title.v1", { convocationId: meeting, ...what, ...options }));
      },
    );
  examples(
    retitle,
    'retitle som-8-cluster --part som-8 --en "8th Senior Officials’ Meeting" --fr "8e réunion des hauts fonctionnaires" --reason "The French title was wrong" --as amina',
  );
  const room = program
    .command("room <meeting> <part>")
    .description("say how many people the room of a part holds; not fewer than are registered")
    .option("--capacity <people>", "how many; without it, nobody counts", whole)
    .action(async (meeting: string, part: string, { capacity }: { capacity?: number }, command: Command) => {
      const { client, print: out } = desk(command);
      const detail = { convocationId: meeting, part, ...(capacity !== undefined && { capacity }) };
      out.answer(
        await client.command("change-room.v1", detail),
        ({ registered }) =>
          `Done: the room of ${part} is for ${capacity ?? "any number of"} people; ${String(registered)} are registered.`,
      );
    });
  examples(room, "room som-8-cluster som-8 --capacity 120 --as amina");
  const quota = program
    .command("quota <meeting> <party>")
    .description("say how many one delegation may send to a part; not fewer than it has named")
    .requiredOption("--part <id>", "the part")
    .option("--total <people>", "how many in all; without any number, nobody counts", whole)
    .option("--as-capacity <numbers...>", "of one Capacity, such as Speaker=1 Adviser=2")
    .action(
      async (
        meeting: string,
        party: string,
        { part, total, asCapacity }: { part: string; total?: number; asCapacity?: string[] },
        command: Command,
      ) => {
        const { client, print: out } = desk(command);
        const byCapacity = asCapacity && Object.fromEntries(asCapacity.map(numbered));
        const given = total !== undefined || byCapacity !== undefined;
        const numbers = { ...(total !== undefined && { total }), ...(byCapacity && { byCapacity }) };
        out.answer(
          await client.command("change-quota.v1", {
            convocationId: meeting,
            party,
            part,
            ...(given && { quota: numbers }),
          }),
          ({ named }) =>
            `Done: ${party} may send ${total ?? "any number of"} people to ${part}; it has named ${String(named)}.`,
        );
      },
    );
  examples(
    quota,
    "quota som-8-cluster EG --part som-8 --total 3 --as amina",
    "quota som-8-cluster EG --part som-8 --total 3 --as-capacity Speaker=1 --as amina",
  );
}

const kept = z.looseObject({
  changes: z.array(
    z.looseObject({
      revision: z.number(),
      what: z.string(),
      parts: z.array(z.string()),
      at: z.string(),
      who: z.string(),
      reason: z.string(),
      consequences: z.string(),
    }),
  ),
});

function historyCommand(program: Command): void {
  const meeting = program.commands.find((command) => command.name() === "meeting") ?? program.command("meeting");
  const history = meeting
    .command("history <meeting>")
    .description("every change of a meeting: which, when, by whom, why, and what came of it")
    .action(async (id: string, _options: object, command: Command) => {
      const { client, print: out } = desk(command);
      out.answer(await client.query({ query: "changes", convocationId: id }), (answer) => {
        const { changes } = kept.parse(answer);
        if (changes.length === 0) return `${id} stands as it was convened: nothing of it was changed.`;
        const rows = changes.map((one) => [
          one.revision,
          words(one.what),
          one.parts.join(", "),
          inUtc(one.at),
          one.who,
          one.reason,
          one.consequences,
        ]);
        return table(["revision", "what", "parts", "at", "by", "reason", "what came of it"], rows);
      });
    });
  examples(history, "meeting history som-8-cluster");
}

/** The commands that change a meeting which was convened. */
export function changeCommands(program: Command): void {
  dateCommands(program);
  placeCommands(program);
  smallCommands(program);
  historyCommand(program);
}

const print = ({ print: out }: Desk, answer: Answer) => out.answer(answer, said);

const shown = z.looseObject({
  meeting: z.looseObject({ parts: z.array(z.looseObject({ id: z.string() })) }),
});
async function onlyPart({ client }: Desk, meeting: string): Promise<string | undefined> {
  const held = shown.safeParse(await client.query({ query: "meeting", convocationId: meeting })).data;
  const ids = held?.meeting.parts.map(({ id }) => id) ?? [];
  if (ids.length < 2) return ids[0] ?? meeting;
  throw new WrongUsage(
    `${meeting} has the parts ${ids.join(", ")}. Say which one (--part), or name it with each session: ${ids[0]}=2022-03-29T09:00/12:00.`,
    "convoke reschedule",
  );
}

function whole(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new WrongUsage(`${text} is not a number of people.`);
  return Number(text);
}
function numbered(text: string): [string, number] {
  const found = /^(?<name>[A-Za-z-]+)=(?<most>\d{1,9})$/.exec(text)?.groups;
  if (!found?.["name"]) throw new WrongUsage(`${text} is not of the form Speaker=1.`, "convoke quota");
  return [found["name"], Number(found["most"])];
}
