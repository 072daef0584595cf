import { addRendition } from "#events/commands/add-rendition.v1";
import { clearDocument } from "#events/commands/clear-document.v1";
import { correctDocument } from "#events/commands/correct-document.v1";
import { draftDocument } from "#events/commands/draft-document.v1";
import { expectDocument } from "#events/commands/expect-document.v1";
import { publishDocument } from "#events/commands/publish-document.v1";
import { documentsBucket } from "#platform/blobs";
import { systemClock } from "#platform/clock";
import { commandSteps, onCommand } from "#platform/command-steps";
import { dynamoTables } from "#platform/dynamo-tables";
import { randomIds } from "#platform/ids";
import { addRenditionStep } from "./add-rendition.ts";
import { clearDocumentStep } from "./clear-document.ts";
import { correctDocumentStep } from "./correct-document.ts";
import { draftDocumentStep } from "./draft-document.ts";
import { expectDocumentStep } from "./expect-document.ts";
import { publishDocumentStep } from "./publish-document.ts";

const deps = { tables: dynamoTables(), blobs: documentsBucket(), clock: systemClock, ids: randomIds };
export const handler = commandSteps(
  [
    onCommand(expectDocument, expectDocumentStep(deps)),
    onCommand(draftDocument, draftDocumentStep(deps)),
    onCommand(addRendition, addRenditionStep(deps)),
    onCommand(clearDocument, clearDocumentStep(deps)),
    onCommand(publishDocument, publishDocumentStep(deps)),
    onCommand(correctDocument, correctDocumentStep(deps)),
  ],
  deps,
);
