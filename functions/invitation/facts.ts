import { invitationRoundReleased } from "#events/invitation/round-released.v1";
import { systemClock } from "#platform/clock";
import { factSteps, onFact } from "#platform/fact-steps";
import { randomIds } from "#platform/ids";
import { sqsQueues } from "#platform/queues";
import { onInvitationRoundReleased } from "./on-invitation-round-released.ts";

export const handler = factSteps(
  "invitation",
  [onFact(invitationRoundReleased, onInvitationRoundReleased({ queues: sqsQueues() }))],
  { clock: systemClock, ids: randomIds },
);
