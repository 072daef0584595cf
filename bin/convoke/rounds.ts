import type { Command } from "commander";
import * as z from "zod/mini";
import { type Client, Unreachable } from "#bin/convoke/client";
import { table } from "#bin/convoke/print";
import { desk } from "#bin/convoke/shared";

const leftOut = z.array(z.object({ code: z.string(), why: z.string(), roundId: z.exactOptional(z.string()) }));
const submitted = z.object({ delegations: z.number(), invitees: z.number(), hash: z.string(), leftOut });
const roundAnswer = z.object({
  round: z.object({ state: z.string(), hash: z.string(), delegations: z.number(), invitees: z.number() }),
  audience: z.array(
    z.object({ code: z.string(), reason: z.string(), parts: z.array(z.string()), invitees: z.number() }),
  ),
  leftOut,
});
const kinds = ["partner-state", "governing-organisation", "partner-organisation", "invited-organisation", "guest"];

/** `members`, a kind of party, `steering-committee`, or codes: a comma-separated union; a leading minus takes a party out. */
export function audienceOf(text: string): object {
  const words = text
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");
  const except = words.filter((word) => word.startsWith("-")).map((word) => word.slice(1));
  const named = words.filter((word) => !word.startsWith("-"));
  const pick = (known: readonly string[]) => named.filter((word) => known.includes(word));
  const parties = named.filter((word) => word !== "members" && word !== "steering-committee" && !kinds.includes(word));
  return {
    ...(named.includes("members") && { members: true }),
    ...(named.includes("steering-committee") && { bodies: ["steering-committee"] }),
    ...(pick(kinds).length > 0 && { kinds: pick(kinds) }),
    ...(parties.length > 0 && { parties }),
    ...(except.length > 0 && { except }),
  };
}

const whys: { readonly [why: string]: string } = {
  "already-invited": "invited already",
  "already-registered": "registered already",
  "no-contact": "nobody to write to",
  "no-part": "invited to no part of the meeting",
};
const MOST_CODES = 30;
/** One line for each reason: how many, and which parties. */
function leftOutLines(parties: z.infer<typeof leftOut>): string[] {
  return [...Map.groupBy(parties, ({ why }) => why)].map(([why, some]) => {
    const codes = some.slice(0, MOST_CODES).map(({ code, roundId }) => (roundId ? `${code} by ${roundId}` : code));
    const more = some.length > codes.length ? `, and ${some.length - codes.length} more` : "";
    return `Left out, ${whys[why] ?? why}: ${some.length} (${codes.join(", ")}${more}).`;
  });
}

async function hashOf(client: Client, roundId: string): Promise<string> {
  const answer = await client.query({ query: "round", roundId });
  if (!answer.accepted) throw new Unreachable(`There is no round ${roundId}.`);
  return roundAnswer.parse(answer).round.hash;
}

export function invitationCommands(program: Command): void {
  const round = program.command("round").description("invitation rounds: draft, submit, preview, review, release");
  round
    .command("draft <round>")
    .description("draft a round to a meeting")
    .requiredOption("--meeting <id>", "the meeting")
    .requiredOption(
      "--audience <who>",
      "members, steering-committee, a kind of party, or codes, separated by commas; -XX leaves one out",
    )
    .addHelpText(
      "after",
      "\nExample:\n  convoke round draft som-8-members --meeting som-8-cluster --audience members --as amina",
    )
    .action(async (roundId: string, options: { meeting: string; audience: string }, command: Command) => {
      const { client, print } = desk(command);
      const answer = await client.command("draft-round.v1", {
        roundId,
        convocationId: options.meeting,
        template: "invitation",
        audience: audienceOf(options.audience),
      });
      print.answer(answer, () => `Drafted: ${roundId}. Next: convoke round submit ${roundId}`);
    });
  round
    .command("submit <round>")
    .description("freeze a round's audience and send it to review")
    .action(async (roundId: string, _options: object, command: Command) => {
      const { client, print } = desk(command);
      print.answer(await client.command("submit-round.v1", { roundId }), (said) => {
        const { delegations, invitees, hash, leftOut } = submitted.parse(said);
        return [
          `In review: ${invitees} invitees of ${delegations} delegations, audience ${hash}.`,
          ...leftOutLines(leftOut),
        ].join("\n");
      });
    });
  round
    .command("show <round>")
    .description("a round's state and audience")
    .action(async (roundId: string, _options: object, command: Command) => {
      const { client, print } = desk(command);
      print.answer(await client.query({ query: "round", roundId }), (said) => {
        const { round: held, audience, leftOut } = roundAnswer.parse(said);
        return [
          table(
            ["party", "why", "invited to", "invitees"],
            audience.map((entry) => [entry.code, entry.reason, entry.parts.join(", "), entry.invitees]),
          ),
          `${roundId} is ${held.state}: ${held.invitees} invitees of ${held.delegations} delegations, audience ${held.hash}.`,
          ...leftOutLines(leftOut),
        ].join("\n");
      });
    });
  round
    .command("preview <round>")
    .description("the mail as a party would read it, with a link that does not work")
    .requiredOption("--party <code>", "the party")
    .option("--language <language>", "en, fr or ar; default: the person's")
    .action(async (roundId: string, options: { party: string; language?: string }, command: Command) => {
      const { client, print } = desk(command);
      const question = {
        query: "preview",
        roundId,
        party: options.party,
        ...(options.language !== undefined && { language: options.language }),
      };
      print.answer(
        await client.query(question),
        (said) => `To: ${String(said["to"])}\nSubject: ${String(said["subject"])}\n\n${String(said["text"])}`,
      );
    });
  for (const act of ["review", "release"] as const) {
    round
      .command(`${act} <round>`)
      .description(
        act === "review"
          ? "say that a round is right; not the drafter"
          : "let the round's mails leave; not the drafter",
      )
      .option("--hash <hash>", "the audience that you saw; default: the one it holds now")
      .action(async (roundId: string, options: { hash?: string }, command: Command) => {
        const { client, print } = desk(command);
        const hash = options.hash ?? (await hashOf(client, roundId));
        print.answer(await client.command(`${act}-round.v1`, { roundId, hash }), (said) =>
          act === "review"
            ? `Reviewed: ${roundId}.`
            : `Released: ${roundId} to ${String(said["invitees"])} invitees of ${String(said["delegations"])} delegations.`,
        );
      });
  }
}
