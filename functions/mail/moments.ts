import * as z from "zod/mini";
import { atMoment, momentSteps } from "#platform/moment-steps";
import { atDay } from "./at-day.ts";
import { atMinute } from "./at-minute.ts";
import { pumpDeps } from "./deps.ts";

const deps = pumpDeps();
export const handler = momentSteps("mail", [
  atMoment("minute", z.object({}), atMinute(deps)),
  atMoment("day", z.object({}), atDay(deps)),
]);
