import type { Command } from "commander";
import * as z from "zod/mini";
import { four, fourLine } from "#bin/convoke/board";
import type { Client } from "#bin/convoke/client";
import { table } from "#bin/convoke/print";
import { desk, examples } from "#bin/convoke/shared";
import { nearest } from "#bin/convoke/suggest";
import { Refused, WrongUsage } from "#bin/convoke/trouble";
import { partyKind } from "#events/audience-rule";

const leftOut = z.array(z.object({ code: z.string(), why: z.string(), roundId: z.exactOptional(z.string()) }));
const submitted = z.object({ delegations: z.number(), invitees: z.number(), hash: z.string(), leftOut });
const roundAnswer = z.looseObject({
  round: z.object({ state: z.string(), hash: z.string(), delegations: z.number(), invitees: z.number() }),
  audience: z.array(
    z.object({ code: z.string(), reason: z.string(), parts: z.array(z.string()), invitees: z.number() }),
  ),
  leftOut,
  /** How the registry would choose today; where the round is not released yet. */
  since: z.exactOptional(
    z.object({ added: z.array(z.string()), gone: z.array(z.string()), otherContacts: z.array(z.string()) }),
  ),
  mails: z.exactOptional(four),
});
const roundList = z.looseObject({
  rounds: z.array(
    z.looseObject({
      id: z.string(),
      state: z.string(),
      delegations: z.number(),
      invitees: z.number(),
      drafter: z.string(),
      releaser: z.nullable(z.string()),
    }),
  ),
});
/** The secretariat invites; it is not invited. */
const kinds: readonly string[] = partyKind.options.filter((kind) => kind !== "secretariat");

/**
 * `members`, a kind of party, `steering-committee`, or codes: a comma-separated union; a leading minus takes a party out. Throws
 * WrongUsage for a word that is none of them.
 */
export function audienceOf(text: string): object {
  const words = text
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");
  const except = words.filter((word) => word.startsWith("-")).map((word) => word.slice(1));
  const named = words.filter((word) => !word.startsWith("-"));
  const pick = (known: readonly string[]) => named.filter((word) => known.includes(word));
  const parties = named.filter((word) => word !== "members" && word !== "steering-committee" && !kinds.includes(word));
  const unknown = [...parties, ...except].find((word) => !/^[A-Z][A-Z0-9-]*$/.test(word));
  if (unknown !== undefined) {
    const meant = nearest(unknown, ["members", "steering-committee", ...kinds]);
    throw new WrongUsage(
      `--audience ${unknown} means nobody.${meant === undefined ? "" : ` Did you mean ${meant}?`} Say members, steering-committee, a kind of party (${kinds.join(", ")}) or parties' codes in capitals; commas add them up, and a minus before a code leaves that party out.`,
      "convoke round draft",
    );
  }
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

/** What the registry would change in a frozen audience: said, and never done. */
function sinceLines({ since }: Pick<z.infer<typeof roundAnswer>, "since">): string[] {
  if (!since) return [];
  const changes = [
    ["would be invited too", since.added],
    ["would be left out", since.gone],
    ["would be written to at other contacts", since.otherContacts],
  ] as const;
  const found = changes.filter(([, codes]) => codes.length > 0).map(([what, codes]) => `${codes.join(", ")} ${what}`);
  return found.length === 0
    ? []
    : [`The registry changed since: ${found.join("; ")}. The round keeps what was frozen; to follow, draft another.`];
}

async function shownRound(client: Client, roundId: string): Promise<z.infer<typeof roundAnswer>> {
  const answer = await client.query({ query: "round", roundId });
  if (!answer.accepted) throw new Refused(answer);
  return roundAnswer.parse(answer);
}

export function invitationCommands(program: Command): void {
  const round = program
    .command("round")
    .description("invitation rounds: draft, submit, preview, test, review, release, stop, close");
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
    .addHelpText("after", "\nExample:\n  convoke round submit som-8-members --as amina")
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
    .description("a round's state, its audience, and what became of its mails")
    .addHelpText("after", "\nExample:\n  convoke round show som-8-members")
    .action(async (roundId: string, _options: object, command: Command) => {
      const { client, print } = desk(command);
      print.answer(await client.query({ query: "round", roundId }), (said) => {
        const { round: held, audience, mails, leftOut, ...rest } = roundAnswer.parse(said);
        return [
          table(
            ["party", "why", "invited to", "invitees"],
            audience.map((entry) => [entry.code, entry.reason, entry.parts.join(", "), entry.invitees]),
          ),
          `${roundId} is ${held.state}: ${held.invitees} invitees of ${held.delegations} delegations, audience ${held.hash}.`,
          ...(mails ? [fourLine(mails)] : []),
          ...leftOutLines(leftOut),
          ...sinceLines(rest),
        ].join("\n");
      });
    });
  const list = round
    .command("list")
    .description("the rounds of a meeting: their state, their size, who drafted and who released them")
    .requiredOption("--meeting <id>", "the meeting")
    .action(async (options: { meeting: string }, command: Command) => {
      const { client, print } = desk(command);
      print.answer(await client.query({ query: "rounds", convocationId: options.meeting }), (said) => {
        const { rounds } = roundList.parse(said);
        const rows = rounds.map((each) => [
          each.id,
          each.state,
          each.delegations,
          each.invitees,
          each.drafter,
          each.releaser ?? "",
        ]);
        return rows.length === 0
          ? `${options.meeting} has no round yet: convoke round draft <round> --meeting ${options.meeting} --audience members`
          : table(["round", "state", "delegations", "invitees", "drafted by", "released by"], rows);
      });
    });
  examples(list, "round list --meeting som-8-cluster");
  round
    .command("preview <round>")
    .description("the mail as a party would read it, with a link that does not work")
    .requiredOption("--party <code>", "the party")
    .option("--language <language>", "en, fr or ar; default: the person's")
    .addHelpText("after", "\nExample:\n  convoke round preview som-8-members --party EG --language ar")
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
      .addHelpText("after", `\nExample:\n  convoke round ${act} som-8-members --as bilal`)
      .action(async (roundId: string, options: { hash?: string }, command: Command) => {
        const { client, print } = desk(command);
        const shown = await shownRound(client, roundId);
        const hash = options.hash ?? shown.round.hash;
        for (const line of sinceLines(shown)) print.note(line);
        print.answer(await client.command(`${act}-round.v1`, { roundId, hash }), (said) =>
          act === "review"
            ? `Reviewed: ${roundId}.`
            : `Released: ${roundId} to ${String(said["invitees"])} invitees of ${String(said["delegations"])} delegations.`,
        );
      });
  }
}
