import * as z from "zod/mini";
import { command, id } from "#events/envelope";

/**
 * After a restore: finds the mails of a meeting that the restored tables do not know the end of, sets them to unknown and lists
 * them, one stretch a command (`after` is where the last one ended). Without a meeting: what the pump
 * still had to hand out. Taken at the gateway only: no queue waits for what is asked once in years.
 */
export const settleMails = command(
  "settle-mails.v1",
  { noun: "mail", machines: "none", personal: true },
  { convocationId: z.exactOptional(id), after: z.exactOptional(z.string().check(z.regex(/^[A-Za-z0-9#-]{1,200}$/))) },
);
