import { createHash } from "node:crypto";
import { DynamoDBClient, ScanCommand, type ScanCommandOutput } from "@aws-sdk/client-dynamodb";
import type * as z from "zod/mini";
import { boardAnswer } from "#bin/convoke/board";
import { type Client, client } from "#bin/convoke/client";
import { putCommand } from "#bin/convoke/event";
import { Checks } from "#bin/demo/checks";
import { type Letter, letters } from "#bin/demo/mailbox";
import type { Timeline } from "#bin/demo/timeline";
import { MEETING } from "#bin/demo/world";
import type { Stack } from "#lib/local/stack";

export type Board = z.infer<typeof boardAnswer>;

/** What the acts of the demo share: the stack, two colleagues of the secretariat, the story, the sums. */
export class Stage {
  readonly stack: Stack;
  readonly timeline: Timeline;
  readonly checks = new Checks();
  readonly amina: Client;
  readonly bilal: Client;
  /** Who was named in an answer. */
  readonly named: { readonly name: string; readonly email: string }[] = [];

  constructor(stack: Stack, timeline: Timeline) {
    this.stack = stack;
    this.timeline = timeline;
    this.amina = client({ url: stack.siteUrl, region: stack.region, as: "amina" });
    this.bilal = client({ url: stack.siteUrl, region: stack.region, as: "bilal" });
  }

  say(text: string): void {
    this.timeline.at(this.stack.clock.now(), text);
  }
  /** A command that has to be accepted; the sentence of a refusal ends the demo. */
  async done(who: Client, type: string, detail: object) {
    const answer = await who.command(type, detail);
    if (!answer.accepted) throw new Error(`${type} was refused: ${answer.sentence}`);
    await this.stack.settle();
    return answer;
  }
  async file(text: string): Promise<string> {
    return this.amina.file(text);
  }
  async until(instant: string): Promise<void> {
    this.timeline.progress(`moving the clock to ${instant}`);
    await this.stack.advance(instant);
  }
  async board(convocationId = MEETING): Promise<Board> {
    return boardAnswer.parse(await this.amina.query({ query: "board", convocationId }));
  }
  async letters(kind?: string): Promise<Letter[]> {
    const all = await letters(this.stack);
    return kind === undefined ? all : all.filter((letter) => letter.kind === kind);
  }
  /** A machine's command: an entry put on the bus, from the source that the stage trusts. */
  async machine(type: string, detail: object): Promise<void> {
    const { region, endpoint, outputs } = this.stack;
    const bus = outputs["BusName"] ?? "";
    const answer = await putCommand(
      { bus, region, endpoint, as: "scheduler" },
      { source: "convoke.secretariat", type, detail },
    );
    if (!answer.accepted) throw new Error(`The bus refused ${type}: ${answer.sentence}`);
    await this.stack.settle();
  }
  /** Every row of both tables, as one hash: what a reader of pages must not change. */
  async fingerprint(): Promise<string> {
    const dynamo = new DynamoDBClient({
      endpoint: this.stack.endpoint,
      region: this.stack.region,
      credentials: { accessKeyId: "auditor", secretAccessKey: "local" },
    });
    const hash = createHash("sha256");
    for (const TableName of [this.stack.outputs["RecordsTable"], this.stack.outputs["LedgerTable"]]) {
      let start: ScanCommandOutput["LastEvaluatedKey"];
      const rows: string[] = [];
      do {
        const page: ScanCommandOutput = await dynamo.send(
          new ScanCommand({ TableName, ...(start && { ExclusiveStartKey: start }) }),
        );
        rows.push(...(page.Items ?? []).map((item) => JSON.stringify(item, Object.keys(item).sort())));
        start = page.LastEvaluatedKey;
      } while (start);
      hash.update(rows.sort().join("\n"));
    }
    return hash.digest("hex");
  }
}
