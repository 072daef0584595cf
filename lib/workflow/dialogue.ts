import { changeFocalPoint } from "#events/commands/change-focal-point.v1";
import { defineTags } from "#events/commands/define-tags.v1";
import { endFocalPoint } from "#events/commands/end-focal-point.v1";
import { importContacts } from "#events/commands/import-contacts.v1";
import { importParties } from "#events/commands/import-parties.v1";
import { meetingChairHandedOver } from "#events/meeting/chair-handed-over.v1";
import { CommandSteps } from "#lib/constructs/command-steps";
import { FactSteps } from "#lib/constructs/fact-steps";
import type { Flow } from "#lib/constructs/ground";
import { files, ledger, records, told } from "#lib/constructs/uses";

/** The registry: parties, memberships, seats, chairs, focal points. */
export function dialogue(flow: Flow): CommandSteps {
  new FactSteps(flow, "dialogue-facts", {
    on: [meetingChairHandedOver],
    impact: "the registry still names the former chair, and the next meeting is convened under it",
    uses: [records(flow, "get", "query", "put"), ledger(flow, "append")],
  });
  return new CommandSteps(flow, "dialogue-commands", {
    takes: [importParties, importContacts, changeFocalPoint, endFocalPoint, defineTags],
    impact:
      "parties and contacts cannot be imported and no focal point be changed, and a round goes to people who have moved on",
    uses: [
      records(flow, "get", "many", "query", "put"),
      ledger(flow, "append"),
      files(flow, { imports: ["get"] }, "missing"),
      told(flow, "LANGUAGES"),
    ],
  });
}
