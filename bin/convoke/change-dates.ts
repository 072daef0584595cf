import type { Command } from "commander";
import * as z from "zod/mini";
import { type Common, change, changing, type Deadlines, deadlined, parted, print } from "#bin/convoke/changing";
import { type AskedDates, sessionsIn } from "#bin/convoke/session-words";
import { type Desk, desk, examples } from "#bin/convoke/shared";
import { WrongUsage } from "#bin/convoke/trouble";

/** New days, no day for now, no meeting, more time to answer. */
export function dateCommands(program: Command): void {
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
