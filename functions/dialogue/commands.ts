import { changeFocalPoint } from "#events/commands/change-focal-point.v1";
import { endFocalPoint } from "#events/commands/end-focal-point.v1";
import { importContacts } from "#events/commands/import-contacts.v1";
import { importParties } from "#events/commands/import-parties.v1";
import { documentsBucket } from "#platform/blobs";
import { systemClock } from "#platform/clock";
import { commandSteps, onCommand } from "#platform/command-steps";
import { dynamoTables } from "#platform/dynamo-tables";
import { randomIds } from "#platform/ids";
import { changeFocalPointStep } from "./change-focal-point.ts";
import { endFocalPointStep } from "./end-focal-point.ts";
import { importContactsStep } from "./import-contacts.ts";
import { importPartiesStep } from "./import-parties.ts";

const deps = { tables: dynamoTables(), blobs: documentsBucket(), clock: systemClock, ids: randomIds };
export const handler = commandSteps(
  [
    onCommand(importParties, importPartiesStep(deps)),
    onCommand(importContacts, importContactsStep(deps)),
    onCommand(changeFocalPoint, changeFocalPointStep(deps)),
    onCommand(endFocalPoint, endFocalPointStep(deps)),
  ],
  deps,
);
