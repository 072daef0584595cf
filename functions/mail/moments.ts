import * as z from "zod/mini";
import { atMoment, momentSteps } from "#platform/moment-steps";
import { atMinute } from "./at-minute.ts";
import { pumpDeps } from "./deps.ts";

export const handler = momentSteps("mail", [atMoment("minute", z.object({}), atMinute(pumpDeps()))]);
