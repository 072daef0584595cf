import type { Command } from "commander";
import * as z from "zod/mini";
import { type Answer, type Client, newId } from "#bin/convoke/client";
import { table } from "#bin/convoke/print";
import { desk, examples } from "#bin/convoke/shared";
import { Refused } from "#bin/convoke/trouble";

const mail = z.looseObject({
  mailId: z.string(),
  kind: z.string(),
  state: z.string(),
  delegation: z.string(),
  person: z.string(),
});
const settled = z.looseObject({ mails: z.array(mail), next: z.exactOptional(z.string()) });
const meetings = z.looseObject({ meetings: z.array(z.looseObject({ id: z.string() })) });

export function restoreCommands(program: Command): void {
  const group = program.command("restore").description("going on from restored tables");
  examples(
    group
      .command("settle")
      .description("find the mails that the restored tables do not know the end of, set them to unknown and list them")
      .option("--dialogue <id...>", "the dialogues whose meetings are looked through", ["khartoum"]),
    "restore settle --stage prod",
  ).action(async ({ dialogue }: { dialogue: string[] }, command: Command) => {
    const { client, print } = desk(command);
    const mails = await settleAll(client, dialogue);
    print.answer({ accepted: true, mails }, () => told(mails));
  });
}

/** The pump's list first, then every meeting, stretch by stretch. A mail that is met twice is told once. */
export async function settleAll(client: Client, dialogues: readonly string[]) {
  const found = new Map<string, z.infer<typeof mail>>();
  const settle = async (detail: { convocationId?: string }) => {
    let next: string | undefined;
    do {
      const after = detail.convocationId !== undefined && next !== undefined ? { after: next } : {};
      const said = settled.parse(done(await client.command("settle-mails.v1", { ...detail, ...after }, newId())));
      for (const one of said.mails) if (!found.has(one.mailId)) found.set(one.mailId, one);
      next = said.next;
    } while (next !== undefined);
  };
  await settle({});
  for (const dialogueId of dialogues)
    for (const { id } of meetings.parse(done(await client.query({ query: "meetings", dialogueId }))).meetings)
      await settle({ convocationId: id });
  return [...found.values()];
}

function done(answer: Answer): Answer {
  if (!answer.accepted) throw new Refused(answer);
  return answer;
}

function told(mails: readonly z.infer<typeof mail>[]): string {
  if (mails.length === 0) return "The restored tables know the end of every mail.";
  const rows = mails.map(({ kind, delegation, person, state, mailId }) => [
    kind,
    `DEL#${delegation}`,
    person,
    state,
    mailId,
  ]);
  return [
    table(["kind", "delegation", "person", "was", "mail"], rows),
    `${mails.length} mails may have left or not: they are unknown now, and never leave again by themselves. RUNBOOK.md, Restore, says how whoever got none is reached.`,
  ].join("\n");
}
