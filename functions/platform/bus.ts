import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { batches } from "#platform/batches";
import { environment } from "#platform/environment";

export interface BusEntry {
  readonly source: string;
  readonly type: string;
  readonly detail: unknown;
}
export interface Bus {
  /** Publishes all of them, up to ten a call; resolves with the indexes of those that the bus did not take. */
  publish(entries: readonly BusEntry[]): Promise<readonly number[]>;
}

/** What the entries of one call may weigh together. */
const HEAVIEST_CALL = 262_144;

export function eventBridge(): Bus {
  const client = new EventBridgeClient({});
  return {
    async publish(entries) {
      const made = entries.map(({ source, type, detail }) => ({
        EventBusName: environment("BUS_NAME"),
        Source: source,
        DetailType: type,
        Detail: JSON.stringify(detail),
      }));
      const refused: number[] = [];
      let start = 0;
      for (const Entries of batches(made, weightOf, HEAVIEST_CALL)) {
        const answer = await client.send(new PutEventsCommand({ Entries }));
        for (const [index, { ErrorCode }] of (answer.Entries ?? []).entries())
          if (ErrorCode !== undefined) refused.push(start + index);
        start += Entries.length;
      }
      return refused;
    },
  };
}

const weightOf = (entry: { readonly Source: string; readonly DetailType: string; readonly Detail: string }) =>
  Buffer.byteLength(entry.Source) + Buffer.byteLength(entry.DetailType) + Buffer.byteLength(entry.Detail);
