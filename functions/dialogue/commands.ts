import { importContacts } from "#events/commands/import-contacts.v1";
import { importParties } from "#events/commands/import-parties.v1";
import { documentsBucket } from "#platform/blobs";
import { systemClock } from "#platform/clock";
import { commandSteps, onCommand } from "#platform/command-steps";
import { dynamoTables } from "#platform/dynamo-tables";
import { environmentLanguages } from "#platform/environment";
import { randomIds } from "#platform/ids";
import { importContactsStep } from "./import-contacts.ts";
import { importPartiesStep } from "./import-parties.ts";

const deps = {
  tables: dynamoTables(),
  blobs: documentsBucket(),
  clock: systemClock,
  ids: randomIds,
  languages: environmentLanguages,
};
export const handler = commandSteps(
  [onCommand(importParties, importPartiesStep(deps)), onCommand(importContacts, importContactsStep(deps))],
  deps,
);
