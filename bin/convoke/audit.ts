import type { Command } from "commander";
import * as z from "zod/mini";
import { exportsVerified } from "#bin/convoke/audit-exports";
import type { Answer, Client } from "#bin/convoke/client";
import { inZone } from "#bin/convoke/instants";
import { table } from "#bin/convoke/print";
import { desk, examples } from "#bin/convoke/shared";
import { WrongUsage } from "#bin/convoke/trouble";

const facts = z.looseObject({
  timeZone: z.string(),
  facts: z.array(
    z.looseObject({
      at: z.string(),
      type: z.string(),
      by: z.string(),
      door: z.string(),
      data: z.looseObject({ channel: z.exactOptional(z.string()) }),
    }),
  ),
});
const aggregates = z.looseObject({ aggregates: z.array(z.string()) });
const verdict = z.looseObject({ facts: z.number() });

const OBJECTS = "CNV#<meeting>, RND#<round>, DOC#<document>, DEL#<delegation>, DLG#<dialogue>, or <meeting>/<party>";

export function auditCommands(program: Command): void {
  const audit = program
    .command("audit")
    .description("who did what, when and through which door; and whether the record is whole")
    .usage("[options] <object> | verify [<object> | --meeting <id> | --exports]");
  const show = audit
    .command("show <object>", { isDefault: true })
    .description(`an object's history; an object is ${OBJECTS}`)
    .action(async (object: string, _options: object, command: Command) => {
      checkForm(object);
      const { client, print } = desk(command);
      print.answer(await asked(client, "audit", object), (said) => {
        const { facts: rows, timeZone } = facts.parse(said);
        return table(
          [`at (${timeZone})`, "what", "by", "door"],
          rows.map(({ at, type, by, door, data }) => [
            inZone(at, timeZone),
            type,
            by,
            data.channel === undefined ? door : `${door}, from a ${named(data.channel)}`,
          ]),
        );
      });
    });
  examples(show, "audit RND#som-8-members", "audit som-8-cluster/EG");
  const verify = audit
    .command("verify [object]")
    .description(
      "whether the record is what was written: by the chain of hashes, or by the locked exports of every day",
    )
    .option("--meeting <id>", "the chains of every object of this meeting")
    .option("--exports", "everything that was ever exported, against what the ledger holds now")
    .action(async (object: string | undefined, options: { meeting?: string; exports?: true }, command: Command) => {
      if ([object, options.meeting, options.exports].filter((one) => one !== undefined).length !== 1)
        throw new WrongUsage(
          "Name one object, or a meeting with --meeting, or ask for all exports with --exports.",
          "convoke audit verify",
        );
      if (options.exports) return exportsVerified(command);
      if (object !== undefined) checkForm(object);
      const { client, print } = desk(command);
      const answer =
        object === undefined
          ? await meetingVerified(client, options.meeting ?? "")
          : await asked(client, "verify", object);
      print.answer(answer, (said) => `${said["facts"]} facts, chain whole${objectsIn(said)}.`);
    });
  examples(
    verify,
    "audit verify RND#som-8-members",
    "audit verify --meeting som-8-cluster",
    "audit verify --exports --stage prod",
  );
  examples(audit, "audit RND#som-8-members", "audit som-8-cluster/EG", "audit verify --meeting som-8-cluster");
}

const named = (channel: string) => ({ phone: "telephone call", "note-verbale": "note verbale" })[channel] ?? channel;
const objectsIn = (said: Answer) => (typeof said["objects"] === "number" ? `, in ${said["objects"]} objects` : "");

const PARTY = /^([A-Za-z0-9][A-Za-z0-9-]*)\/([A-Z][A-Z0-9]{1,11})$/;
function checkForm(object: string): void {
  if (!PARTY.test(object) && !/^[A-Z]{2,3}#[A-Za-z0-9#-]{1,160}$/.test(object))
    throw new WrongUsage(
      `An object is ${OBJECTS}. Put it in quotes where your shell takes # for a comment.`,
      "convoke audit",
    );
}

/** A party of a meeting stands for its delegation, whose id nobody remembers. */
async function asked(client: Client, query: "audit" | "verify", object: string): Promise<Answer> {
  const party = PARTY.exec(object);
  if (!party) return client.query({ query, object });
  const said = await client.query({ query: "delegation", convocationId: party[1], party: party[2] });
  const found = z.looseObject({ delegation: z.looseObject({ id: z.string() }) }).safeParse(said);
  return found.success ? client.query({ query, object: `DEL#${found.data.delegation.id}` }) : said;
}

/** The first broken chain, or how many facts all of them hold. An object without a history has none to check. */
async function meetingVerified(client: Client, convocationId: string): Promise<Answer> {
  const said = await client.query({ query: "aggregates", convocationId });
  if (!said.accepted) return said;
  let [total, objects] = [0, 0];
  for (const object of aggregates.parse(said).aggregates) {
    const checked = await client.query({ query: "verify", object });
    if (!checked.accepted && checked.code === "not-found") continue;
    if (!checked.accepted) return checked;
    total += verdict.parse(checked).facts;
    objects++;
  }
  return { accepted: true, facts: total, objects };
}
