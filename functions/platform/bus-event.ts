import * as z from "zod/mini";

/** An event as EventBridge delivers it. */
export const busEvent = z.object({
  source: z.string(),
  "detail-type": z.string(),
  detail: z.unknown(),
  id: z.string(),
});
