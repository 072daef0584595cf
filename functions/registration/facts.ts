import { invitationAnswered } from "#events/invitation/answered.v1";
import { invitationDelegationTold } from "#events/invitation/delegation-told.v1";
import { systemClock } from "#platform/clock";
import { dynamoTables } from "#platform/dynamo-tables";
import { factSteps, onFact } from "#platform/fact-steps";
import { randomIds } from "#platform/ids";
import { onInvitationAnswered } from "./on-invitation-answered.ts";
import { onInvitationDelegationTold } from "./on-invitation-delegation-told.ts";

const deps = { tables: dynamoTables(), clock: systemClock, ids: randomIds };
export const handler = factSteps(
  "registration",
  [
    onFact(invitationAnswered, onInvitationAnswered(deps)),
    onFact(invitationDelegationTold, onInvitationDelegationTold(deps)),
  ],
  deps,
);
