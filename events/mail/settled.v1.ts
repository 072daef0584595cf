import * as z from "zod/mini";
import { fact, id, instant } from "#events/envelope";

/** Mails of before a restore were set to unknown, of one meeting or of the pump's list. Published by settle-mails. */
export const mailSettled = fact(
  "mail.settled.v1",
  { epoch: instant, convocationId: z.exactOptional(id), mails: z.number() },
  { consumers: "none" },
);
