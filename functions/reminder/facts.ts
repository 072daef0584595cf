import { invitationRoundReleased } from "#events/invitation/round-released.v1";
import { systemClock } from "#platform/clock";
import { dynamoTables } from "#platform/dynamo-tables";
import { factSteps, onFact } from "#platform/fact-steps";
import { randomIds } from "#platform/ids";
import { scheduler } from "#platform/schedules";
import { onInvitationRoundReleased } from "./on-invitation-round-released.ts";

const deps = { tables: dynamoTables(), schedules: scheduler(), clock: systemClock, ids: randomIds };
export const handler = factSteps("reminder", [onFact(invitationRoundReleased, onInvitationRoundReleased(deps))], deps);
