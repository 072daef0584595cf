import * as z from "zod/mini";
import type { Document } from "#domain/document";
import { documentAudience } from "#events/commands/draft-document.v1";
import { language } from "#events/envelope";
import type { Row, Tables } from "#platform/table";
import { keys, lists } from "#records/keys";

const texts = z.object({ en: z.string(), fr: z.exactOptional(z.string()), ar: z.exactOptional(z.string()) });
export const documentSchema = z.object({
  id: z.string(),
  dialogueId: z.string(),
  convocationId: z.string(),
  part: z.string(),
  kind: z.string(),
  audience: documentAudience,
  title: texts,
  state: z.enum(["expected", "draft", "cleared", "published"]),
  author: z.nullable(z.string()),
  clearedBy: z.nullable(z.string()),
  publishedAt: z.nullable(z.string()),
  renditions: z.array(z.object({ language, revision: z.number(), file: z.string() })),
});
export async function readDocument(tables: Tables, id: string): Promise<{ document: Document; row: Row } | undefined> {
  const row = await tables.get(keys.document(id));
  return row && { document: documentSchema.parse(row), row };
}

/** What the list of a library shows of each document; kept in the index, so that a page is one Query. */
export const shelved = z.object({
  id: z.string(),
  title: texts,
  kind: z.string(),
  part: z.string(),
  convocationId: z.string(),
  publishedAt: z.string(),
  languages: z.array(language),
});
export async function readLibrary(tables: Tables, audience: Document["audience"], limit = 100) {
  const rows = await tables.queryIndex({ index: "list", pk: lists.library(audience), newestFirst: true, limit });
  return rows.map((row) => shelved.parse(row["b"]));
}

/** Documents of a convocation that are not published stand in its list; those that are, in a library. */
export const unpublished = z.object({
  id: z.string(),
  title: texts,
  kind: z.string(),
  part: z.string(),
  convocationId: z.string(),
  publishedAt: z.null(),
  languages: z.array(language),
  state: z.enum(["expected", "draft", "cleared"]),
});
export async function readUnpublished(tables: Tables, convocationId: string) {
  const rows = await tables.queryIndex({ index: "list", pk: lists.ofConvocation(convocationId), prefix: "DOC#" });
  return rows.map((row) => unpublished.parse(row["b"]));
}
