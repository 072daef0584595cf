import { describe, expect, it } from "vitest";
import { log } from "#platform/log";
import { check, colleague, come, send } from "#test/functions/site/filled";
import { site } from "#test/functions/site/visitor";
import { MODULES, register, TRAINING, withSeries, withTraining } from "#test/functions/training";

log.setLogLevel("SILENT");
const how = `attends.${TRAINING}`;

describe("a hybrid meeting", () => {
  it("asks how the person attends, chooses nothing beforehand, and takes no answer of who comes without it", async () => {
    const world = await withTraining("KE");
    const at = site(world, { convocationId: TRAINING });
    const link = await at.link("KE", "ab");
    expect((await at.open(link)).html).not.toContain(" checked");
    const asked = await check(at, link, come);
    expect(asked.status).toBe(422);
    expect(asked.text).toContain("Say whether the participant attends in person or online");
    expect(asked.html).toContain(`<a href="#attends-${TRAINING}-in-person">`);
    const said = await check(at, link, { ...come, [how]: "online" });
    expect([said.status, said.hidden[how]]).toEqual([200, "online"]);
    expect(said.text).toContain("In person or online Online");
  });
  it.each(["in-person", "online"])("records %s at the person, who is registered so", async (chosen) => {
    const world = await withTraining("KE");
    const at = site(world, { convocationId: TRAINING });
    const link = await at.link("KE", "ab");
    expect((await send(at, link, { ...colleague("Karl", "karl@example.org"), [how]: chosen })).status).toBe(303);
    await register(world);
    expect((await world.delegation("KE", TRAINING)).registrations).toMatchObject([
      { registration: { name: "Karl", attends: { [TRAINING]: chosen } } },
    ]);
    const words = { "in-person": "In person", online: "Online" }[chosen];
    expect((await at.open(link)).text).toContain(`the delegation comes; names given ${words}`);
  });
  it("does not ask it of who names nobody yet, or of who does not come", async () => {
    for (const answer of ["names-follow", "regret", "no-part"]) {
      const at = site(await withTraining("KE"), { convocationId: TRAINING });
      const link = await at.link("KE", "ab");
      const said = await check(at, link, { who: "self", answer, [how]: "online" });
      expect([said.status, said.hidden[how]]).toEqual([200, undefined]);
    }
  });
  it("keeps what was chosen where something else is missing, in another language too", async () => {
    const at = site(await withTraining("KE"), { convocationId: TRAINING });
    const link = await at.link("KE", "ab");
    const asked = await check(at, link, { answer: "come", [how]: "online" });
    expect(asked.html).toMatch(new RegExp(`id="attends-${TRAINING}-online"[^>]* checked`));
    expect(asked.carried?.[how]).toBe("online");
    const french = await at.post(link, { ...asked.carried, lang: "fr" });
    expect(french.spoken).toBe("fr ltr");
    expect(french.html).toMatch(new RegExp(`id="attends-${TRAINING}-online"[^>]* checked`));
  });
  it.each(["", "teleport", "constructor", "Online"])("takes %j for nothing chosen", async (value) => {
    const at = site(await withTraining("KE"), { convocationId: TRAINING });
    expect((await check(at, await at.link("KE", "ab"), { ...come, [how]: value })).status).toBe(422);
  });
  it("is the only one that is asked: of a part that is online a forged choice is not looked at", async () => {
    const world = await withSeries("KE");
    const at = site(world, { convocationId: "webinars" });
    const link = await at.link("KE", "ab");
    expect((await at.open(link)).html).not.toContain("attends.");
    const parts = { "part.module-1": "yes", "attends.module-1": "in-person", "attends.__proto__": "online" };
    expect((await send(at, link, { ...come, ...parts })).status).toBe(303);
    const [nomination] = (await world.delegation("KE", "webinars")).nominations;
    expect(nomination).not.toHaveProperty("attends");
  });
});

describe("a series of four webinars", () => {
  it("is one invitation with four answers, given on one page without a script", async () => {
    const world = await withSeries("KE");
    const at = site(world, { convocationId: "webinars" });
    const link = await at.link("KE", "ab");
    const page = await at.open(link);
    expect(page.html).not.toContain("<script");
    for (const id of MODULES) expect(page.html).toContain(`name="part.${id}"`);
    await send(at, link, { ...come, "part.module-1": "yes", "part.module-4": "yes" });
    await register(world);
    const view = await world.delegation("KE", "webinars");
    expect(Object.fromEntries(Object.entries(view.delegation.parts).map(([id, { status }]) => [id, status]))).toEqual({
      "module-1": "coming-named",
      "module-2": "regrets",
      "module-3": "regrets",
      "module-4": "coming-named",
    });
    expect(view.registrations).toMatchObject([{ registration: { parts: ["module-1", "module-4"] } }]);
    // A change of mind about one of them leaves the others.
    await send(at, link, { ...come, "part.module-1": "yes", "part.module-2": "yes", "part.module-4": "yes" });
    await register(world);
    expect((await world.delegation("KE", "webinars")).registrations).toMatchObject([
      { registration: { parts: ["module-1", "module-2", "module-4"], sequence: 1 } },
    ]);
  });
  it("takes different people for different modules, through different links and from a letter", async () => {
    const world = await withSeries("KE");
    const at = site(world, { convocationId: "webinars" });
    await send(at, await at.link("KE", "ab"), { ...come, "part.module-1": "yes" });
    await send(at, await at.link("KE", "ac"), { ...come, "part.module-2": "yes" });
    await register(world);
    const people = [{ name: "Zed", parts: ["module-3"] }];
    await world.done("record-answer.v1", {
      convocationId: "webinars",
      party: "KE",
      answer: "come",
      people,
      add: true,
      channel: "letter",
    });
    await register(world);
    const { delegation, registrations } = await world.delegation("KE", "webinars");
    expect(registrations.map(({ registration }) => registration.parts)).toEqual([
      ["module-1"],
      ["module-2"],
      ["module-3"],
    ]);
    expect(
      Object.values(delegation.parts)
        .map(({ status }) => status)
        .sort(),
    ).toEqual(["coming-named", "coming-named", "coming-named", "regrets"]);
  });
});
