import { addRendition } from "#events/commands/add-rendition.v1";
import { clearDocument } from "#events/commands/clear-document.v1";
import { correctDocument } from "#events/commands/correct-document.v1";
import { draftDocument } from "#events/commands/draft-document.v1";
import { expectDocument } from "#events/commands/expect-document.v1";
import { publishDocument } from "#events/commands/publish-document.v1";
import { meetingChanged } from "#events/meeting/changed.v1";
import { meetingEnded } from "#events/meeting/ended.v1";
import { reportCorrected } from "#events/report/corrected.v1";
import { reportPublished } from "#events/report/published.v1";
import { CommandSteps } from "#lib/constructs/command-steps";
import { FactSteps } from "#lib/constructs/fact-steps";
import type { Flow } from "#lib/constructs/ground";
import { PageSteps } from "#lib/constructs/page-steps";
import { files, ledger, records, restored } from "#lib/constructs/uses";

/** Documents, from the readout that a meeting owes to the notice that it is published. */
export function report(flow: Flow): CommandSteps {
  const pages = new PageSteps(flow, "report-pages", {
    impact: "some participants are not told that the report is published",
    uses: [records(flow, "get", "query", "put"), ledger(flow, "append"), restored(flow)],
  });
  new FactSteps(flow, "report-facts", {
    on: [meetingEnded, meetingChanged, reportPublished, reportCorrected],
    impact:
      "an ended meeting owes no readout, documents with an old date of a meeting go unmarked, or a report is published or corrected and nobody is told",
    uses: [
      records(flow, "get", "query", "many", "list", "put"),
      ledger(flow, "append"),
      files(flow, { documents: ["get"] }, "always-there"),
      pages.handedOut(),
    ],
  });
  return new CommandSteps(flow, "report-commands", {
    takes: [expectDocument, draftDocument, addRendition, clearDocument, publishDocument, correctDocument],
    impact: "the report can be neither cleared nor published",
    uses: [
      records(flow, "get", "put"),
      ledger(flow, "append"),
      files(flow, { imports: ["get"], documents: ["put"] }, "missing"),
    ],
  });
}
