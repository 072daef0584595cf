import { changeQuota } from "#events/commands/change-quota.v1";
import { closeRound } from "#events/commands/close-round.v1";
import { draftRound } from "#events/commands/draft-round.v1";
import { releaseRound } from "#events/commands/release-round.v1";
import { reviewRound } from "#events/commands/review-round.v1";
import { stopRound } from "#events/commands/stop-round.v1";
import { submitRound } from "#events/commands/submit-round.v1";
import { testRound } from "#events/commands/test-round.v1";
import { dialogueFocalPointChanged } from "#events/dialogue/focal-point-changed.v1";
import { invitationRoundReleased } from "#events/invitation/round-released.v1";
import { meetingChanged } from "#events/meeting/changed.v1";
import { AskedSteps } from "#lib/constructs/asked-steps";
import { CommandSteps } from "#lib/constructs/command-steps";
import { FactSteps } from "#lib/constructs/fact-steps";
import type { Flow } from "#lib/constructs/ground";
import { releaseGate } from "#lib/constructs/mail-service";
import { PageSteps } from "#lib/constructs/page-steps";
import { currentKey, ledger, records, restored, told } from "#lib/constructs/uses";

/** Rounds, delegations and their answers. */
export function invitation(flow: Flow): { rounds: CommandSteps; answers: AskedSteps } {
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
    on: [invitationRoundReleased, meetingChanged, dialogueFocalPointChanged],
    impact:
      "a round was released and nobody is invited, a meeting changed and nobody is told, or a new focal point has no link and the old one still has",
    uses: [
      pages.handedOut(),
      records(flow, "get", "many", "query", "list", "put", "update"),
      ledger(flow, "append"),
      currentKey(flow),
      restored(flow),
    ],
  });
  const answers = new AskedSteps(flow, "invitation-answers", {
    impact: "delegates press the button and their answer is not recorded",
    uses: [
      records(flow, "get", "query", "put", "update", "check"),
      ledger(flow, "append"),
      told(flow, "SECRETARIAT_NAME"),
    ],
  });
  const rounds = new CommandSteps(flow, "invitation-commands", {
    takes: [draftRound, submitRound, reviewRound, releaseRound, testRound, stopRound, closeRound, changeQuota],
    impact: "no round can be prepared, released or stopped",
    uses: [
      records(flow, "get", "many", "query", "list", "put", "check"),
      ledger(flow, "append"),
      told(flow, "ALLOW_LIST", "MAIL_REPLY_TO", "SECRETARIAT_NAME"),
      releaseGate(flow),
    ],
  });
  return { rounds, answers };
}
