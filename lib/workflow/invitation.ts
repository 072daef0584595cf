import { answerInvitation } from "#events/commands/answer-invitation.v1";
import { changeQuota } from "#events/commands/change-quota.v1";
import { closeRound } from "#events/commands/close-round.v1";
import { draftRound } from "#events/commands/draft-round.v1";
import { recordAnswer } from "#events/commands/record-answer.v1";
import { releaseRound } from "#events/commands/release-round.v1";
import { reviewRound } from "#events/commands/review-round.v1";
import { silenceMails } from "#events/commands/silence-mails.v1";
import { stopRound } from "#events/commands/stop-round.v1";
import { submitRound } from "#events/commands/submit-round.v1";
import { testRound } from "#events/commands/test-round.v1";
import { invitationRoundReleased } from "#events/invitation/round-released.v1";
import { meetingChanged } from "#events/meeting/changed.v1";
import { CommandSteps } from "#lib/constructs/command-steps";
import { FactSteps } from "#lib/constructs/fact-steps";
import type { Flow } from "#lib/constructs/ground";
import { releaseGate } from "#lib/constructs/mail-service";
import { PageSteps } from "#lib/constructs/page-steps";
import { currentKey, ledger, records, restored, told } from "#lib/constructs/uses";

/** Rounds, delegations and their answers. */
export function invitation(flow: Flow): CommandSteps {
  const pages = new PageSteps(flow, "invitation-pages", {
    impact: "some parties of a released round are never invited, or never hear that their meeting changed",
    uses: [
      records(flow, "get", "many", "query", "put", "update"),
      ledger(flow, "append"),
      currentKey(flow),
      restored(flow),
    ],
  });
  new FactSteps(flow, "invitation-facts", {
    on: [invitationRoundReleased, meetingChanged],
    impact: "a round was released and nobody is invited, or a meeting changed and nobody is told",
    uses: [records(flow, "get", "many", "list"), pages.handedOut()],
  });
  return new CommandSteps(flow, "invitation-commands", {
    takes: [
      draftRound,
      submitRound,
      reviewRound,
      releaseRound,
      testRound,
      stopRound,
      closeRound,
      changeQuota,
      answerInvitation,
      recordAnswer,
      silenceMails,
    ],
    impact: "delegates press the button and their answer is not recorded, and no round can be prepared",
    uses: [
      records(flow, "get", "many", "query", "list", "put", "update", "check"),
      ledger(flow, "append"),
      told(flow, "ALLOW_LIST", "MAIL_REPLY_TO", "SECRETARIAT_NAME"),
      releaseGate(flow),
    ],
  });
}
