import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { inBatches } from "#platform/batches";
import { environment } from "#platform/environment";

export interface BusEntry {
  readonly source: string;
  readonly type: string;
  readonly detail: unknown;
}
export interface Bus {
  /** Publishes all of them, up to ten a call and again what was left out; resolves with the indexes of those that the bus did not take. */
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
      return inBatches(made, { weigh, heaviest: HEAVIEST_CALL }, async (batch) => {
        const { Entries = [] } = await client.send(new PutEventsCommand({ Entries: batch }));
        return Entries.flatMap(({ ErrorCode }, place) => (ErrorCode === undefined ? [] : [place]));
      });
    },
  };
}

const weigh = (entry: { readonly Source: string; readonly DetailType: string; readonly Detail: string }) =>
  Buffer.byteLength(entry.Source) + Buffer.byteLength(entry.DetailType) + Buffer.byteLength(entry.Detail);
