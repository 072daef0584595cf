import { invitationRoundReleased } from "#events/invitation/round-released.v1";
import { meetingChanged } from "#events/meeting/changed.v1";
import type { Flow } from "#lib/constructs/ground";
import { MomentSteps } from "#lib/constructs/moment-steps";
import { PageSteps } from "#lib/constructs/page-steps";
import { ledger, records, restored, told } from "#lib/constructs/uses";

/** The reminder ladder: planned once a revision, fired at its instants, fanned out by page, decided when each mail leaves. */
export function reminder(flow: Flow): void {
  const pages = new PageSteps(flow, "reminder-pages", {
    impact: "some of the silent are not reminded before the deadline",
    uses: [records(flow, "get", "query", "put"), ledger(flow, "append"), restored(flow)],
  });
  const moments = new MomentSteps(flow, "reminder-moments", {
    impact: "nobody is reminded, and a third of the States forget to answer",
    uses: [
      records(flow, "get", "many", "query", "list", "put"),
      ledger(flow, "append"),
      pages.handedOut(),
      told(flow, "DIALOGUE"),
      restored(flow),
    ],
  });
  moments.use(moments.booked());
  moments.every("rate(1 day)", "day");
  moments.wokenBy(invitationRoundReleased, meetingChanged);
}
