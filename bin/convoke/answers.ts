import { type Command, Option } from "commander";
import * as z from "zod/mini";
import { inZone } from "#bin/convoke/instants";
import { type PersonNamed, personOf } from "#bin/convoke/person-text";
import { table } from "#bin/convoke/print";
import { desk, examples } from "#bin/convoke/shared";
import { WrongUsage } from "#bin/convoke/trouble";
import { capacity } from "#events/capacity";

const shown = z.looseObject({
  timeZone: z.string(),
  delegation: z.looseObject({
    id: z.string(),
    parts: z.record(
      z.string(),
      z.looseObject({ status: z.string(), was: z.exactOptional(z.looseObject({ status: z.string() })) }),
    ),
  }),
  nominations: z.array(
    z.looseObject({
      number: z.string(),
      name: z.string(),
      state: z.string(),
      parts: z.array(z.string()),
      capacity: z.exactOptional(z.string()),
      attends: z.exactOptional(z.record(z.string(), z.string())),
    }),
  ),
  responses: z.array(
    z.looseObject({
      at: z.string(),
      kind: z.string(),
      by: z.string(),
      byName: z.string(),
      channel: z.string(),
      names: z.array(z.string()),
      reference: z.exactOptional(z.string()),
      reason: z.exactOptional(z.string()),
    }),
  ),
});

interface Options {
  party: string;
  answer: string;
  part?: string[];
  name?: string;
  email?: string;
  person?: string[];
  capacity?: string;
  online?: boolean;
  inPerson?: boolean;
  add?: boolean;
  channel: string;
  reference?: string;
  reason?: string;
}

export function answerCommands(program: Command): void {
  const group = program.command("answer").description("a party's answer: look at it, record one that came by letter");
  const record = group
    .command("record <meeting>")
    .description(
      "record an answer that came by letter, telephone or note verbale; the party's focal points get a receipt",
    )
    .requiredOption("--party <code>", "the party")
    .addOption(
      new Option("--answer <answer>", "come and no-part speak for the party, regret for the person named")
        .choices(["come", "regret", "names-follow", "no-part"])
        .makeOptionMandatory(),
    )
    .option("--part <id...>", "the parts of the meeting that it speaks of; default: all that the party is invited to")
    .option("--name <name>", "who comes, or who regrets")
    .option("--email <address>", "their address, for the confirmation; without it nobody is written to for them")
    .addOption(new Option("--capacity <capacity>", "their Capacity").choices(capacity.options))
    .option("--online", "they attend online, where it is left to them")
    .option("--in-person", "they attend in person, where it is left to them")
    .option(
      "--person <text...>",
      "several who come: name, <address>; Capacity; online or in person; parts of their own",
    )
    .option("--add", "beside those named before, who else are replaced")
    .addOption(
      new Option("--channel <channel>", "how it came")
        .choices(["letter", "phone", "note-verbale"])
        .makeOptionMandatory(),
    )
    .option("--reference <text>", "the number of the letter or note")
    .option("--reason <text>", "why you record it; needed after the cut-off")
    .action(async (meeting: string, options: Options, command: Command) => {
      const { client, print } = desk(command);
      const { part, person, capacity: own, online, inPerson, add, name, email, ...rest } = options;
      const people = peopleOf(options);
      const answer = await client.command("record-answer.v1", {
        convocationId: meeting,
        ...(part !== undefined && { parts: part }),
        ...(people === undefined
          ? { ...(name !== undefined && { name }), ...(email !== undefined && { email }) }
          : { people }),
        ...(add && { add }),
        ...rest,
      });
      const silent = people?.filter((each) => each.email === undefined).length ?? 0;
      print.answer(answer, ({ unchanged }) =>
        unchanged === true
          ? `Nothing to record: this is ${options.party}’s answer already.`
          : `Recorded for ${options.party}, by ${options.channel}. The party’s focal points get a receipt.${silent > 0 ? ` Nobody is written to for the ${silent} named without an address, unless they were invited or are known.` : ""} Look at it: convoke answer show ${meeting} --party ${options.party}`,
      );
    });
  examples(
    record,
    'answer record som-8-cluster --party EG --answer come --part som-8 --name "Ms Delegate" --email delegate.eg@example.org --channel note-verbale --reference "NV 12/2022" --as amina',
    'answer record som-8-cluster --party KE --answer come --person "Ms Head <head.ke@example.org>; HeadOfDelegation" "Mr Expert; Expert; online; som-8" --channel letter --as amina',
    'answer record som-8-cluster --party FR --answer no-part --channel phone --reason "The mission called" --as amina',
  );
  const show = group
    .command("show <meeting>")
    .description("a party's answer by part, and everything that was said: when, by whom, how")
    .requiredOption("--party <code>", "the party")
    .action(async (meeting: string, { party }: { party: string }, command: Command) => {
      const { client, print } = desk(command);
      print.answer(await client.query({ query: "delegation", convocationId: meeting, party }), (said) => {
        const { delegation, nominations, responses, timeZone } = shown.parse(said);
        const parts = Object.entries(delegation.parts).map(
          ([part, { status, was }]) =>
            `${part}: ${was === undefined ? status : `to confirm (${was.status} before it changed)`}`,
        );
        const people = nominations.map(({ number, name, state, parts: at, capacity: own, attends = {} }) => {
          const parts = at.map((each) => [each, attends[each]].filter(Boolean).join(" "));
          return `${number} ${[name, own].filter(Boolean).join(", ")}: ${state} (${parts.join(", ")})`;
        });
        const rows = responses.map((each) => [
          inZone(each.at, timeZone),
          each.kind,
          each.names.join(", "),
          each.by.startsWith("staff:") ? each.by : each.byName,
          [each.channel, each.reference].filter(Boolean).join(" "),
          each.reason ?? "",
        ]);
        const history =
          rows.length === 0
            ? ["Nothing was said yet."]
            : [table([`at (${timeZone})`, "answer", "who", "by", "through", "reason"], rows)];
        return [...parts, ...people, ...history, `Its history: convoke audit DEL#${delegation.id}`].join("\n");
      });
    });
  examples(show, "answer show som-8-cluster --party EG");
}

/** Everybody who comes, as the options name them; undefined where one name, or none, is all that is said. */
function peopleOf({ person, name, email, capacity: own, online, inPerson }: Options): PersonNamed[] | undefined {
  if (person !== undefined && (name !== undefined || email !== undefined))
    throw new WrongUsage("Give --person for each, or --name and --email for one, not both.");
  if (online && inPerson) throw new WrongUsage("Somebody attends online or in person: give one of the two.");
  const how = online ? "online" : inPerson ? "in-person" : undefined;
  if (own === undefined && how === undefined) return person?.map(personOf);
  if (name === undefined)
    throw new WrongUsage(
      "--capacity, --online and --in-person are of the one whom --name names; with --person they stand in its text.",
    );
  const known = own === undefined ? undefined : capacity.parse(own);
  return [
    {
      name,
      ...(email !== undefined && { email }),
      ...(known !== undefined && { capacity: known }),
      ...(how !== undefined && { attends: how }),
    },
  ];
}
