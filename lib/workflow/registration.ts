import { invitationAnswered } from "#events/invitation/answered.v1";
import { invitationDelegationTold } from "#events/invitation/delegation-told.v1";
import { AskedSteps } from "#lib/constructs/asked-steps";
import { FactSteps } from "#lib/constructs/fact-steps";
import type { Flow } from "#lib/constructs/ground";
import { ledger, records, restored } from "#lib/constructs/uses";

/** Who is registered, from what the delegations answered, and who was there. */
export function registration(flow: Flow): AskedSteps {
  new FactSteps(flow, "registration-facts", {
    on: [invitationAnswered, invitationDelegationTold],
    impact:
      "delegates who accepted are not registered and hold no confirmation for their visa, or travel to a date that has moved",
    uses: [records(flow, "get", "query", "put", "update"), ledger(flow, "append"), restored(flow)],
  });
  return new AskedSteps(flow, "registration-commands", {
    impact: "nobody can be marked as present, and a meeting’s counts stay open",
    uses: [records(flow, "get", "query", "put"), ledger(flow, "append")],
  });
}
