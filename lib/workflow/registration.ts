import { invitationAnswered } from "#events/invitation/answered.v1";
import { FactSteps } from "#lib/constructs/fact-steps";
import type { Flow } from "#lib/constructs/ground";
import { ledger, records, restored } from "#lib/constructs/uses";

/** Who is registered, from what the delegations answered. */
export function registration(flow: Flow): void {
  new FactSteps(flow, "registration-facts", {
    on: [invitationAnswered],
    impact: "delegates who accepted are not registered and hold no confirmation for their visa",
    uses: [records(flow, "query", "put"), ledger(flow, "append"), restored(flow)],
  });
}
