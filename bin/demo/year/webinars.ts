import * as z from "zod/mini";
import { calendar } from "#bin/demo/calendar";
import { convocationOf, morning } from "#bin/demo/year/convocations";
import type { Entry } from "#bin/demo/year/diary";
import { closed, documentOf, readout } from "#bin/demo/year/papers";
import { batchOf } from "#bin/demo/year/post";
import type { YearStage } from "#bin/demo/year/stage";

const SERIES = "thb-4ps";
const READER = "thb-reader";
const board = z.looseObject({
  parties: z.array(
    z.looseObject({ registeredFor: z.record(z.string(), z.number()), parts: z.record(z.string(), z.string()) }),
  ),
});

/** Four background notes, each a week before its webinar; the last one's readout; a reader that is expected of them all. */
export function webinars(stage: YearStage): Entry[] {
  const notes = ["2021-03-24", "2021-04-21", "2021-05-19", "2021-06-23"].map((day, index) => ({
    at: morning(day),
    act: () => note(stage, index + 1),
  }));
  return [
    { at: morning("2021-02-10"), act: () => expectReader(stage) },
    ...notes,
    { at: morning("2021-07-07"), act: () => readout(stage, "thb-webinar-4-readout") },
    { at: morning("2021-07-08"), act: () => readerWaits(stage) },
  ];
}

async function expectReader(stage: YearStage): Promise<void> {
  const { id: documentId, audience, assembles = [], fileName, clearedBy } = documentOf(READER);
  const isDocument = (each: string) => calendar.documents.some(({ id }) => id === each);
  await stage.done(stage.amina, "expect-document.v1", {
    documentId,
    convocationId: convocationOf(SERIES).id,
    kind: "reader",
    audience,
    title: { en: "Trafficking in Human Beings: the 4Ps Revisited. Reader" },
    assembles: assembles.map((each) => (isDocument(each) ? { document: each } : { words: each })),
    fileName,
    toBeClearedBy: clearedBy,
  });
  stage.say(`a reader is expected, of ${(await readerParts(stage)).length} parts that are not there yet`);
}

/** A background note goes to those who come to its webinar, and to nobody else. */
async function note(stage: YearStage, module: number): Promise<void> {
  const id = `thb-note-${module}`;
  const part = `thb-webinar-${module}`;
  const links = await closed(stage, id);
  const { parties } = board.parse(await stage.amina.query({ query: "board", convocationId: SERIES }));
  const registered = parties.reduce((sum, { registeredFor }) => sum + (registeredFor[part] ?? 0), 0);
  const answered = new Set(
    parties.map(({ parts }) =>
      Object.values(parts)
        .map((said) => said[0])
        .join(""),
    ),
  );
  stage.checks.holds("delegations come to different webinars of the one invitation", answered.size > 4);
  stage.checks.equal(`${id} goes to those who come to ${part}`, links, registered);
  stage.say(`${id} is out a week before its webinar, to its ${links} participants alone`);
}

const reader = z.looseObject({
  document: z.looseObject({
    state: z.string(),
    assembles: z.array(
      z.looseObject({ document: z.optional(z.string()), words: z.optional(z.string()), state: z.optional(z.string()) }),
    ),
  }),
});
/** What the reader is put together from, and how far each is. */
async function readerParts(stage: YearStage): Promise<string[]> {
  const { document } = reader.parse(await stage.amina.query({ query: "document", documentId: READER }));
  stage.checks.equal("the reader is expected", document.state, "expected");
  return document.assembles.map((each) =>
    each.document === undefined ? "an overview" : `${each.document} ${each.state}`,
  );
}

async function readerWaits(stage: YearStage): Promise<void> {
  const parts = await readerParts(stage);
  stage.checks.equal("the reader's four notes are there", parts, [
    "an overview",
    ...[1, 2, 3, 4].map((module) => `thb-note-${module} published`),
  ]);
  stage.checks.equal("nobody was told of the reader", stage.post.count(batchOf.notices(READER)), 0);
  stage.say("the reader stays expected: its four notes are there, its overview is not");
}
