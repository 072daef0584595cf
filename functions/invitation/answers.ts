import { answerInvitation } from "#events/commands/answer-invitation.v1";
import { recordAnswer } from "#events/commands/record-answer.v1";
import { silenceMails } from "#events/commands/silence-mails.v1";
import { systemClock } from "#platform/clock";
import { commandSteps, onCommand } from "#platform/command-steps";
import { dynamoTables } from "#platform/dynamo-tables";
import { randomIds } from "#platform/ids";
import { answerInvitationStep } from "./answer-invitation.ts";
import { recordAnswerStep } from "./record-answer.ts";
import { silenceMailsStep } from "./silence-mails.ts";

const deps = { tables: dynamoTables(), clock: systemClock, ids: randomIds };
/** What people say to an invitation. Apart from the rounds: a delegate waits for this function's start. */
export const handler = commandSteps(
  [
    onCommand(answerInvitation, answerInvitationStep(deps)),
    onCommand(recordAnswer, recordAnswerStep(deps)),
    onCommand(silenceMails, silenceMailsStep(deps)),
  ],
  deps,
);
