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
import { systemClock } from "#platform/clock";
import { commandSteps, onCommand } from "#platform/command-steps";
import { dynamoTables } from "#platform/dynamo-tables";
import { randomIds } from "#platform/ids";
import { releaseGate } from "#platform/readiness";
import { answerInvitationStep } from "./answer-invitation.ts";
import { changeQuotaStep } from "./change-quota.ts";
import { closeRoundStep } from "./close-round.ts";
import { draftRoundStep } from "./draft-round.ts";
import { recordAnswerStep } from "./record-answer.ts";
import { releaseRoundStep } from "./release-round.ts";
import { reviewRoundStep } from "./review-round.ts";
import { silenceMailsStep } from "./silence-mails.ts";
import { stopRoundStep } from "./stop-round.ts";
import { submitRoundStep } from "./submit-round.ts";
import { testRoundStep } from "./test-round.ts";

const deps = { tables: dynamoTables(), clock: systemClock, ids: randomIds, readiness: releaseGate() };
export const handler = commandSteps(
  [
    onCommand(draftRound, draftRoundStep(deps)),
    onCommand(submitRound, submitRoundStep(deps)),
    onCommand(reviewRound, reviewRoundStep(deps)),
    onCommand(releaseRound, releaseRoundStep(deps)),
    onCommand(testRound, testRoundStep(deps)),
    onCommand(stopRound, stopRoundStep(deps)),
    onCommand(closeRound, closeRoundStep(deps)),
    onCommand(changeQuota, changeQuotaStep(deps)),
    onCommand(recordAnswer, recordAnswerStep(deps)),
    onCommand(answerInvitation, answerInvitationStep(deps)),
    onCommand(silenceMails, silenceMailsStep(deps)),
  ],
  deps,
);
