import { DynamoDBClient, ScanCommand, type ScanCommandOutput } from "@aws-sdk/client-dynamodb";
import type { Stage } from "#bin/demo/stage";
import { canariesOf, leaksIn, type Text, type Traces } from "#bin/demo/traces";
import { MEMBERS_ROUND } from "#bin/demo/world";
import type { Stack } from "#lib/local/stack";

/** Two tests of the round's mail, to mailboxes that bounce and complain: what SES tells of them holds addresses. No board counts a test. */
export async function bounce(stage: Stage): Promise<void> {
  for (const to of ["bounce+demo@simulator.amazonses.com", "complaint+demo@simulator.amazonses.com"])
    await stage.done(stage.bilal, "test-round.v1", { roundId: MEMBERS_ROUND, party: "EG", to });
  await stage.stack.advance({ minutes: 1 });
  stage.say("bilal tests the mail on two mailboxes: one bounces it, one calls it spam");
}

/** No name, address or link of anybody in any log line, bus entry, queue message or ledger row of the whole job. */
export async function nothingPersonal(stage: Stage, traces: Traces): Promise<void> {
  const ledger = await ledgerRows(stage.stack);
  const letters = await stage.letters();
  const canaries = canariesOf(letters, stage.named);
  const leaks = leaksIn([...traces.ours(), ...ledger], canaries);
  const { checks } = stage;
  checks.equal("no name, address or link is in any log, event, message or fact", leaks.slice(0, 5), []);
  checks.holds("a link was minted for each letter that asks for an answer", canaries.seals.length > 100);
  const fates = traces
    .ours()
    .filter(({ place, text }) => place === "queue" && /"type":"(Bounce|Complaint)"/.test(text));
  checks.holds("a bounce and a complaint came through", new Set(fates.map(({ text }) => text.slice(0, 18))).size === 2);
  // SES's own events, on the account's bus, show that the search would have found them.
  const theirs = traces.written.filter(({ place, name }) => place === "bus" && name === "default");
  checks.holds("SES's own events hold what was looked for", leaksIn(theirs.slice(0, 3), canaries).length > 0);
  const [lines, events, messages] = [traces.count("log"), traces.count("bus"), traces.count("queue")];
  stage.timeline.say(
    `${lines} log lines, ${events} events, ${messages} messages, ${ledger.length} facts: no name, address or link in them`,
  );
}

/** Every row of the ledger, of which the stream, the relay and what it leaves behind are made. */
export async function ledgerRows({ endpoint, region, outputs }: Stack): Promise<Text[]> {
  const credentials = { accessKeyId: "auditor", secretAccessKey: "local" };
  const dynamo = new DynamoDBClient({ endpoint, region, credentials });
  const rows: string[] = [];
  let start: ScanCommandOutput["LastEvaluatedKey"];
  do {
    const page: ScanCommandOutput = await dynamo.send(
      new ScanCommand({ TableName: outputs["LedgerTable"], ...(start && { ExclusiveStartKey: start }) }),
    );
    rows.push(...(page.Items ?? []).map((item) => JSON.stringify(item)));
    start = page.LastEvaluatedKey;
  } while (start);
  return rows.map((text) => ({ place: "ledger", name: "rows", text }));
}
