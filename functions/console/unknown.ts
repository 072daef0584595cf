import { systemClock } from "#platform/clock";
import { dynamoTables } from "#platform/dynamo-tables";
import { randomIds } from "#platform/ids";
import { queueSteps } from "#platform/queue-steps";
import { fromUnknownCommands } from "./from-unknown-commands.ts";

export const handler = queueSteps(fromUnknownCommands({ tables: dynamoTables(), clock: systemClock, ids: randomIds }));
