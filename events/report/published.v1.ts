import { fact, id } from "#events/envelope";

/** A document is published to its audience. Published by publish-document; consumed by report, which tells the audience. */
export const reportPublished = fact("report.published.v1", { documentId: id, convocationId: id });
