import * as z from "zod/mini";
import { fact, id } from "#events/envelope";

/** A published document is corrected: a new revision is in force, the one before stays beside it. Published by publish-document; consumed by report, which tells those who were told of the publication. */
export const reportCorrected = fact("report.corrected.v1", { documentId: id, convocationId: id, revision: z.number() });
