import type { Command } from "commander";
import * as z from "zod/mini";
import { focalPointCommands } from "#bin/convoke/focal-points";
import { table } from "#bin/convoke/print";
import { day, desk, examples } from "#bin/convoke/shared";

const term = z.looseObject({ from: z.string(), until: z.nullable(z.string()), assumed: z.boolean() });
const shown = z.looseObject({
  asOf: z.string(),
  party: z.looseObject({
    code: z.string(),
    kind: z.string(),
    region: z.string(),
    names: z.object({ en: z.string(), fr: z.exactOptional(z.string()), ar: z.exactOptional(z.string()) }),
    language: z.string(),
    timeZone: z.string(),
  }),
  member: z.boolean(),
  committee: z.boolean(),
  chairs: z.boolean(),
  memberships: z.array(z.looseObject({ ...term.shape, kind: z.string() })),
  seats: z.array(z.looseObject({ ...term.shape, body: z.string(), heldFor: z.exactOptional(z.string()) })),
  chairmanships: z.array(term),
  contactCount: z.number(),
});
const listed = z.looseObject({
  asOf: z.string(),
  contacts: z.array(
    z.object({
      name: z.string(),
      email: z.string(),
      language: z.string(),
      role: z.string(),
      rank: z.nullable(z.string()),
      from: z.string(),
      until: z.nullable(z.string()),
      evidence: z.exactOptional(z.string()),
    }),
  ),
  others: z.number(),
});

const days = ({ from, until, assumed }: z.infer<typeof term>) =>
  until !== null && until < from ? `${from}, taken back` : `${from} to ${until ?? "now"}${assumed ? " (assumed)" : ""}`;
const dayOption = ["--as-of <day>", "a day such as 2022-03-22; default: today", day] as const;

export function partyCommands(program: Command): void {
  const party = program.commands.find((command) => command.name() === "party") ?? program.command("party");
  const show = party
    .command("show <party>")
    .description("one party: its names, membership, seats, chairs, and how many contacts it has")
    .option("--dialogue <id>", "the dialogue", "khartoum")
    .option(...dayOption)
    .action(async (code: string, options: { dialogue: string; asOf?: string }, command: Command) => {
      const { client, print } = desk(command);
      print.answer(await client.query({ query: "party", ...asked(code, options) }), (said) => {
        const { party: found, asOf, ...is } = shown.parse(said);
        const now = [is.member && "a member", is.committee && "in the committee", is.chairs && "in the chair"];
        return [
          `${found.code}  ${[found.names.en, found.names.fr, found.names.ar].filter((name) => name !== undefined).join(" · ")}`,
          `${found.kind}, ${found.region}; writes ${found.language}; its clocks: ${found.timeZone}`,
          `On ${asOf}: ${now.filter(Boolean).join(", ") || "neither member nor in a body"}; ${is.contactCount} contacts.`,
          ...is.memberships.map((each) => `${each.kind}: ${days(each)}`),
          ...is.seats.map(
            (each) => `${each.body}${each.heldFor === undefined ? "" : ` for ${each.heldFor}`}: ${days(each)}`,
          ),
          ...is.chairmanships.map((each) => `chair: ${days(each)}`),
        ].join("\n");
      });
    });
  examples(show, "party show EG", "party show EG --as-of 2022-03-22 --json");
  const contact = program.command("contact").description("the people that the secretariat writes to");
  const list = contact
    .command("list")
    .description("whom a party is written to on a day")
    .requiredOption("--party <code>", "the party")
    .option("--dialogue <id>", "the dialogue", "khartoum")
    .option(...dayOption)
    .action(async (options: { dialogue: string; party: string; asOf?: string }, command: Command) => {
      const { client, print } = desk(command);
      print.answer(await client.query({ query: "contacts", ...asked(options.party, options) }), (said) => {
        const { contacts, others, asOf } = listed.parse(said);
        const rows = contacts.map(({ name, email, language, role, rank, from, until, evidence }) => [
          name,
          email,
          language,
          rank ?? role,
          from,
          until ?? "",
          evidence ?? "",
        ]);
        const rest = others === 0 ? "" : ` ${others} whose term is over or has not begun.`;
        const sum = `${contacts.length} contacts of ${options.party} on ${asOf}.${rest}`;
        return contacts.length === 0
          ? sum
          : `${table(["name", "address", "writes", "as", "since", "until", "by the letter"], rows)}\n${sum}`;
      });
    });
  examples(list, "contact list --party EG", "contact list --party EG --as-of 2022-03-22");
  focalPointCommands(contact);
}

function asked(party: string, { dialogue, asOf }: { dialogue: string; asOf?: string }) {
  return { party, dialogueId: dialogue, ...(asOf !== undefined && { asOf }) };
}
