import { afterAll, beforeAll, expect, inject, test } from "vitest";
import * as z from "zod/mini";
import { answer } from "#bin/demo/delegate";
import { linkIn } from "#bin/demo/mailbox";
import { Stage } from "#bin/demo/stage";
import { Timeline } from "#bin/demo/timeline";
import { MEETING } from "#bin/demo/world";
import { startStack } from "#lib/local/stack";
import { dialogue, done, prepare, release, START } from "./play.ts";

const ID = "sc-note";
let stage: Stage;

beforeAll(async () => {
  stage = new Stage(await startStack({ assembly: inject("assembly"), now: START, quiet: true }), new Timeline(true));
  await prepare(stage, dialogue(["NL", "EG"]));
  await release(stage);
  await stage.stack.advance({ minutes: 2 });
  const [letter] = (await stage.letters("invitation")).filter(({ to }) => to === "focal.point.nl@example.org");
  if (!letter) throw new Error("Nobody was invited");
  await answer(linkIn(letter, stage.stack.siteUrl), { answer: "come" });
  await stage.stack.advance({ minutes: 2 });
  await done(stage, stage.amina, "draft-document.v1", {
    documentId: ID,
    convocationId: MEETING,
    part: "som-8",
    kind: "background-note",
    audience: "public",
    title: { en: "Background note" },
  });
  await text("The meeting takes place in Geneva.");
  await publish();
});
afterAll(() => stage?.stack.stop());

async function text(words: string): Promise<void> {
  const fileId = await stage.file(words);
  await done(stage, stage.amina, "add-rendition.v1", { documentId: ID, language: "en", fileId });
}
async function publish(): Promise<void> {
  await done(stage, stage.bilal, "clear-document.v1", { documentId: ID });
  await done(stage, stage.bilal, "publish-document.v1", { documentId: ID });
  await stage.stack.advance({ minutes: 2 });
}
const page = async (path: string) => (await fetch(`${stage.stack.siteUrl}${path}`)).text();

test("what is published is corrected beside itself: page, feed, and a notice to each who had one", async () => {
  const first = (await stage.letters("notice")).map(({ to }) => to).sort();
  const corrigendum = { en: "The meeting takes place in Brussels, not in Geneva." };
  await done(stage, stage.amina, "correct-document.v1", {
    documentId: ID,
    corrigendum,
    reason: "Staged for the test.",
  });
  await text("The meeting takes place in Brussels.");
  expect(await page(`/documents/${ID}`)).toContain("takes place in Geneva.</p>");
  await publish();
  const told = (await stage.letters("notice")).filter(({ subject }) =>
    /^(?:Corrected|Rectificatif|تصويب)/.test(subject),
  );
  expect(first.length).toBeGreaterThan(0);
  expect(told.map(({ to }) => to).sort()).toEqual(first);
  const [now, old, feed] = [
    await page(`/documents/${ID}`),
    await page(`/documents/${ID}/revisions/1`),
    await page("/feed.atom"),
  ];
  expect(now).toContain("takes place in Brussels.</p>");
  expect(old).toContain("takes place in Geneva.</p>");
  expect(old).toMatch(/This revision was superseded by revision 2 on .*UTC/);
  for (const html of [now, old, feed]) expect(html).toContain(corrigendum.en);
  expect(feed.match(/<entry>/g)).toHaveLength(2);
});

test("a document that names a day that its meeting left is marked, on the list too, and does not go out", async () => {
  await done(stage, stage.amina, "draft-document.v1", {
    documentId: "late-note",
    convocationId: MEETING,
    part: "som-8",
    kind: "note",
    audience: "members",
    title: { en: "Travel on 22 March 2022" },
  });
  const fileId = await stage.file("Nous nous réunissons le 22 mars 2022.");
  await done(stage, stage.amina, "add-rendition.v1", { documentId: "late-note", language: "fr", fileId });
  await done(stage, stage.amina, "reschedule-meeting.v1", {
    convocationId: MEETING,
    parts: [
      {
        id: "som-8",
        sessions: [
          { day: "2022-04-05", from: "14:00", until: "18:00" },
          { day: "2022-04-06", from: "09:00", until: "16:00" },
        ],
      },
    ],
    reason: "The host asked.",
  });
  await stage.stack.settle();
  await done(stage, stage.bilal, "clear-document.v1", { documentId: "late-note" });
  const found = ["title.en", "text.fr"].map((where) => ({ where, dates: ["2022-03-22"] }));
  const { documents } = await stage.bilal.query({ query: "documents", dialogueId: "khartoum" });
  const listed = z.array(z.looseObject({ id: z.string(), marks: z.array(z.unknown()) })).parse(documents);
  expect(listed.map(({ id, marks }) => [id, marks])).toEqual([
    ["late-note", [{ revision: 2, found }]],
    [ID, []],
  ]);
  const refused = await stage.bilal.command("publish-document.v1", { documentId: "late-note" });
  expect(refused).toMatchObject({ accepted: false, code: "old-date" });
});
