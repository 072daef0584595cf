import { describe, expect, it } from "vitest";
import { daysLeft } from "#domain/days-left";
import type { Document } from "#domain/document";
import { evolve } from "#domain/document-evolve";
import { goneDays, markDates, type Texted, titled, whereText, whereTitle } from "#domain/document-marks";
import { convened as convocation } from "#test/domain/examples";
import { AUTHOR, addEnglish, done, drafted, LATER, mark } from "./document-examples.ts";

/** The SOM of 22 and 23 March, with the committee on its first morning, some days on. */
function moved(days: number, part = "som-8") {
  const held = convocation();
  const later = (wall: string) =>
    `${wall.slice(0, 8)}${String(Number(wall.slice(8, 10)) + days).padStart(2, "0")}${wall.slice(10)}`;
  const parts = held.parts.map((each) => ({
    ...each,
    sessions: each.sessions.map(({ from, until }) =>
      each.id === part
        ? { from: { ...from, wall: later(from.wall) }, until: { ...until, wall: later(until.wall) } }
        : { from, until },
    ),
  }));
  return { ...held, parts };
}
const BEFORE = {
  revision: 2,
  before: [
    { part: "sc-2022-03", days: ["2022-03-22"] },
    { part: "som-8", days: ["2022-03-22", "2022-03-23"] },
  ],
};
type Texts = { document: Texted; correction: Texted };
const text = (words: string): Texts => ({
  document: [...titled(drafted.title), { where: "text.en", text: words }],
  correction: [],
});
function marked(
  document: Document,
  convened: ReturnType<typeof moved>,
  texts = text("22 and 23 March"),
  change = BEFORE,
) {
  const found = markDates(document, convened, change, texts);
  if (!found) return undefined;
  return found.facts.reduce(
    (was, fact) => evolve(was, fact, { actor: "system:report", at: LATER, marks: found.marks }),
    document,
  );
}

describe("where a day stands", () => {
  it("is the title or the text in a language, the same for who marks and who reads", () => {
    expect(titled({ en: "Readout", fr: "Compte rendu" }).map(({ where }) => where)).toEqual([
      whereTitle("en"),
      whereTitle("fr"),
    ]);
    expect([whereTitle("en"), whereText("en"), whereText("fr")]).toEqual(["title.en", "text.en", "text.fr"]);
  });
});

describe("the days that are a meeting's no more", () => {
  it.each([
    ["of the part that moved", "som-8", ["2022-03-22", "2022-03-23"]],
    ["of a part that did not, are those that no part has", "sc-2022-03", ["2022-03-23"]],
    ["of the whole", null, ["2022-03-23"]],
  ])("%s", (_, part, days) => {
    expect(goneDays(moved(5), BEFORE, part)).toEqual(days);
  });
  it("are none of those it still has", () => {
    expect(goneDays(moved(1), BEFORE, "som-8")).toEqual(["2022-03-22"]);
    expect(goneDays(moved(0), BEFORE, "som-8")).toEqual([]);
  });
  it("are all of them where the part is postponed", () => {
    const held = convocation();
    const parts = held.parts.map((part) => (part.id === "som-8" ? { ...part, state: "postponed" as const } : part));
    expect(goneDays({ parts }, BEFORE, "som-8")).toEqual(["2022-03-22", "2022-03-23"]);
  });
});

describe("a document that names an old date", () => {
  it("is marked, with the revision and where", () => {
    const found = [{ where: "text.en", dates: ["2022-03-22", "2022-03-23"] }];
    expect(marked(drafted, moved(5))).toMatchObject({ marks: [{ revision: 2, found }] });
    expect(markDates(drafted, moved(5), BEFORE, text("22 March"))?.facts).toMatchObject([
      { type: "report.document-marked.v1", data: { documentId: "som-8-readout", revision: 2 } },
    ]);
  });
  it("in its title is marked too, be it only expected", () => {
    const title = { en: "Readout of 22 March 2022", fr: "Compte rendu du 22 mars 2022" };
    const texts: Texts = { document: titled(title), correction: [] };
    expect(marked({ ...drafted, state: "expected", renditions: [] }, moved(5), texts)).toMatchObject({
      marks: [{ found: [{ where: "title.en" }, { where: "title.fr" }] }],
    });
  });
  it("is not where it names none, nor twice", () => {
    expect(markDates(drafted, moved(5), BEFORE, text("The meeting was held."))).toBeUndefined();
    const once = marked(drafted, moved(5));
    expect(once && markDates(once, moved(5), BEFORE, text("22 and 23 March"))).toBeUndefined();
  });
  it("is marked no more once the meeting is back on its days", () => {
    const again = { revision: 3, before: [{ part: "som-8", days: ["2022-03-27", "2022-03-28"] }] };
    const once = marked(drafted, moved(5));
    expect(once?.marks).toHaveLength(1);
    expect(once && marked(once, moved(0), text("22 and 23 March"), again)?.marks).toEqual([]);
  });
  it("in its correction has that marked as well", () => {
    const begun: Document = {
      ...drafted,
      state: "published",
      publishedAt: LATER,
      correction: {
        ...{ state: "draft", authors: [AUTHOR], clearedBy: null, title: drafted.title, adoption: null },
        ...{ renditions: drafted.renditions, marks: [], text: { en: "Corrected." }, reason: "A slip." },
      },
    };
    const texts = { document: text("5 April").document, correction: text("22 March").document };
    expect(marked(begun, moved(5), texts)).toMatchObject({
      marks: [],
      correction: { marks: [{ revision: 2, found: [{ where: "text.en", dates: ["2022-03-22"] }] }] },
    });
  });
  it("is rid of the mark by a text with the new one, and of no other text's", () => {
    const two = { revision: 2, found: [...mark.found, { where: "text.fr", dates: ["2022-03-22"] }] };
    const held: Document = { ...drafted, marks: [two] };
    const texts = [{ where: "text.en", text: "On 5 April." }];
    expect(done(addEnglish, held, AUTHOR, { texts }).marks).toEqual([{ revision: 2, found: [two.found[1]] }]);
  });
});

describe("the days before a change", () => {
  it("are each part's own, of the parts that changed", () => {
    const was = convocation();
    expect(daysLeft(was, { revision: 2, parts: ["som-8"] })).toEqual({
      revision: 2,
      before: [{ part: "som-8", days: ["2022-03-22", "2022-03-23"] }],
    });
    expect(daysLeft(was, { revision: 2, parts: ["sc-2022-03", "som-8"] }).before).toEqual([
      { part: "sc-2022-03", days: ["2022-03-22"] },
      { part: "som-8", days: ["2022-03-22", "2022-03-23"] },
    ]);
  });
  it("are none of a part that is not there", () => {
    expect(daysLeft(convocation(), { revision: 2, parts: ["som-9"] }).before).toEqual([]);
  });
});
