import type { Command } from "commander";
import { desk, examples } from "#bin/convoke/shared";
import { WrongUsage } from "#bin/convoke/trouble";

/** How many people a room holds, and one delegation may send. */
export function seatCommands(program: Command): void {
  const room = program
    .command("room <meeting> <part>")
    .description("say how many people the room of a part holds; not fewer than are registered")
    .option("--capacity <people>", "how many; without it, nobody counts", whole)
    .action(async (meeting: string, part: string, { capacity }: { capacity?: number }, command: Command) => {
      const { client, print: out } = desk(command);
      const detail = { convocationId: meeting, part, ...(capacity !== undefined && { capacity }) };
      out.answer(
        await client.command("change-room.v1", detail),
        ({ registered }) =>
          `Done: the room of ${part} is for ${capacity ?? "any number of"} people; ${String(registered)} are registered.`,
      );
    });
  examples(room, "room som-8-cluster som-8 --capacity 120 --as amina");
  const quota = program
    .command("quota <meeting> <party>")
    .description("say how many one delegation may send to a part; not fewer than it has named")
    .requiredOption("--part <id>", "the part")
    .option("--total <people>", "how many in all; without any number, nobody counts", whole)
    .option("--as-capacity <numbers...>", "of one Capacity, such as Speaker=1 Adviser=2")
    .action(
      async (
        meeting: string,
        party: string,
        { part, total, asCapacity }: { part: string; total?: number; asCapacity?: string[] },
        command: Command,
      ) => {
        const { client, print: out } = desk(command);
        const byCapacity = asCapacity && Object.fromEntries(asCapacity.map(numbered));
        const given = total !== undefined || byCapacity !== undefined;
        const numbers = { ...(total !== undefined && { total }), ...(byCapacity && { byCapacity }) };
        out.answer(
          await client.command("change-quota.v1", {
            convocationId: meeting,
            party,
            part,
            ...(given && { quota: numbers }),
          }),
          ({ named }) =>
            `Done: ${party} may send ${total ?? "any number of"} people to ${part}; it has named ${String(named)}.`,
        );
      },
    );
  examples(
    quota,
    "quota som-8-cluster EG --part som-8 --total 3 --as amina",
    "quota som-8-cluster EG --part som-8 --total 3 --as-capacity Speaker=1 --as amina",
  );
}

function whole(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new WrongUsage(`${text} is not a number of people.`);
  return Number(text);
}
function numbered(text: string): [string, number] {
  const found = /^(?<name>[A-Za-z-]+)=(?<most>\d{1,9})$/.exec(text)?.groups;
  if (!found?.["name"]) throw new WrongUsage(`${text} is not of the form Speaker=1.`, "convoke quota");
  return [found["name"], Number(found["most"])];
}
