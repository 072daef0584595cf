import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import * as z from "zod/mini";
import { seconds, spread, table } from "#bin/bench/table";
import { invite } from "#bin/demo/acts";
import { open } from "#bin/demo/delegate";
import { linkIn } from "#bin/demo/mailbox";
import { Stage } from "#bin/demo/stage";
import { Timeline } from "#bin/demo/timeline";
import { MEETING, MEMBERS_ROUND } from "#bin/demo/world";
import { FACT_SOURCE } from "#events/envelope";
import { invitationRoundReleased } from "#events/invitation/round-released.v1";
import { startStack } from "#lib/local/stack";

const EVENTS = 200;
const PAGES = 400;
const RUNS = 5;
const AT_ONCE = 20;

const round = z.looseObject({ round: z.looseObject({ hash: z.string() }) });

/** The fact as the relay would put it on the bus, with one page. */
async function released(stage: Stage): Promise<z.infer<typeof invitationRoundReleased.schema>> {
  const { hash } = round.parse(await stage.bilal.query({ query: "round", roundId: MEMBERS_ROUND })).round;
  const { data } = invitationRoundReleased({ roundId: MEMBERS_ROUND, convocationId: MEETING, pages: 1, hash });
  const aggregate = `RND#${MEMBERS_ROUND}`;
  const at = new Date(stage.stack.clock.now()).toISOString();
  return invitationRoundReleased.schema.parse({
    id: `${aggregate}#00000004#00`,
    at,
    by: "staff:bilal",
    door: "gateway",
    aggregate,
    version: 4,
    data,
  });
}

/**
 * The fact that a round was released, put on the bus 200 times, each entry a call of its own: two nouns take each of them,
 * and the first hands its page out once more: 600 messages. All of it is repetition that the rows know already; what is
 * measured is bus, rules, queues, processes and grants.
 */
export async function events(assembly: string): Promise<string> {
  const stack = await startStack({ assembly, now: "2022-01-31T08:00:00Z", quiet: true });
  try {
    const stage = new Stage(stack, new Timeline(true));
    await invite(stage);
    const entry = {
      EventBusName: stack.outputs["BusName"],
      Source: FACT_SOURCE,
      DetailType: invitationRoundReleased.type,
      Detail: JSON.stringify(await released(stage)),
    };
    const client = new EventBridgeClient({
      endpoint: stack.endpoint,
      region: stack.region,
      credentials: { accessKeyId: "bench", secretAccessKey: "local" },
    });
    const times: number[] = [];
    const invoked: number[] = [];
    const checked: number[] = [];
    for (let run = 0; run <= RUNS; run++) {
      const before = total(stack.tally.invocations);
      const grantsBefore = stack.tally.grantsChecked;
      const took = await seconds(async () => {
        const left = Array.from({ length: EVENTS }, (_, place) => place);
        await together(async () => {
          if (left.pop() === undefined) return false;
          await client.send(new PutEventsCommand({ Entries: [entry] }));
          return true;
        });
        await stack.settle();
      });
      // The first run starts the functions.
      if (run === 0) continue;
      times.push(took);
      invoked.push(total(stack.tally.invocations) - before);
      checked.push(stack.tally.grantsChecked - grantsBefore);
    }
    return [
      table(
        [`${EVENTS} events → ${3 * EVENTS} messages (${RUNS} runs)`, "min", "median", "max"],
        [
          ["seconds", ...spread(times)],
          ["invocations, of up to ten messages each", ...spread(invoked, 0)],
          ["grants checked", ...spread(checked, 0)],
        ],
      ),
      table(
        [`${PAGES} answer pages opened (${RUNS} runs)`, "min", "median", "max"],
        [["seconds, each page an invocation of its own", ...spread(await pages(stage))]],
      ),
    ].join("\n\n");
  } finally {
    await stack.stop();
  }
}

/** Seconds for the answer pages of the round's links, twenty at once, the function warm. */
async function pages(stage: Stage): Promise<number[]> {
  const links = (await stage.letters("invitation")).map((letter) => linkIn(letter, stage.stack.siteUrl));
  const times: number[] = [];
  for (let run = 0; run <= RUNS; run++) {
    const left = Array.from({ length: PAGES }, (_, place) => links[place % links.length] ?? "");
    const took = await seconds(() =>
      together(async () => {
        const link = left.pop();
        if (link === undefined) return false;
        await open(link);
        return true;
      }),
    );
    if (run > 0) times.push(took);
  }
  return times;
}

/** Twenty workers, each going on until there is nothing left. */
async function together(next: () => Promise<boolean>): Promise<void> {
  const worker = async () => {
    while (await next());
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

const total = (counts: ReadonlyMap<string, number>) => [...counts.values()].reduce((sum, count) => sum + count, 0);
