import { settleMails } from "#events/commands/settle-mails.v1";
import { systemClock } from "#platform/clock";
import { commandSteps, onCommand } from "#platform/command-steps";
import { dynamoTables } from "#platform/dynamo-tables";
import { randomIds } from "#platform/ids";
import { settleMailsStep } from "./settle-mails.ts";

const deps = { tables: dynamoTables(), clock: systemClock, ids: randomIds };
export const handler = commandSteps([onCommand(settleMails, settleMailsStep(deps))], deps);
