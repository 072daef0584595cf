import { describe, expect, it } from "vitest";
import { log } from "#platform/log";
import { check, colleague, come, formOf, guest, regret, send } from "#test/functions/site/filled";
import { type Shown, site } from "#test/functions/site/visitor";
import { type World, withInvitations } from "#test/functions/world";

log.setLogLevel("SILENT");

const CHANGED = "There is a problem The answer was changed in the meantime";
const OUT_OF_DATE = "There is a problem This form is out of date, and nothing was recorded.";

const answers = async (world: World, code = "AT") => (await world.delegation(code)).responses.map(({ kind }) => kind);
const receipts = (world: World) => world.rows("DEL#", "M#receipt#").length;

async function visit() {
  const world = await withInvitations();
  const at = site(world);
  return { world, at, link: await at.link("AT", "ab") };
}
const goesTo = ({ status, headers }: Shown) => [status, headers["location"]];

describe("the same answer sent again", () => {
  it("34 · by a double click, one after the other, is recorded once and answered alike", async () => {
    const { world, at, link } = await visit();
    const form = { ...(await check(at, link, come)).hidden, action: "send" };
    const first = await at.post(link, form);
    const after = world.snapshot();
    expect(goesTo(first)).toEqual([303, "?lang=en"]);
    expect(goesTo(await at.post(link, form))).toEqual([303, "?lang=en"]);
    expect(world.snapshot()).toBe(after);
    expect([await answers(world), receipts(world)]).toEqual([["come"], 1]);
    expect((await at.open(`${link}?lang=en`)).text).toContain(
      "The answer is recorded Answer Focal point of Austria will come",
    );
  });
  it("34 · by a double click, both at once", async () => {
    const { world, at, link } = await visit();
    const form = { ...(await check(at, link, come)).hidden, action: "send" };
    const both = await Promise.all([at.post(link, form), at.post(link, form)]);
    expect(both.map(goesTo)).toEqual([
      [303, "?lang=en"],
      [303, "?lang=en"],
    ]);
    expect([await answers(world), receipts(world)]).toEqual([["come"], 1]);
  });
  it("34 · after the cut-off, is answered as it was in time", async () => {
    const { world, at, link } = await visit();
    const form = { ...(await check(at, link, come)).hidden, action: "send" };
    await at.post(link, form);
    world.clock.set("2022-03-12T00:00:00Z");
    expect(goesTo(await at.post(link, form))).toEqual([303, "?lang=en"]);
    expect((await at.open(link)).text).toContain(
      `The time for answers is over Answers could be given and changed until`,
    );
  });
  it("34 · with what is recorded already, from a new form, changes nothing", async () => {
    const { world, at, link } = await visit();
    await send(at, link, come);
    expect((await send(at, link, come)).status).toBe(303);
    expect([await answers(world), receipts(world)]).toEqual([["come"], 1]);
  });
  it("35 · under the same answer id with another body is asked for again", async () => {
    const { world, at, link } = await visit();
    const form = (await check(at, link, come)).hidden;
    await at.post(link, { ...form, action: "send" });
    const after = world.snapshot();
    const shown = await at.post(link, { ...form, ...regret, reason: "On leave", action: "send" });
    expect([shown.status, shown.text]).toEqual([409, expect.stringContaining(CHANGED)]);
    expect(shown.text).toContain("What is recorded now Answer Focal point of Austria will come");
    expect(shown.html).toMatch(/id="reason"[^>]* value="On leave"/);
    expect(world.snapshot()).toBe(after);
    const again = await at.post(link, { ...shown.hidden, ...regret, reason: "On leave", action: "send" });
    expect([again.status, await answers(world)]).toEqual([303, ["come", "regret"]]);
  });
});

describe("36 · a form that was not made for this person and answer", () => {
  it.each<[string, (form: Record<string, string>, others: Record<string, string>) => Record<string, string>]>([
    ["no nonce", ({ nonce, ...form }) => form],
    ["another answer id", (form) => ({ ...form, answerId: "x" })],
    ["another version", (form) => ({ ...form, nonce: `9${form["nonce"]?.slice(1)}` })],
    ["81 · a version that cannot be", (form) => ({ ...form, nonce: `-1${form["nonce"]?.slice(1)}` })],
    ["the form of a colleague", (_, others) => others],
    ["5 · the nonce of a colleague", (form, others) => ({ ...form, nonce: others["nonce"] ?? "" })],
  ])("%s: what was typed stands again, in a new form", async (_, spoil) => {
    const { world, at, link } = await visit();
    const form = spoil(await formOf(at, link), await formOf(at, await at.link("AT", "ac")));
    const before = world.snapshot();
    for (const action of ["check", "change", "send"]) {
      const shown = await at.post(link, { ...form, ...guest("Gerda Gast"), action });
      expect([shown.status, shown.text], action).toEqual([409, expect.stringContaining(OUT_OF_DATE)]);
      expect(shown.html).toContain('value="Gerda Gast"');
      expect((await check(at, link, { ...shown.hidden, ...come })).status).toBe(200);
    }
    expect(world.snapshot()).toBe(before);
  });
});

describe("37 · two tabs", () => {
  it("with opposite answers: the second is shown what the first said, keeps what it filled in, and may insist", async () => {
    const { world, at, link } = await visit();
    const [first, second] = [await check(at, link, come), await check(at, link, { ...regret, reason: "On leave" })];
    expect((await at.post(link, { ...first.hidden, action: "send" })).status).toBe(303);
    const facts = world.facts();
    const shown = await at.post(link, { ...second.hidden, action: "send" });
    expect([shown.status, shown.text]).toEqual([409, expect.stringContaining(CHANGED)]);
    expect(shown.text).toContain("What is recorded now Answer Focal point of Austria will come");
    expect(shown.html).toMatch(/id="answer-regret"[^>]* checked/);
    expect(shown.html).toMatch(/id="reason"[^>]* value="On leave"/);
    expect(world.facts()).toEqual(facts);
    expect((await at.post(link, { ...shown.hidden, ...regret, action: "send" })).status).toBe(303);
    expect(await answers(world)).toEqual(["come", "regret"]);
  });
  it("of two people of one delegation: the deputy sees that the first has answered", async () => {
    const { world, at, link } = await visit();
    const deputy = await at.link("AT", "ac");
    const second = await check(at, deputy, { who: "self", answer: "no-part", lang: "fr" });
    await send(at, link, come);
    const shown = await at.post(deputy, { ...second.hidden, action: "send" });
    expect([shown.status, shown.spoken]).toEqual([409, "fr ltr"]);
    expect(shown.text).toContain("Il y a un problème La réponse a été modifiée entre-temps");
    expect(await answers(world)).toEqual(["come"]);
  });
  it("38 · posted in the moment in which it was opened is taken", async () => {
    const { world, at, link } = await visit();
    expect((await at.post(link, { ...(await formOf(at, link)), ...come, action: "send" })).status).toBe(303);
    expect(await answers(world)).toEqual(["come"]);
  });
});

describe("68 · one person twice", () => {
  it("a colleague named by both focal points, under one address, is two people with one address", async () => {
    const { world, at, link } = await visit();
    await send(at, link, colleague("Karl Kollege", "shared@example.org"));
    await send(at, await at.link("AT", "ac"), colleague("Olga Kollegin", "shared@example.org"));
    const { nominations } = await world.delegation("AT");
    expect(nominations.map(({ name, state }) => [name, state])).toEqual([
      ["Karl Kollege", "confirmed"],
      ["Olga Kollegin", "confirmed"],
    ]);
  });
  it("the same guest through a forwarded link is proposed once", async () => {
    const { world, at, link } = await visit();
    for (let time = 0; time < 2; time++) {
      const shown = await send(at, link, guest("Gerda Gast"));
      expect([shown.status, shown.text]).toEqual([
        200,
        expect.stringContaining("Your proposal is recorded Gerda Gast,"),
      ]);
    }
    expect((await world.delegation("AT")).nominations).toMatchObject([{ name: "Gerda Gast", state: "proposed" }]);
  });
});

describe("names to follow", () => {
  it("is recorded with the day by which the names are due, and takes the names later", async () => {
    const { world, at, link } = await visit();
    await send(at, link, { who: "self", answer: "names-follow" });
    const shown = await at.open(link);
    expect(shown.text).toContain("The delegation will come; names follow");
    expect(shown.text).toContain("Please give the names by Friday 11 March 2022");
    expect((await at.open(`${link}?lang=ar`)).text).toContain("يُرجى إبلاغنا بالأسماء في موعد أقصاه");
    world.clock.set("2022-03-10T00:00:00Z");
    expect((await send(at, link, colleague("Karl Kollege"))).status).toBe(303);
    expect((await world.delegation("AT")).delegation.parts["som-8"]?.status).toBe("coming-named");
  });
});

describe("a command that is lost on the way", () => {
  it("is a page with a sentence, in the language of the form, without a word of what broke", async () => {
    const world = await withInvitations();
    const broken = site(world, {
      door: { ask: async () => Promise.reject(new Error("invitation-answers timed out")) },
    });
    const link = await broken.link("AT", "ab");
    const form = (await check(broken, link, { ...come, lang: "ar" })).hidden;
    const before = world.snapshot();
    const shown = await broken.post(link, { ...form, action: "send" });
    expect([shown.status, shown.spoken, shown.text]).toEqual([
      500,
      "ar rtl",
      expect.stringContaining("حدث خطأ الخطأ من جانبنا."),
    ]);
    expect(shown.html).not.toContain("invitation-answers");
    expect(world.snapshot()).toBe(before);
    expect((await site(world).post(link, { ...form, action: "send" })).status).toBe(303);
  });
});
