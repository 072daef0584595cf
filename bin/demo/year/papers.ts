import { type CalendarDocument, calendar } from "#bin/demo/calendar";
import { visit } from "#bin/demo/visit";
import { world } from "#bin/demo/world";
import { convocations } from "#bin/demo/year/convocations";
import { batchOf } from "#bin/demo/year/post";
import type { YearStage } from "#bin/demo/year/stage";

export function documentOf(id: string): CalendarDocument {
  const found = calendar.documents.find((each) => each.id === id);
  if (!found) throw new Error(`The calendar has no document ${id}.`);
  return found;
}

/** The convocation that a document belongs to, by its meeting or its series. */
export function convocationIdOf({ meeting, series }: CalendarDocument): string {
  return convocations.find(({ meetings }) => meetings.some(({ id }) => id === meeting))?.id ?? series ?? "";
}

const kinds: { readonly [type: string]: string } = {
  "background-note": "Background note",
  readout: "Readout",
  "action-points": "Action points",
  recommendations: "Recommendations",
  "work-plan": "Work Plan 2022/23",
};
const titleOf = ({ meeting, type }: CalendarDocument) =>
  `${kinds[type]} (invented for the demo): ${calendar.meetings.find(({ id }) => id === meeting)?.title}`.slice(0, 200);

/** A document of the calendar with its invented text: drafted by amina, cleared and published by bilal. Returns to how many people notices went. */
export async function publish(stage: YearStage, id: string, text = `${id}.en.txt`): Promise<number> {
  const { amina, bilal, checks } = stage;
  const asked = documentOf(id);
  const { meeting, type, audience } = asked;
  await stage.done(amina, "draft-document.v1", {
    documentId: id,
    convocationId: convocationIdOf(asked),
    ...(meeting !== undefined && { part: meeting }),
    kind: type,
    audience,
    title: { en: titleOf(asked) },
  });
  await addText(stage, id, text);
  const own = await amina.command("clear-document.v1", { documentId: id });
  checks.equal(`${id}: whoever wrote it may not clear it`, own.code, "four-eyes");
  const status = calendar.meetings.find((each) => each.id === meeting)?.workPlan?.status;
  const adoption = type === "work-plan" ? { adoption: status } : {};
  await stage.done(bilal, "clear-document.v1", { documentId: id, ...adoption });
  await stage.done(bilal, "publish-document.v1", { documentId: id });
  await stage.stack.advance({ minutes: 4 });
  const addresses = stage.post.addresses(batchOf.notices(id));
  checks.equal(`${id}: nobody is told twice`, new Set(addresses).size, addresses.length);
  checks.holds(`${id}: somebody is told`, addresses.length > 0);
  return addresses.length;
}

export async function addText(stage: YearStage, documentId: string, text: string): Promise<void> {
  const fileId = await stage.file(world.text(`year/${text}`));
  await stage.done(stage.amina, "add-rendition.v1", { documentId, language: "en", fileId });
}

/** A page of the public site. */
export async function page(stage: YearStage, path: string): Promise<{ status: number; body: string }> {
  const answer = await visit(path.startsWith("http") ? path : `${stage.stack.siteUrl}${path}`);
  return { status: answer.status, body: await answer.text() };
}

/** Whether a text that says it is invented stands on the document's page for everybody. */
export async function isPublic(stage: YearStage, id: string): Promise<boolean> {
  const { status, body } = await page(stage, `/documents/${id}`);
  return status === 200 && body.includes("invented for the demonstration");
}

/** A readout: published, and open to everybody. */
export async function readout(stage: YearStage, id: string): Promise<void> {
  const told = await publish(stage, id);
  stage.checks.holds(`${id} is open to everybody`, await isPublic(stage, id));
  stage.say(`${id} is public; ${told} notices`);
}

/** A document that is not public: open by the links in its own notices, closed at its address to everybody else. Returns how many links. */
export async function closed(stage: YearStage, id: string): Promise<number> {
  const told = await publish(stage, id);
  const letters = await stage.post.letters(batchOf.notices(id));
  const link = letters[0]?.text.split(/\s+/).find((word) => word.startsWith(`${stage.stack.siteUrl}/d/`)) ?? "/none";
  const own = await page(stage, link);
  stage.checks.holds(`${id} opens by a link of its own`, own.status === 200 && own.body.includes("invented"));
  stage.checks.holds(`${id} is closed to the public`, (await page(stage, `/documents/${id}`)).status === 404);
  const feed = await page(stage, "/feed.atom");
  stage.checks.holds(`${id} is in no feed`, !feed.body.includes(id));
  return told;
}
