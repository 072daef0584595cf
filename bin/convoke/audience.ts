import type { Command } from "commander";
import * as z from "zod/mini";
import { table } from "#bin/convoke/print";
import { day, desk, examples } from "#bin/convoke/shared";
import { nearest } from "#bin/convoke/suggest";

const assumed = z.object({ code: z.string(), what: z.string(), from: z.string(), until: z.nullable(z.string()) });
const found = z.looseObject({
  asOf: z.string(),
  parties: z.array(z.object({ code: z.string(), name: z.string(), reason: z.string(), assumed: z.array(assumed) })),
  out: z.array(assumed),
});
const unknown = z.looseObject({ part: z.number(), known: z.array(z.string()) });

export function audienceCommands(program: Command): void {
  const ask = program
    .command("audience <words>")
    .description("whom some words mean on a day, each party with the reason, and what no source says")
    .option("--dialogue <id>", "the dialogue", "khartoum")
    .option("--as-of <day>", "a day such as 2022-03-22; default: today", day)
    .action(async (words: string, { dialogue, ...on }: { dialogue: string; asOf?: string }, command: Command) => {
      const { client, print } = desk(command);
      const said = await client.query({ query: "audience", dialogueId: dialogue, words, ...on });
      const wrong = said.accepted ? undefined : unknown.safeParse(said).data;
      const word = words.split(",")[(wrong?.part ?? 0) - 1]?.trim();
      const meant = word === undefined || !wrong ? undefined : nearest(word, wrong.known);
      const answer =
        meant === undefined
          ? said
          : { ...said, didYouMean: meant, sentence: `${said.sentence ?? ""} Did you mean ${meant}?` };
      print.answer(answer, (whole) => told(found.parse(whole)));
    });
  examples(
    ask,
    'audience "steering committee" --as-of 2022-03-22',
    'audience "members, partner organisations"',
    "audience africa",
  );
}

function told({ asOf, parties, out }: z.infer<typeof found>): string {
  const rows = parties.map((party) => [
    party.code,
    party.name,
    party.reason,
    party.assumed.length > 0 ? "assumed" : "",
  ]);
  const notes = parties.flatMap((party) => party.assumed.map((term) => `Assumed: ${termIn(term)}.`));
  return [
    ...(rows.length > 0 ? [table(["code", "name", "because", ""], rows)] : []),
    `${parties.length} ${parties.length === 1 ? "party" : "parties"} on ${asOf}.`,
    ...notes,
    ...out.map((term) => `Left out, as assumed: ${termIn(term)}.`),
  ].join("\n");
}

function termIn({ code, what, from, until }: z.infer<typeof assumed>): string {
  return `${code}, ${what} from ${from === "0001-01-01" ? "an unknown day" : from} to ${until ?? "now"}; no source gives both days`;
}
