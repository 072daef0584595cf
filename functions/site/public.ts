import { documentsBucket } from "#platform/blobs";
import { systemClock } from "#platform/clock";
import { dynamoTables } from "#platform/dynamo-tables";
import { pages, shown } from "#platform/http";
import { secretLinks } from "#platform/links";
import { languageOfReader, message, styleHash } from "./deps.ts";
import { getClosedDocument, getDocument } from "./documents.ts";
import { opener } from "./invited.ts";
import { getFeed, getHome } from "./library.ts";

/** Public pages may be kept a minute by anybody. */
const MINUTE = 60;

export const publicPages = (deps: Parameters<typeof getClosedDocument>[0]) =>
  pages(
    [
      ...shown("/", getHome(deps)),
      ...shown("/feed.atom", getFeed(deps)),
      ...shown("/documents/{document}", getDocument(deps)),
      ...shown("/documents/{document}/revisions/{revision}", getDocument(deps)),
      ...shown("/d/{token}/{document}", getClosedDocument(deps)),
      ...shown("/d/{token}/{document}/revisions/{revision}", getClosedDocument(deps)),
    ],
    { styleHash, publicFor: MINUTE },
    async (event) => message("failed", languageOfReader(event)),
    async (event) => message("not-found", languageOfReader(event)),
  );

const tables = dynamoTables();

export const handler = publicPages({
  tables,
  blobs: documentsBucket(),
  clock: systemClock,
  open: opener({ tables, links: secretLinks(), milliseconds: systemClock.milliseconds }),
});
