import type { Command } from "commander";
import * as z from "zod/mini";
import { table } from "#bin/convoke/print";
import { desk, examples } from "#bin/convoke/shared";

export const four = z.object({
  waiting: z.number(),
  sent: z.number(),
  notSent: z.number(),
  unknown: z.number(),
  delivered: z.number(),
});
/** The four numbers that add up, in one sentence. */
export function fourLine(mails: z.infer<typeof four>): string {
  return `Mails: ${mails.waiting} waiting, ${mails.sent} sent (${mails.delivered} delivered), ${mails.notSent} not sent, ${mails.unknown} unknown.`;
}
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
      answer: z.enum(["coming", "regrets", "silent", "to-confirm"]),
      parts: z.record(z.string(), z.string()),
      registered: z.number(),
      online: z.number(),
      proposed: z.number(),
    }),
  ),
});

export function boardCommands(program: Command): void {
  const board = program
    .command("board <meeting>")
    .description("who was invited, what arrived, who comes, who regrets, who is silent")
    .action(async (id: string, _options: object, command: Command) => {
      const { client, print } = desk(command);
      print.answer(await client.query({ query: "board", convocationId: id }), (said) => {
        const { parties, mails, state } = boardAnswer.parse(said);
        const rows = parties.map((party) => [
          party.code,
          party.name,
          party.invited,
          party.mails.delivered,
          party.answer,
          party.online > 0 ? `${party.registered} (${party.online} online)` : party.registered,
          party.proposed,
        ]);
        const sum = `${id} is ${state}. ${fourLine(mails)}`;
        return `${table(["code", "party", "invited", "delivered", "answer", "registered", "proposed"], rows)}\n${sum}`;
      });
    });
  examples(board, "board som-8-cluster");
}
