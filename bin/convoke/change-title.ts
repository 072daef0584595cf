import type { Command } from "commander";
import * as z from "zod/mini";
import { changing, print } from "#bin/convoke/changing";
import { desk, examples } from "#bin/convoke/shared";
import { WrongUsage } from "#bin/convoke/trouble";

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

export function titleCommand(program: Command): void {
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
}
