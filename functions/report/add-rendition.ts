import type * as z from "zod/mini";
import { decide } from "#domain/document-acts";
import { evolve } from "#domain/document-evolve";
import { whereText, whereTitle } from "#domain/document-marks";
import { isRefusal } from "#domain/refusal";
import type { addRendition } from "#events/commands/add-rendition.v1";
import type { Blobs } from "#platform/blobs";
import { type Outcome, refused } from "#platform/command-steps";
import type { Act } from "#platform/commit";
import type { Tables } from "#platform/table";
import { readDocument } from "#records/document";
import { writeDocument } from "./write-document.ts";

const MOST_CHARACTERS = 200_000;

export const addRenditionStep =
  ({ tables, blobs }: { tables: Tables; blobs: Blobs }) =>
  async (command: z.infer<typeof addRendition.schema>, act: Act): Promise<Outcome> => {
    const held = await readDocument(tables, command.documentId);
    if (!held) return refused("no-such-document", `There is no document ${command.documentId}. Draft it first.`);
    const decided = decide({ kind: "add-rendition", language: command.language }, held.document, act.actor);
    if (isRefusal(decided)) return refused(decided.code, decided.sentence, decided.details);
    const text = await blobs.get(`imports/${command.fileId}`);
    if (text === undefined)
      return refused(
        "no-such-file",
        "There is no file of this id. Hand the file in first; `convoke document add` does both.",
      );
    if (!/[\p{L}\p{N}]/u.test(text)) return refused("empty-file", "The file holds no text. Nothing was added.");
    if (/[\p{Cc}\uFFFD]/u.test(text.replace(/[\t\n\r]/g, "")))
      return refused(
        "not-plain-text",
        "The file is not plain text in UTF-8. Save the text as plain text (.txt, UTF-8) and add that; Word and PDF files are not taken.",
      );
    if (text.length > MOST_CHARACTERS)
      return refused("too-long", `The text has ${text.length} characters; at most ${MOST_CHARACTERS} are taken.`);
    // Named by the act: a file that was put without its commit is never read, and no later act overwrites what one put.
    const file = `documents/${command.documentId}/${command.language}-${act.commitId}.txt`;
    await blobs.put(file, text.normalize("NFC").replaceAll("\r\n", "\n"), "text/plain; charset=utf-8");
    const { language, title } = command;
    const texts = [
      { where: whereText(language), text },
      ...(title === undefined ? [] : [{ where: whereTitle(language), text: title }]),
    ];
    const document = decided.facts.reduce(
      (before, fact) => evolve(before, fact, { actor: act.actor, at: act.now, file, title, texts }),
      held.document,
    );
    return writeDocument(tables, act, { before: held.row, document, facts: decided.facts });
  };
