import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import type { Answer } from "#bin/convoke/client";
import { nearest } from "#bin/convoke/suggest";
import { commands, commandsByType } from "#events/catalogue";

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

/** EventBridge takes entries of at most 256 KiB: source, type and detail together. */
const LARGEST_ENTRY = 262_144;

/** Why a command cannot go over the bus at all, before it is put there; undefined where it can. Whether it is accepted is the noun's to say. */
export function notForTheBus(type: string, source: string, detail: object): Answer | undefined {
  const contract = commandsByType.get(type);
  if (!contract) {
    const meant = nearest(
      type,
      commands.flatMap((each) => [each.type, each.type.replace(/\.v\d+$/, "")]),
    );
    return {
      accepted: false,
      code: "unknown-command",
      sentence: `There is no command of this type and version; events/CATALOGUE.md lists them.${meant === undefined ? "" : ` Did you mean ${meant}?`}`,
    };
  }
  if (contract.personal || contract.machines === "none")
    return {
      accepted: false,
      code: "needs-a-person",
      sentence: contract.personal
        ? `${type} holds names, addresses or free text, which never travel on the bus. Ask for it as a person, with the command that convoke --help names.`
        : `${type} needs a person: no machine may ask for it. Ask for it with the command that convoke --help names.`,
    };
  const size = Buffer.byteLength(JSON.stringify(detail)) + Buffer.byteLength(source) + Buffer.byteLength(type);
  return size <= LARGEST_ENTRY
    ? undefined
    : {
        accepted: false,
        code: "too-large",
        sentence: `The entry has ${Math.ceil(size / 1024)} KiB; the bus takes 256. A command names files and objects by their ids.`,
      };
}
