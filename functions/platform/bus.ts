import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { environment } from "#platform/environment";
import { inTens } from "#platform/in-tens";

export interface BusEntry {
  readonly source: string;
  readonly type: string;
  readonly detail: unknown;
}
export interface Bus {
  /** Publishes all of them, ten a call and again what was left out; resolves with the indexes of those that the bus did not take. */
  publish(entries: readonly BusEntry[]): Promise<readonly number[]>;
}

export function eventBridge(): Bus {
  const client = new EventBridgeClient({});
  return {
    publish: (entries) =>
      inTens(entries, async (batch) => {
        const { Entries = [] } = await client.send(
          new PutEventsCommand({
            Entries: batch.map(({ source, type, detail }) => ({
              EventBusName: environment("BUS_NAME"),
              Source: source,
              DetailType: type,
              Detail: JSON.stringify(detail),
            })),
          }),
        );
        return Entries.flatMap(({ ErrorCode }, place) => (ErrorCode === undefined ? [] : [place]));
      }),
  };
}
