import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import type { Answer } from "#bin/convoke/client";

export interface BusAddress {
  readonly bus: string;
  readonly region: string;
  readonly endpoint?: string;
  readonly as?: string;
}

/** Puts one command on the bus, as a machine. The bus takes it; whether the noun accepts it stands under its commandId. */
export async function putCommand(
  address: BusAddress,
  entry: { source: string; type: string; detail: object },
): Promise<Answer> {
  const client = new EventBridgeClient({
    region: address.region,
    ...(address.endpoint !== undefined && {
      endpoint: address.endpoint,
      credentials: { accessKeyId: address.as ?? "staff", secretAccessKey: "local" },
    }),
  });
  const { Entries } = await client.send(
    new PutEventsCommand({
      Entries: [
        {
          EventBusName: address.bus,
          Source: entry.source,
          DetailType: entry.type,
          Detail: JSON.stringify(entry.detail),
        },
      ],
    }),
  );
  const failed = Entries?.[0]?.ErrorMessage;
  return failed === undefined
    ? { accepted: true, eventId: Entries?.[0]?.EventId ?? "" }
    : { accepted: false, code: Entries?.[0]?.ErrorCode ?? "refused", sentence: failed };
}
