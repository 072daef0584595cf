import { type Command, Option } from "commander";
import * as z from "zod/mini";
import { table } from "#bin/convoke/print";
import { desk, examples } from "#bin/convoke/shared";

const shown = z.looseObject({
  delegation: z.looseObject({
    id: z.string(),
    parts: z.record(
      z.string(),
      z.looseObject({ status: z.string(), was: z.exactOptional(z.looseObject({ status: z.string() })) }),
    ),
  }),
  nominations: z.array(z.looseObject({ name: z.string(), state: z.string(), parts: z.array(z.string()) })),
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
    .option("--email <address>", "their address, for the confirmation")
    .addOption(
      new Option("--channel <channel>", "how it came")
        .choices(["letter", "phone", "note-verbale"])
        .makeOptionMandatory(),
    )
    .option("--reference <text>", "the number of the letter or note")
    .option("--reason <text>", "why you record it; needed after the cut-off")
    .action(async (meeting: string, options: Options, command: Command) => {
      const { client, print } = desk(command);
      const { part, ...rest } = options;
      const answer = await client.command("record-answer.v1", {
        convocationId: meeting,
        ...(part !== undefined && { parts: part }),
        ...rest,
      });
      print.answer(answer, ({ unchanged }) =>
        unchanged === true
          ? `Nothing to record: this is ${options.party}’s answer already.`
          : `Recorded for ${options.party}, by ${options.channel}. The party’s focal points get a receipt. Look at it: convoke answer show ${meeting} --party ${options.party}`,
      );
    });
  examples(
    record,
    'answer record som-8-cluster --party EG --answer come --part som-8 --name "Ms Delegate" --email delegate.eg@example.org --channel note-verbale --reference "NV 12/2022" --as amina',
    'answer record som-8-cluster --party FR --answer no-part --channel phone --reason "The mission called" --as amina',
  );
  const show = group
    .command("show <meeting>")
    .description("a party's answer by part, and everything that was said: when, by whom, how")
    .requiredOption("--party <code>", "the party")
    .action(async (meeting: string, { party }: { party: string }, command: Command) => {
      const { client, print } = desk(command);
      print.answer(await client.query({ query: "delegation", convocationId: meeting, party }), (said) => {
        const { delegation, nominations, responses } = shown.parse(said);
        const parts = Object.entries(delegation.parts).map(
          ([part, { status, was }]) =>
            `${part}: ${was === undefined ? status : `to confirm (${was.status} before it changed)`}`,
        );
        const people = nominations.map(({ name, state, parts: at }) => `${name}: ${state} (${at.join(", ")})`);
        const rows = responses.map((each) => [
          each.at,
          each.kind,
          each.names.join(", "),
          each.by.startsWith("staff:") ? each.by : each.byName,
          [each.channel, each.reference].filter(Boolean).join(" "),
          each.reason ?? "",
        ]);
        const history =
          rows.length === 0
            ? ["Nothing was said yet."]
            : [table(["at (UTC)", "answer", "who", "by", "through", "reason"], rows)];
        return [...parts, ...people, ...history, `Its history: convoke audit DEL#${delegation.id}`].join("\n");
      });
    });
  examples(show, "answer show som-8-cluster --party EG");
}
