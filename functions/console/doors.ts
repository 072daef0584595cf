import type { commands } from "#events/catalogue";
import { answerInvitation } from "#events/commands/answer-invitation.v1";
import { recordAnswer } from "#events/commands/record-answer.v1";
import { silenceMails } from "#events/commands/silence-mails.v1";
import type { DoorName } from "#platform/invoke";

const doors = {
  dialogue: "DIALOGUE_COMMANDS",
  meeting: "MEETING_COMMANDS",
  invitation: "INVITATION_COMMANDS",
  registration: "REGISTRATION_COMMANDS",
  report: "REPORT_COMMANDS",
  mail: "MAIL_COMMANDS",
} as const;
const answers: ReadonlySet<string> = new Set([answerInvitation.type, recordAnswer.type, silenceMails.type]);

/** Whose function takes a command: its noun's, or where it is an answer to an invitation, that of the answers. */
export function doorOf({ type, noun }: (typeof commands)[number]): DoorName {
  return answers.has(type) ? "INVITATION_ANSWERS" : doors[noun];
}
