import { invitationRoundStopped } from "#events/invitation/round-stopped.v1";
import { mailBatchOpened } from "#events/mail/batch-opened.v1";
import { factSteps, onFact } from "#platform/fact-steps";
import { pumpDeps } from "./deps.ts";
import { onInvitationRoundStopped } from "./on-invitation-round-stopped.ts";
import { onMailBatchOpened } from "./on-mail-batch-opened.ts";

const deps = pumpDeps();
export const handler = factSteps(
  "mail",
  [onFact(mailBatchOpened, onMailBatchOpened(deps)), onFact(invitationRoundStopped, onInvitationRoundStopped(deps))],
  deps,
);
