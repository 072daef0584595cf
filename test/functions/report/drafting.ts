import { AMINA, BRUNO, CONVOCATION, type World } from "#test/functions/world";

export const note = {
  documentId: "note",
  convocationId: CONVOCATION,
  part: "som-8",
  kind: "note",
  audience: "public",
  title: { en: "Note" },
};

/** Hands a text in and adds it. */
export async function addText(
  world: World,
  documentId: string,
  text: string,
  rest: Record<string, unknown> = {},
  who = AMINA,
) {
  const fileId = world.ids.next();
  await world.blobs.put(`imports/${fileId}`, text, "text/plain");
  return world.ask("add-rendition.v1", { documentId, language: "en", fileId, ...rest }, who);
}
/** A document of one text in English, as far as published. */
export async function publishedNote(world: World, change: Record<string, unknown> = {}, text = "It met in Geneva.") {
  const detail = { ...note, ...change };
  // As it travels: a field that is undefined is left out.
  await world.done("draft-document.v1", JSON.parse(JSON.stringify(detail)));
  await addText(world, detail.documentId, text);
  await clearAndPublish(world, detail.documentId);
}
export async function clearAndPublish(world: World, documentId: string, how: Record<string, unknown> = {}) {
  await world.done("clear-document.v1", { documentId }, BRUNO);
  await world.done("publish-document.v1", { documentId, ...how }, BRUNO);
}
export const corrigendum = { en: "It met in Brussels, not in Geneva." };
/** The correction of such a document, published. */
export async function correctedNote(world: World, documentId = "note", text = "It met in Brussels.") {
  const reason = "Copied from another readout.";
  await world.done("correct-document.v1", { documentId, corrigendum, reason });
  const added = await addText(world, documentId, text);
  if (!added.accepted) throw new Error(JSON.stringify(added));
  await clearAndPublish(world, documentId);
}
