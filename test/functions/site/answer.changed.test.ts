import { describe, expect, it } from "vitest";
import { log } from "#platform/log";
import { check, come, formOf, send } from "#test/functions/site/filled";
import { site } from "#test/functions/site/visitor";
import { aWeekLater, change, changeAndTell, tell } from "#test/functions/told";
import { type World, withInvitations } from "#test/functions/world";

log.setLogLevel("SILENT");

async function visit() {
  const world = await withInvitations();
  const at = site(world);
  return { world, at, link: await at.link("AT", "ab") };
}
/** The page's process remembers a meeting for half a minute. */
const later = (world: World) => world.clock.set("2022-01-31T08:05:00Z");

describe("after another day", () => {
  it("the page shows it, what was said before, and asks again", async () => {
    const { world, at, link } = await visit();
    await send(at, link, come);
    await changeAndTell(world, "reschedule-meeting", aWeekLater);
    const shown = await at.open(link);
    for (const text of [
      "The meeting has changed Your delegation answered before that.",
      "Please answer once more on this page by Friday 4 March 2022, 23:59 (Brussels, UTC+1)",
      "Tuesday 29 March 2022, 14:00 to 18:00 (Brussels, UTC+2)",
      "the delegation comes; names given; said before the meeting changed, please confirm",
      "Who is answering?",
    ])
      expect(shown.text).toContain(text);
    expect(shown.html).not.toMatch(/<input[^>]* checked/);
    expect((await send(at, link, come)).status).toBe(303);
    expect((await at.open(link)).text).toContain("The answer is recorded");
    expect((await world.delegation("AT")).delegation.parts["som-8"]).toMatchObject({
      status: "coming-named",
      revision: 2,
    });
  });
  it.each([
    ["fr", "La réunion a changé"],
    ["ar", "تغيَّر الاجتماع"],
  ])("in %s too", async (lang, words) => {
    const { world, at, link } = await visit();
    await send(at, link, come);
    await changeAndTell(world, "reschedule-meeting", aWeekLater);
    expect((await at.open(`${link}?lang=${lang}`)).text).toContain(words);
  });
  it("a page of before is refused when it is sent, shows the new dates at once and loses nothing", async () => {
    const { world, at, link } = await visit();
    const form = (await check(at, link, { ...come, answer: "colleague", colleagueName: "Karl Kollege" })).hidden;
    await change(world, "reschedule-meeting", aWeekLater);
    const sent = await at.post(link, { ...form, action: "send" });
    expect(sent.status).toBe(409);
    expect(sent.text).toContain("The meeting changed in the meantime, and nothing was recorded.");
    expect(sent.text).toContain("Tuesday 29 March 2022, 14:00 to 18:00 (Brussels, UTC+2)");
    expect(sent.html).toContain('value="Karl Kollege"');
    expect((await world.delegation("AT")).responses).toEqual([]);
    const again = await at.post(link, { ...sent.hidden, ...come, action: "check" });
    expect((await at.post(link, { ...again.hidden, action: "send" })).status).toBe(303);
  });
  it("a form of before is refused before it is sent, once the page knows", async () => {
    const { world, at, link } = await visit();
    const form = await formOf(at, link);
    await changeAndTell(world, "reschedule-meeting", aWeekLater);
    const checked = await at.post(link, { ...form, ...come, action: "check" });
    expect([checked.status, checked.text]).toEqual([
      409,
      expect.stringContaining("The meeting changed in the meantime"),
    ]);
    expect(checked.carried?.["action"]).toBe("form.meeting-changed");
    const spoken = await at.post(`${link}?lang=fr`, { ...checked.carried, lang: "fr" });
    expect(spoken.text).toContain("La réunion a changé entre-temps");
  });
  it("a change that asks nothing again lets a form of before pass", async () => {
    const { world, at, link } = await visit();
    const form = (await check(at, link, come)).hidden;
    await changeAndTell(world, "relocate-meeting", { city: "Nairobi", country: "KE" });
    expect((await at.post(link, { ...form, action: "send" })).status).toBe(303);
  });
});

describe("a deadline that was extended", () => {
  it("holds on the page before anybody was told", async () => {
    const { world, at, link } = await visit();
    await change(world, "extend-deadline", { namesBy: "2022-03-14T23:59" });
    world.clock.set("2022-03-13T12:00:00Z");
    expect((await send(at, link, come)).status).toBe(303);
  });
});

describe("a meeting that does not take place", () => {
  it.each([
    ["postpone-meeting", "en", "The meeting is postponed", "There is nothing to answer now"],
    ["postpone-meeting", "fr", "La réunion est reportée", "Aucune réponse n’est attendue"],
    ["postpone-meeting", "ar", "تأجَّل الاجتماع", "ولا يُطلب أي رد الآن"],
    ["cancel-meeting", "en", "The meeting is cancelled", "no answer is needed any more"],
    ["cancel-meeting", "fr", "La réunion est annulée", "aucune réponse n’est plus nécessaire"],
    ["cancel-meeting", "ar", "أُلغي الاجتماع", "ولم يعد أي رد مطلوبًا"],
  ])("after %s says so in %s, and is read-only", async (command, lang, title, sentence) => {
    const { world, at, link } = await visit();
    await send(at, link, come);
    await change(world, command);
    await tell(world);
    const shown = await at.open(`${link}?lang=${lang}`);
    expect([shown.status, shown.text]).toEqual([200, expect.stringContaining(title)]);
    expect(shown.text).toContain(sentence);
    expect(shown.html).not.toContain("<form");
  });
  it("names no deadline, and of what is cancelled no place", async () => {
    const { world, at, link } = await visit();
    await change(world, "cancel-meeting");
    later(world);
    const { text } = await at.open(link);
    expect(text).toContain("When Cancelled");
    expect(text).not.toMatch(/Answer by|Names by|Where/);
  });
  it("refuses what is sent from a page of before, and says that it was not recorded", async () => {
    const { world, at, link } = await visit();
    const form = (await check(at, link, come)).hidden;
    await change(world, "postpone-meeting");
    const sent = await at.post(link, { ...form, action: "send" });
    expect([sent.status, sent.text]).toEqual([
      410,
      expect.stringContaining("The meeting is postponed Your answer was not recorded."),
    ]);
    expect((await world.delegation("AT")).responses).toEqual([]);
  });
  it("in one part alone: the other is still answered, and the choice between them is gone", async () => {
    const { world, at } = await visit();
    const link = await at.link("IT", "ab");
    await change(world, "postpone-meeting", { parts: ["sc-2022-03"] });
    later(world);
    const shown = await at.open(link);
    expect(shown.text).toContain("Postponed; the new date is not known yet");
    expect(shown.html).not.toContain("Which meetings?");
    expect((await send(at, link, come)).status).toBe(303);
    expect((await world.delegation("IT")).nominations).toMatchObject([{ parts: ["som-8"] }]);
  });
  it("in a part that a form of before named: looked at again, not recorded", async () => {
    const { world, at } = await visit();
    const link = await at.link("IT", "ab");
    const both = { ...come, "part.som-8": "yes", "part.sc-2022-03": "yes" };
    const form = (await check(at, link, both)).hidden;
    await change(world, "postpone-meeting", { parts: ["sc-2022-03"] });
    const sent = await at.post(link, { ...form, action: "send" });
    expect([sent.status, sent.text]).toEqual([409, expect.stringContaining("The meeting changed in the meantime")]);
  });
});
