import * as z from "zod/mini";
import type { Convocation } from "#domain/convocation";
import type { Document } from "#domain/document";
import { adoption, assembled, documentAudience } from "#events/document";
import { language } from "#events/envelope";
import type { Row, Tables } from "#platform/table";
import { keys, lists } from "#records/keys";

const texts = z.object({ en: z.string(), fr: z.exactOptional(z.string()), ar: z.exactOptional(z.string()) });
const renditions = z.array(z.object({ language, revision: z.number(), file: z.string() }));
const marks = z.array(
  z.object({ revision: z.number(), found: z.array(z.object({ where: z.string(), dates: z.array(z.string()) })) }),
);
const corrigendum = z.object({ text: texts, reason: z.string(), authors: z.array(z.string()) });
const edition = { title: texts, adoption: z.nullable(adoption), renditions };
export const documentSchema = z.object({
  ...edition,
  id: z.string(),
  dialogueId: z.string(),
  convocationId: z.string(),
  part: z.nullable(z.string()),
  kind: z.string(),
  audience: documentAudience,
  assembles: z.array(assembled),
  fileName: z.nullable(z.string()),
  toBeClearedBy: z.nullable(z.literal("chair")),
  state: z.enum(["expected", "draft", "cleared", "published"]),
  author: z.nullable(z.string()),
  writers: z.array(z.string()),
  clearedBy: z.nullable(z.string()),
  publishedAt: z.nullable(z.string()),
  revision: z.number(),
  corrigendum: z.nullable(corrigendum),
  superseded: z.array(
    z.object({
      ...edition,
      revision: z.number(),
      corrigendum: z.nullable(corrigendum),
      publishedAt: z.string(),
      supersededAt: z.string(),
    }),
  ),
  correction: z.nullable(
    z.object({
      ...edition,
      ...corrigendum.shape,
      state: z.enum(["draft", "cleared"]),
      clearedBy: z.nullable(z.string()),
      marks,
    }),
  ),
  marks,
  datesRightBy: z.nullable(z.string()),
});
export async function readDocument(tables: Tables, id: string): Promise<{ document: Document; row: Row } | undefined> {
  const row = await tables.get(keys.document(id));
  return row && { document: documentSchema.parse(row), row };
}

const listed = {
  id: z.string(),
  title: texts,
  kind: z.string(),
  part: z.nullable(z.string()),
  convocationId: z.string(),
  languages: z.array(language),
  adoption: z.nullable(adoption),
  revision: z.number(),
  marks,
};
/** What the list of a library shows of each document; kept in the index, so that a page is one Query. */
export const shelved = z.object({
  ...listed,
  publishedAt: z.string(),
  /** What the current revision corrected. */
  corrigendum: z.nullable(texts),
  superseded: z.array(
    z.object({
      revision: z.number(),
      title: texts,
      languages: z.array(language),
      corrigendum: z.nullable(texts),
      publishedAt: z.string(),
      supersededAt: z.string(),
    }),
  ),
  /** How far the next revision is. */
  correction: z.nullable(z.enum(["draft", "cleared"])),
});
/** A dialogue's published documents for an audience, the newest first. */
export async function readLibrary(tables: Tables, dialogueId: string, audience: Document["audience"], limit = 100) {
  const pk = lists.library(dialogueId, audience);
  const rows = await tables.queryIndex({ index: "list", pk, newestFirst: true, limit });
  return rows.map((row) => shelved.parse(row["b"]));
}
/** What a dialogue has published, for whatever audience. */
export async function readPublished(tables: Tables, dialogueId: string) {
  const libraries = await Promise.all(
    documentAudience.options.map((audience) => readLibrary(tables, dialogueId, audience, 1000)),
  );
  return libraries.flat();
}

/** What of a convocation is published, for whatever audience. */
export async function readPublishedOf(tables: Tables, { id, dialogueId }: Of) {
  return (await readPublished(tables, dialogueId)).filter(({ convocationId }) => convocationId === id);
}
type Of = Pick<Convocation, "id" | "dialogueId">;

/** Documents of a convocation that are not published stand in its list; those that are, in a library. */
export const unpublished = z.object({
  ...listed,
  publishedAt: z.null(),
  state: z.enum(["expected", "draft", "cleared"]),
});
export async function readUnpublished(tables: Tables, convocationId: string) {
  const rows = await tables.queryIndex({ index: "list", pk: lists.ofConvocation(convocationId), prefix: "DOC#" });
  return rows.map((row) => unpublished.parse(row["b"]));
}

/** Every document of a convocation, in whatever state. */
export async function readDocumentsOf(tables: Tables, convocation: Of) {
  return [...(await readUnpublished(tables, convocation.id)), ...(await readPublishedOf(tables, convocation))];
}
