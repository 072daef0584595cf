import { delegationId, fact, personNumber } from "#events/envelope";

/** An invitee wants no reminders and no notices. Published by silence-mails. */
export const invitationMailsSilenced = fact(
  "invitation.mails-silenced.v1",
  { delegationId, person: personNumber },
  { consumers: "none" },
);
