import type { Command } from "commander";
import * as z from "zod/mini";
import { Unreachable } from "#bin/convoke/client";
import { credentialTrouble } from "#bin/convoke/credentials";
import { printer } from "#bin/convoke/print";
import { examples } from "#bin/convoke/shared";
import { stageIn } from "#bin/convoke/stage";
import { WrongUsage } from "#bin/convoke/trouble";

const asked = z.looseObject({
  stage: z.exactOptional(z.string()),
  region: z.exactOptional(z.string()),
  yesDelete: z.exactOptional(z.string()),
  json: z.boolean(),
});
const GONE = /^(ResourceNotFoundException|NoSuchBucket|TableNotFoundException)$/;
/** They go with what they belong to. */
const parts = ["AWS::Cognito::UserPoolGroup"];

/** What ends a stage for good. It asks no door: there is none any more. */
export function stageCommands(program: Command): void {
  const stage = program.command("stage").description("a deployed stage as a whole");
  const purge = stage
    .command("purge")
    .description(
      "delete for good what `cdk destroy` left of a stage: tables, documents, secret, staff accounts; never of prod",
    )
    .option("--yes-delete <stage>", "the stage's name once more, to say that its data may be deleted")
    .action(async (_options: object, command: Command) => {
      const { stage: name, region: given, yesDelete, json } = asked.parse(command.optsWithGlobals());
      const path = "convoke stage purge";
      if (name === undefined) throw new WrongUsage("Name the stage with --stage.", path);
      const known = stageIn(name);
      const print = printer(json);
      if (name === "prod" || known.protected)
        return print.answer(
          {
            accepted: false,
            code: "protected",
            sentence: `The stage ${name} is protected: no command deletes its data.`,
          },
          () => "",
        );
      if (yesDelete !== name)
        throw new WrongUsage(
          `This deletes every row, document, key and account of ${name}, and nothing brings them back. Say so with --yes-delete ${name}.`,
          path,
        );
      const region = given ?? known.region;
      const { deleted, left } = await told(region, async () => purged(name, region));
      print.answer({ accepted: true, deleted, left }, () =>
        deleted.length + left.length === 0
          ? `Nothing of ${name} is left in ${region}.`
          : [
              ...deleted.map((each) => `Deleted: ${each}.`),
              ...left.map((each) => `Left, to be deleted by hand: ${each}.`),
            ].join("\n"),
      );
    });
  examples(purge, "stage purge --stage test --yes-delete test");
}

async function purged(name: string, region: string) {
  const { leftovers } = await import("#bin/convoke/leftovers");
  const { deleters } = await import("#bin/convoke/deleting");
  const { standing, left: found } = await leftovers(name, region);
  if (standing.length > 0)
    throw new Unreachable(
      `The stage ${name} is still deployed (${standing.join(", ")}). Destroy it first: npx cdk destroy --context stage=${name}`,
    );
  const known = deleters(region);
  const deleted: string[] = [];
  const left: string[] = [];
  for (const { type, id } of found) {
    if (parts.includes(type)) continue;
    const how = known[type];
    if (!how) left.push(`${type} ${id}`);
    else if (await isDeleted(async () => how.delete(id))) deleted.push(`${how.word} ${id}`);
  }
  return { deleted, left };
}

/** False where it was gone already. */
async function isDeleted(act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    if (error instanceof Error && GONE.test(error.name)) return false;
    throw error;
  }
}

async function told<T>(region: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Unreachable) throw error;
    const { name, message } = error instanceof Error ? error : { name: "", message: String(error) };
    throw new Unreachable(
      credentialTrouble(error) ??
        `AWS in ${region} did not do it (${name}: ${message}). What was deleted stays so; give the command again when the cause is mended.`,
      { cause: error },
    );
  }
}
