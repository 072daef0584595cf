import { type Command, Option } from "commander";
import { desk, examples } from "#bin/convoke/shared";

interface Term {
  readonly dialogue: string;
  readonly party: string;
  readonly rank: string;
  readonly evidence: string;
}
const rank = () =>
  new Option("--rank <rank>", "which focal point").choices(["primary", "deputy"]).makeOptionMandatory();
const evidence = ["--evidence <reference>", "the letter or note that says so, as the registry numbers it"] as const;

/** The commands that change who answers for a party. */
export function focalPointCommands(contact: Command): void {
  const change = contact
    .command("change")
    .description(
      "name a party's focal point from a day on; the one before ends, and open invitations pass to the new one",
    )
    .requiredOption("--party <code>", "the party")
    .addOption(rank())
    .requiredOption("--name <name>", "who it is")
    .requiredOption("--email <address>", "their address")
    .addOption(
      new Option("--language <language>", "what they are written to in")
        .choices(["en", "fr", "ar"])
        .makeOptionMandatory(),
    )
    .requiredOption("--since <day>", "the first day, such as 2022-02-10")
    .requiredOption(...evidence)
    .option("--dialogue <id>", "the dialogue", "khartoum")
    .action(
      async (options: Term & { name: string; email: string; language: string; since: string }, command: Command) => {
        const { client, print } = desk(command);
        const { dialogue, ...rest } = options;
        print.answer(await client.command("change-focal-point.v1", { dialogueId: dialogue, ...rest }), ({ ended }) =>
          [
            `${options.name} is ${options.party}’s ${options.rank} focal point as from ${options.since}.`,
            ended === 0 ? "There was none before." : "Who it was until then ends the day before.",
            ended === 0
              ? "Invitations that are open stay with those who have them."
              : `Invitations to meetings from that day on that are open pass to ${options.name}, with a new link; the old ones are off.`,
          ].join(" "),
        );
      },
    );
  examples(
    change,
    'contact change --party EG --rank primary --name "Ms Focal Example" --email new.focal.point.eg@example.org --language ar --since 2022-02-10 --evidence "NV 7/2022" --as amina',
  );
  const end = contact
    .command("end")
    .description(
      "end a focal point's term where nobody is named in their place; their links to open invitations are off",
    )
    .requiredOption("--party <code>", "the party")
    .addOption(rank())
    .requiredOption("--until <day>", "the last day, such as 2022-02-28")
    .requiredOption(...evidence)
    .option("--dialogue <id>", "the dialogue", "khartoum")
    .action(async ({ dialogue, ...rest }: Term & { until: string }, command: Command) => {
      const { client, print } = desk(command);
      print.answer(
        await client.command("end-focal-point.v1", { dialogueId: dialogue, ...rest }),
        () =>
          `${rest.party} has no ${rest.rank} focal point after ${rest.until}. Their links to invitations that are open to later meetings are off. See who is left to write to: convoke contact list --party ${rest.party}.`,
      );
    });
  examples(end, 'contact end --party EG --rank deputy --until 2022-02-28 --evidence "NV 9/2022" --as amina');
}
