import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import type { Command } from "commander";
import * as z from "zod/mini";
import { type Answer, type Client, Unreachable } from "#bin/convoke/client";
import { type Place, placeOf } from "#bin/convoke/place";
import { desk, examples } from "#bin/convoke/shared";
import { Refused, WrongUsage } from "#bin/convoke/trouble";
import { FACT_SOURCE } from "#events/envelope";

interface Options {
  readonly meeting: string;
  readonly from?: string;
  readonly to?: string;
}

export function relayCommands(program: Command): void {
  const group = program.command("relay").description("what hands the ledger's facts on");
  examples(
    group
      .command("replay")
      .description(
        "put the facts of a meeting on the bus once more: whoever takes them finds them done, or does them now",
      )
      .requiredOption("--meeting <id>", "the meeting, with its rounds, delegations, registrations and documents")
      .option("--from <instant>", "facts from this instant on, such as 2022-02-07T09:00:00Z; default: all")
      .option("--to <instant>", "facts before this instant; default: all"),
    "relay replay --meeting som-8-cluster --from 2022-02-07T09:00:00Z --to 2022-02-07T12:00:00Z --stage prod",
  ).action(async (options: Options, command: Command) => {
    for (const [name, value] of [
      ["--from", options.from],
      ["--to", options.to],
    ] as const)
      if (value !== undefined && !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value))
        throw new WrongUsage(`${name} is an instant in UTC such as 2022-02-07T09:00:00Z.`, "convoke relay replay");
    const { client, print } = desk(command);
    const facts = await replayed(client, placeOf(command), options);
    print.answer({ accepted: true, facts }, () =>
      facts === 0
        ? "There is no fact of this meeting in that time."
        : `${facts} facts were put on the bus once more. Mails that were decided with them are not sent again; the lanes and the sweeps look after those.`,
    );
  });
}

const aggregates = z.looseObject({ aggregates: z.array(z.string()) });
const history = z.looseObject({
  facts: z.array(
    z.looseObject({
      version: z.string(),
      type: z.string(),
      at: z.string(),
      by: z.string(),
      door: z.string(),
      commandId: z.exactOptional(z.string()),
      data: z.unknown(),
    }),
  ),
});
type Recorded = z.infer<typeof history>["facts"][number];

/** Reads the ledger by object, through the gateway, and puts its facts on the bus, oldest first. Resolves with their number. */
export async function replayed(
  client: Client,
  place: Place,
  { meeting, from = "", to = "~" }: Options,
): Promise<number> {
  const said = done(await client.query({ query: "aggregates", convocationId: meeting }));
  const found: { readonly object: string; readonly fact: Recorded }[] = [];
  for (const object of aggregates.parse(said).aggregates) {
    const answer = await client.query({ query: "audit", object });
    // Nothing has happened to it yet.
    if (!answer.accepted && answer.code === "not-found") continue;
    found.push(...history.parse(done(answer)).facts.map((fact) => ({ object, fact })));
  }
  const wanted = found
    .filter(({ fact: { at } }) => at >= from && at < to)
    .sort((a, b) => (a.fact.at < b.fact.at ? -1 : a.fact.at > b.fact.at ? 1 : 0));
  await put(place, wanted.map(entryOf));
  return wanted.length;
}

/** As the relay puts it: the same id at every delivery. */
function entryOf({ object, fact }: { readonly object: string; readonly fact: Recorded }) {
  const { version, type, at, by, door, commandId, data } = fact;
  const stamp = { id: `${object}#${version}`, at, by, door, ...(commandId !== undefined && { commandId }) };
  const detail = { ...stamp, aggregate: object, version: Number(version.slice(0, 8)), data };
  return { Source: FACT_SOURCE, DetailType: type, Detail: JSON.stringify(detail) };
}

/** Ten entries a call, as many as the bus takes. */
async function put(place: Place, entries: readonly ReturnType<typeof entryOf>[]): Promise<void> {
  const EventBusName = await place.output("BusName");
  const client = new EventBridgeClient(place.client);
  for (let from = 0; from < entries.length; from += 10) {
    const Entries = entries.slice(from, from + 10).map((entry) => ({ ...entry, EventBusName }));
    const { FailedEntryCount = 0 } = await client.send(new PutEventsCommand({ Entries }));
    if (FailedEntryCount > 0)
      throw new Unreachable(
        `The bus did not take ${FailedEntryCount} of the ${entries.length} facts; ${from} were put before. Replay again: a fact that comes twice changes nothing.`,
      );
  }
}

function done(answer: Answer): Answer {
  if (!answer.accepted) throw new Refused(answer);
  return answer;
}
