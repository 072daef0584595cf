import * as z from "zod/mini";
import { command, id, partyCode } from "#events/envelope";
import { quota } from "#events/meeting-part";

/** How many of one delegation may come to a part; without a quota, nobody counts. Not below the number of its people who were named. It raises the delegation's version only. */
export const changeQuota = command(
  "change-quota.v1",
  { noun: "invitation", machines: "none" },
  { convocationId: id, party: partyCode, part: id, quota: z.exactOptional(quota) },
);
