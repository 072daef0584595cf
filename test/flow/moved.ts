import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { putCommand } from "#bin/convoke/event";
import { DIALOGUE, MEETING } from "#bin/demo/world";
import { FACT_SOURCE } from "#events/envelope";
import { meetingChanged } from "#events/meeting/changed.v1";
import type { Stack } from "#lib/local/stack";

/** What a reschedule leaves and tells: that the meeting was on this day, as its revision 9. */
export async function movedFrom({ region, endpoint, outputs }: Stack, day: string): Promise<void> {
  const credentials = { accessKeyId: "an-administrator", secretAccessKey: "local" };
  const dynamo = new DynamoDBClient({ region, endpoint, credentials });
  const at = "2022-02-01T08:00:00Z";
  const consequences = { told: "invited", confirm: true, calendar: "request", voids: false, replans: true };
  const said = { revision: 9, what: "rescheduled", parts: ["som-8"] };
  const before = { sessions: [{ day }] };
  const row = {
    pk: `CNV#${MEETING}`,
    sk: "CHG#000009",
    ...said,
    ...consequences,
    before,
    reason: "The host asked.",
    at,
  };
  await dynamo.send(new PutItemCommand({ TableName: outputs["RecordsTable"], Item: marshall(row) }));
  const stamp = { id: `CNV#${MEETING}#00000009#0`, at, by: "staff:amina", door: "gateway" };
  const data = { dialogueId: DIALOGUE, convocationId: MEETING, ...said, confirm: true };
  await putCommand(
    { region, endpoint, bus: outputs["BusName"] ?? "" },
    {
      source: FACT_SOURCE,
      type: meetingChanged.type,
      detail: { ...stamp, aggregate: `CNV#${MEETING}`, version: 9, data },
    },
  );
}
