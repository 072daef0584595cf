import type { Command } from "commander";
import * as z from "zod/mini";
import { table } from "#bin/convoke/print";
import { desk, readDetail } from "#bin/convoke/shared";

const four = z.object({
  waiting: z.number(),
  sent: z.number(),
  notSent: z.number(),
  unknown: z.number(),
  delivered: z.number(),
});
/** A convocation's board, as the gateway answers it. */
export const boardAnswer = z.object({
  state: z.string(),
  mails: four,
  parties: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      invited: z.number(),
      mails: four,
      answer: z.enum(["coming", "regrets", "silent"]),
      parts: z.record(z.string(), z.string()),
      registered: z.number(),
      proposed: z.number(),
    }),
  ),
});

export function meetingCommands(program: Command): void {
  program
    .command("convene <file>")
    .description(
      "convene a meeting, a cluster or a series from a JSON file (see events/commands/convene-meeting.v1.sample.json)",
    )
    .addHelpText("after", "\nExample:\n  convoke convene som-8.json --as amina")
    .action(async (file: string, _options: object, command: Command) => {
      const { client, print } = desk(command);
      const { commandId, ...detail } = readDetail(file);
      print.answer(
        await client.command("convene-meeting.v1", detail, typeof commandId === "string" ? commandId : undefined),
        (said) =>
          `Convened: ${String(said["convocationId"])}. Answers may be changed until ${String(said["cutOff"])} (UTC).`,
      );
    });
  program
    .command("hand-over <meeting> <part>")
    .description("record that the chair passes inside a meeting")
    .requiredOption("--from <party>", "the party in the chair")
    .requiredOption("--to <party>", "the party that takes it")
    .action(async (meeting: string, part: string, options: { from: string; to: string }, command: Command) => {
      const { client, print } = desk(command);
      print.answer(
        await client.command("hand-over-chair.v1", {
          convocationId: meeting,
          part,
          from: options.from,
          to: options.to,
        }),
        () => `Recorded: ${options.to} has the chair.`,
      );
    });
  program
    .command("board <meeting>")
    .description("who was invited, what arrived, who comes, who regrets, who is silent")
    .addHelpText("after", "\nExample:\n  convoke board som-8-cluster")
    .action(async (meeting: string, _options: object, command: Command) => {
      const { client, print } = desk(command);
      print.answer(await client.query({ query: "board", convocationId: meeting }), (said) => {
        const { parties, mails, state } = boardAnswer.parse(said);
        const rows = parties.map((party) => [
          party.code,
          party.name,
          party.invited,
          party.mails.delivered,
          party.answer,
          party.registered,
          party.proposed,
        ]);
        const sum = `${meeting} is ${state}. Mails: ${mails.waiting} waiting, ${mails.sent} sent (${mails.delivered} delivered), ${mails.notSent} not sent, ${mails.unknown} unknown.`;
        return `${table(["code", "party", "invited", "delivered", "answer", "registered", "proposed"], rows)}\n${sum}`;
      });
    });
  program
    .command("audit <object>")
    .description(
      "who did what to an object, when and through which door (such as RND#som-8-members, CNV#som-8-cluster, DOC#som-8-readout)",
    )
    .action(async (object: string, _options: object, command: Command) => {
      const { client, print } = desk(command);
      const facts = z.object({
        facts: z.array(z.looseObject({ at: z.string(), type: z.string(), by: z.string(), door: z.string() })),
      });
      print.answer(await client.query({ query: "audit", object }), (said) =>
        table(
          ["at (UTC)", "what", "by", "door"],
          facts.parse(said).facts.map((fact) => [fact.at, fact.type, fact.by, fact.door]),
        ),
      );
    });
}
