import { describe, expect, it } from "vitest";
import { atMeetingEnd } from "#functions/meeting/at-meeting-end";
import { log } from "#platform/log";
import { check, colleague, come, formOf, guest } from "#test/functions/site/filled";
import { site } from "#test/functions/site/visitor";
import { CONVOCATION, type World, withInvitations } from "#test/functions/world";

log.setLogLevel("SILENT");

const CLOSED = "The time for answers is over";
const LATE = "Your answer came too late and was not recorded.";

const answers = async (world: World) => (await world.delegation("AT")).responses.map(({ kind }) => kind);

async function visit() {
  const world = await withInvitations();
  const at = site(world);
  return { world, at, link: await at.link("AT", "ab") };
}

describe("9 and 72 · the cut-off", () => {
  it("is open at its very second, and closed one second later", async () => {
    const { world, at, link } = await visit();
    world.clock.set("2022-03-11T22:59:00Z");
    const form = (await check(at, link, come)).hidden;
    world.clock.set("2022-03-11T22:59:01Z");
    const before = world.snapshot();
    const opened = await at.open(link);
    expect([opened.status, opened.text]).toEqual([200, expect.stringContaining(CLOSED)]);
    expect(opened.text).toContain("No answer is recorded yet.");
    expect(opened.text).not.toContain(LATE);
    expect(opened.html).not.toContain("<form");
    const checked = await at.post(link, { ...form, action: "check" });
    expect([checked.status, checked.text]).toEqual([410, expect.stringContaining(`${CLOSED} ${LATE}`)]);
    expect(world.snapshot()).toBe(before);
    const sent = await at.post(link, { ...form, action: "send" });
    expect([sent.status, sent.text]).toEqual([410, expect.stringContaining(`${CLOSED} ${LATE}`)]);
    expect([await answers(world), world.facts("invitation.answered.v1")]).toEqual([[], []]);
  });
  it.each([
    ["fr", "fr ltr", "Le délai de réponse est expiré Votre réponse nous est parvenue trop tard"],
    ["ar", "ar rtl", "انتهى أجل الرد وصل ردكم بعد انتهاء الأجل، ولم يُسجَّل."],
  ])("is told in %s, whatever else is wrong with the form", async (lang, spoken, sentence) => {
    const { world, at, link } = await visit();
    const form = await formOf(at, link);
    world.clock.set("2022-03-12T00:00:00Z");
    const before = world.snapshot();
    for (const spoilt of [{ nonce: "1.x" }, colleague(""), guest("Gerda", "x@")]) {
      const shown = await at.post(link, { ...form, ...spoilt, lang, action: "send" });
      expect([shown.status, shown.spoken, shown.text]).toEqual([410, spoken, expect.stringContaining(sentence)]);
    }
    expect(world.snapshot()).toBe(before);
  });
  it("of a meeting that is over comes at once", async () => {
    const { world, at, link } = await visit();
    const form = (await check(at, link, come)).hidden;
    world.clock.set("2022-03-24T00:00:00Z");
    await atMeetingEnd(world)({ convocationId: CONVOCATION });
    world.clock.set("2022-03-01T00:00:00Z");
    expect((await at.post(link, { ...form, action: "send" })).status).toBe(410);
    expect(await answers(world)).toEqual([]);
  });
});
