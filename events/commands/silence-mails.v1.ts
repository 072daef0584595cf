import { command, delegationId, personNumber } from "#events/envelope";

/** Silences reminders and notices to one invitee, at their own wish. It is not an answer: the invitation stays open. */
export const silenceMails = command(
  "silence-mails.v1",
  { noun: "invitation", machines: "none", personal: true },
  { delegationId, person: personNumber },
);
