import * as z from "zod/mini";
import { fact } from "#events/envelope";

/** A page of bulk mails was written and waits for its pace. Published by whoever wrote the page (invitation, reminder, report); consumed by mail. */
export const mailBatchOpened = fact("mail.batch-opened.v1", {
  batchId: z.string(),
  page: z.string(),
  mails: z.number(),
});
