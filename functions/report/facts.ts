import { meetingChanged } from "#events/meeting/changed.v1";
import { meetingEnded } from "#events/meeting/ended.v1";
import { reportCorrected } from "#events/report/corrected.v1";
import { reportPublished } from "#events/report/published.v1";
import { documentsBucket } from "#platform/blobs";
import { systemClock } from "#platform/clock";
import { dynamoTables } from "#platform/dynamo-tables";
import { factSteps, onFact } from "#platform/fact-steps";
import { randomIds } from "#platform/ids";
import { sqsQueues } from "#platform/queues";
import { onMeetingChanged } from "./on-meeting-changed.ts";
import { onMeetingEnded } from "./on-meeting-ended.ts";
import { onReportCorrected } from "./on-report-corrected.ts";
import { onReportPublished } from "./on-report-published.ts";

const deps = {
  tables: dynamoTables(),
  blobs: documentsBucket(),
  queues: sqsQueues(),
  clock: systemClock,
  ids: randomIds,
};
export const handler = factSteps(
  "report",
  [
    onFact(meetingEnded, onMeetingEnded(deps)),
    onFact(meetingChanged, onMeetingChanged(deps)),
    onFact(reportPublished, onReportPublished(deps)),
    onFact(reportCorrected, onReportCorrected(deps)),
  ],
  deps,
);
