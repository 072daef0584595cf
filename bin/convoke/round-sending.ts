import type { Command } from "commander";
import * as z from "zod/mini";
import { type Client, Unreachable } from "#bin/convoke/client";
import { desk, examples } from "#bin/convoke/shared";
import { WrongUsage } from "#bin/convoke/trouble";

const stopped = z.looseObject({
  mails: z.looseObject({
    stop: z.object({ sent: z.number(), inFlight: z.number(), failed: z.number(), cancelled: z.number() }),
  }),
});

/** What concerns the sending of a round: a test before it, a stop during it, a close after it. */
export function sendingCommands(program: Command): void {
  const round = program.commands.find((command) => command.name() === "round") ?? program.command("round");
  const test = round
    .command("test <round>")
    .description("send the mail of one party to yourself as a test: marked, with a dead link, counted nowhere")
    .requiredOption(
      "--to <who>",
      "me (CONVOKE_MAIL, or your sign-in name where it is an address), or an address on the stage's allow-list",
    )
    .option("--party <code>", "the party whose mail it is; default: the first of the audience")
    .option("--language <language>", "en, fr or ar; default: the person's")
    .action(async (roundId: string, options: { to: string; party?: string; language?: string }, command: Command) => {
      const { client, print } = desk(command);
      if (options.language !== undefined && !/^(en|fr|ar)$/.test(options.language))
        throw new WrongUsage("--language is en, fr or ar.", "convoke round test");
      const { to, ...rest } = options;
      const receiver = to === "me" ? (process.env["CONVOKE_MAIL"] ?? "me") : to;
      print.answer(
        await client.command("test-round.v1", { roundId, to: receiver, ...given(rest) }),
        () => `A test of ${roundId} is on its way to ${receiver === "me" ? "you" : receiver}.`,
      );
    });
  examples(
    test,
    "round test som-8-members --to me --as amina@example.org",
    "round test som-8-members --to amina@example.org --party EG --language ar",
  );
  const stop = round
    .command("stop <round>")
    .description("stop a round while it is being sent: what has not left is cancelled; anybody may")
    .action(async (roundId: string, _options: object, command: Command) => {
      const { client, print } = desk(command);
      const answer = await client.command("stop-round.v1", { roundId });
      if (!answer.accepted) return print.answer(answer, () => "");
      const counts = await countsOf(client, roundId);
      print.answer({ ...answer, mails: counts }, ({ unchanged }) => {
        const { sent, inFlight, failed, cancelled } = counts;
        const travelling = inFlight === 0 ? "" : ` (${inFlight} of them in flight)`;
        const lost = failed === 0 ? "" : `, ${failed} had failed`;
        const first = unchanged === true ? `${roundId} was stopped already` : `Stopped: ${roundId}`;
        return `${first}: ${sent} sent${travelling}, ${cancelled} cancelled${lost}. Its reminders stop too; who got a mail may answer.`;
      });
    });
  examples(stop, "round stop som-8-members --as amina");
  const close = round
    .command("close <round>")
    .description("chase no more answers of a round: its reminders stop, answers are taken until the cut-off")
    .action(async (roundId: string, _options: object, command: Command) => {
      const { client, print } = desk(command);
      print.answer(
        await client.command("close-round.v1", { roundId }),
        ({ unchanged }) =>
          `${unchanged === true ? `${roundId} was closed already` : `Closed: ${roundId}`}. Nobody of it is reminded any more to answer; answers are taken until the cut-off, and the registered are still reminded of the meeting.`,
      );
    });
  examples(close, "round close som-8-members --as amina");
}

async function countsOf(client: Client, roundId: string) {
  const said = stopped.safeParse(await client.query({ query: "round", roundId }));
  if (!said.success)
    throw new Unreachable(`${roundId} is stopped, but its mails could not be counted: convoke round show ${roundId}.`);
  return said.data.mails.stop;
}

/** Options that were given, without those that were not. */
function given(options: { party?: string; language?: string }) {
  return {
    ...(options.party !== undefined && { party: options.party }),
    ...(options.language !== undefined && { language: options.language }),
  };
}
