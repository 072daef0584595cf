import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { environment } from "#platform/environment";

export interface BusEntry {
  readonly source: string;
  readonly type: string;
  readonly detail: unknown;
}
export interface Bus {
  /** Publishes all of them, ten a call; resolves with the indexes of those that the bus did not take. */
  publish(entries: readonly BusEntry[]): Promise<readonly number[]>;
}

export function eventBridge(): Bus {
  const client = new EventBridgeClient({});
  return {
    async publish(entries) {
      const refused: number[] = [];
      for (let start = 0; start < entries.length; start += 10) {
        const batch = entries.slice(start, start + 10);
        const answer = await client.send(
          new PutEventsCommand({
            Entries: batch.map(({ source, type, detail }) => ({
              EventBusName: environment("BUS_NAME"),
              Source: source,
              DetailType: type,
              Detail: JSON.stringify(detail),
            })),
          }),
        );
        for (const [index, { ErrorCode }] of (answer.Entries ?? []).entries())
          if (ErrorCode !== undefined) refused.push(start + index);
      }
      return refused;
    },
  };
}
