import * as z from "zod/mini";
import { invitationRoundStopped } from "#events/invitation/round-stopped.v1";
import { mailBatchOpened } from "#events/mail/batch-opened.v1";
import { factTaker, onFact } from "#platform/fact-steps";
import { atMoment, momentSteps } from "#platform/moment-steps";
import { atDay } from "./at-day.ts";
import { atMinute } from "./at-minute.ts";
import { pumpDeps } from "./deps.ts";
import { onInvitationRoundStopped } from "./on-invitation-round-stopped.ts";
import { onMailBatchOpened } from "./on-mail-batch-opened.ts";

const deps = pumpDeps();
/** Whatever wakes the pump, an instant or a fact, comes through one queue. */
export const handler = momentSteps(
  "mail",
  [atMoment("minute", z.object({}), atMinute(deps)), atMoment("day", z.object({}), atDay(deps))],
  factTaker(
    "mail",
    [onFact(mailBatchOpened, onMailBatchOpened(deps)), onFact(invitationRoundStopped, onInvitationRoundStopped(deps))],
    deps,
  ),
);
