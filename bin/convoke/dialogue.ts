import { type Command, Option } from "commander";
import * as z from "zod/mini";
import { table } from "#bin/convoke/print";
import { day, desk, examples } from "#bin/convoke/shared";
import { WrongUsage } from "#bin/convoke/trouble";
import { partyKind } from "#events/audience-rule";

const listed = z.object({
  asOf: z.string(),
  chair: z.nullable(z.string()),
  parties: z.array(
    z.looseObject({
      code: z.string(),
      name: z.string(),
      kind: z.string(),
      region: z.string(),
      membership: z.nullable(z.string()),
      assumed: z.boolean(),
      committee: z.boolean(),
    }),
  ),
});
const dialogues = z.looseObject({
  dialogues: z.array(z.object({ id: z.string(), name: z.string(), order: z.string(), own: z.boolean() })),
});
const kinds = partyKind.options;
const memberships = ["member", "observer", "suspended"] as const;
type Options = { readonly dialogue: string; readonly committee?: boolean } & {
  readonly [name in (typeof memberships)[number]]?: boolean;
} & { readonly asOf?: string; readonly kind?: string; readonly region?: string };

export function dialogueCommands(program: Command): void {
  const list = program
    .command("party")
    .description("the parties of a dialogue")
    .command("list")
    .description("the parties as of a day, in the dialogue's order: kind, region, membership, committee, chair")
    .option("--dialogue <id>", "the dialogue", "khartoum")
    .option("--as-of <day>", "a day such as 2022-03-22; default: today", day)
    .addOption(new Option("--kind <kind>", "of one kind").choices(kinds))
    .option("--region <region>", "of one region")
    .option("--member", "members alone")
    .option("--observer", "observers alone")
    .option("--suspended", "suspended members alone")
    .option("--committee", "in the steering committee alone")
    .action(async ({ dialogue, member, observer, suspended, ...rest }: Options, command: Command) => {
      const said = { member, observer, suspended };
      const [membership, ...more] = memberships.filter((each) => said[each] === true);
      if (more.length > 0)
        throw new WrongUsage(
          "A party is a member, an observer or suspended: give one of the three.",
          "convoke party list",
        );
      const { client, print } = desk(command);
      const asked = { query: "parties", dialogueId: dialogue, ...rest, ...(membership && { membership }) };
      print.answer(await client.query(asked), (answer) => {
        const { asOf, chair, parties } = listed.parse(answer);
        const rows = parties.map((party) => [
          party.code,
          party.name,
          party.kind,
          party.region,
          `${party.membership ?? ""}${party.assumed ? " (assumed)" : ""}`,
          party.committee ? "committee" : "",
          party.code === chair ? "chair" : "",
        ]);
        const sum = `${parties.length} ${parties.length === 1 ? "party" : "parties"} on ${asOf}.`;
        const head = ["code", "name", "kind", "region", "membership", "body", "chair"];
        return rows.length === 0 ? sum : `${table(head, rows)}\n${sum}`;
      });
    });
  examples(list, "party list --as-of 2022-03-22", "party list --kind partner-organisation", "party list --observer");

  const group = program.command("dialogue").description("the dialogues of a stage");
  const all = group
    .command("list")
    .description("every dialogue that the stage holds, and the order in which it shows its parties")
    .action(async (_options: object, command: Command) => {
      const { client, print } = desk(command);
      print.answer(await client.query({ query: "dialogues" }), (said) => {
        const rows = dialogues
          .parse(said)
          .dialogues.map(({ id, name, order, own }) => [id, name, order, own ? "the stage's own" : ""]);
        return table(["id", "name", "order", ""], rows);
      });
    });
  examples(all, "dialogue list", "dialogue list --stage prod");
  const order = group
    .command("order <order>")
    .description("in which order parties are shown: english, page (by the page's language) or protocol")
    .option("--dialogue <id>", "the dialogue", "khartoum")
    .action(async (wanted: string, { dialogue }: { dialogue: string }, command: Command) => {
      const { client, print } = desk(command);
      const fileId = await client.file(JSON.stringify({ dialogue: { order: wanted } }));
      const answer = await client.command("import-parties.v1", { dialogueId: dialogue, fileId, format: "json" });
      print.answer(answer, () => `Parties of ${dialogue} are shown in the order: ${wanted}.`);
    });
  examples(order, "dialogue order protocol", "dialogue order page --dialogue rabat");
}
