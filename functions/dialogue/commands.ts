import { changeFocalPoint } from "#events/commands/change-focal-point.v1";
import { defineTags } from "#events/commands/define-tags.v1";
import { endFocalPoint } from "#events/commands/end-focal-point.v1";
import { importContacts } from "#events/commands/import-contacts.v1";
import { importParties } from "#events/commands/import-parties.v1";
import { documentsBucket } from "#platform/blobs";
import { systemClock } from "#platform/clock";
import { commandSteps, onCommand } from "#platform/command-steps";
import { dynamoTables } from "#platform/dynamo-tables";
import { environmentLanguages } from "#platform/environment";
import { randomIds } from "#platform/ids";
import { changeFocalPointStep } from "./change-focal-point.ts";
import { defineTagsStep } from "./define-tags.ts";
import { endFocalPointStep } from "./end-focal-point.ts";
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
  [
    onCommand(importParties, importPartiesStep(deps)),
    onCommand(importContacts, importContactsStep(deps)),
    onCommand(changeFocalPoint, changeFocalPointStep(deps)),
    onCommand(endFocalPoint, endFocalPointStep(deps)),
    onCommand(defineTags, defineTagsStep(deps)),
  ],
  deps,
);
