import { type Command, Option } from "commander";
import {
  type Common,
  change,
  changing,
  type Deadlines,
  deadlined,
  type Placed,
  parted,
  placed,
} from "#bin/convoke/changing";
import { desk, examples } from "#bin/convoke/shared";
import { WrongUsage } from "#bin/convoke/trouble";

/** Another city or room, in person or online. */
export function placeCommands(program: Command): void {
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
