import { describe, expect, it } from "vitest";
import { log } from "#platform/log";
import { keys } from "#records/keys";
import { check, colleague, guest, send } from "#test/functions/site/filled";
import { site } from "#test/functions/site/visitor";
import { type World, withInvitations } from "#test/functions/world";

log.setLogLevel("SILENT");

/** Makes an invitee somebody who does not speak for the party, under a name of their own. */
async function adviser(world: World, person: string, name: string) {
  const { delegation } = await world.delegation("AT");
  await world.tables.update({
    key: keys.invitee(delegation.id, person),
    set: { entitled: false, functional: false, name },
    when: [],
  });
}
async function answered() {
  const world = await withInvitations();
  const at = site(world);
  await send(at, await at.link("AT", "ab"), colleague("Karl Kollege", "karl@example.org"));
  return { world, at };
}

describe("the names of a delegation's people", () => {
  it.each([
    ["the focal point who gave them", "ab"],
    ["the deputy", "ac"],
    ["the mission's mailbox", "ad"],
  ])("are shown to %s", async (_, person) => {
    const { at } = await answered();
    const shown = await at.open(await at.link("AT", person));
    expect(shown.text).toContain("Karl Kollege will come in place of the person invited");
    expect(shown.text).toContain("Recorded by Focal point of Austria,");
  });
  it.each([
    ["en", "The person named will come", "Recorded by Somebody of the delegation, Monday 31 January 2022"],
    ["fr", "La personne désignée", "Enregistrée par Une personne de la délégation"],
    ["ar", "الشخص المسمّى", "أحد أعضاء الوفد"],
  ])("are not shown in %s to an adviser, before and after the cut-off", async (lang, whom, by) => {
    const { world, at } = await answered();
    await adviser(world, "ac", "Adviser of Austria");
    const link = `${await at.link("AT", "ac")}?lang=${lang}`;
    for (const now of ["2022-02-01T00:00:00Z", "2022-03-12T00:00:00Z"]) {
      world.clock.set(now);
      const { html, text } = await at.open(link);
      expect(text).toContain(whom);
      expect(text).toContain(by);
      expect(html).not.toMatch(/Karl|Focal point|karl@|focal\.point/);
    }
  });
  it("are not shown on the pages that an adviser posts: the form, its errors, the check, the proposal", async () => {
    const { world, at } = await answered();
    await adviser(world, "ac", "Adviser of Austria");
    const link = await at.link("AT", "ac");
    const form = await at.post(link, { ...(await at.open(link)).hidden, action: "change" });
    const faulty = await at.post(link, { ...form.hidden, answer: "come", action: "check" });
    const checked = await check(at, link, { who: "self", answer: "come" });
    const proposed = await at.post(link, { ...checked.hidden, action: "send" });
    expect([form, faulty, checked, proposed].map(({ status }) => status)).toEqual([200, 422, 200, 200]);
    expect(checked.text).toContain("You propose to take part.");
    expect(proposed.text).toContain("Your proposal is recorded Adviser of Austria, you propose to take part");
    for (const { html } of [form, faulty, checked, proposed]) expect(html).not.toMatch(/Karl|Focal point|karl@/);
  });
  it("are shown to one who was named as far as they are their own", async () => {
    const { world, at } = await answered();
    await adviser(world, "ac", "Karl Kollege");
    const shown = await at.open(await at.link("AT", "ac"));
    expect(shown.text).toContain("Karl Kollege will come");
    expect(shown.html).not.toContain("Focal point");
  });
  it("of one who only proposed themselves are shown to nobody as the delegation's answer", async () => {
    const world = await withInvitations();
    const at = site(world);
    await send(at, await at.link("AT", "ab"), guest("Gerda Gast"));
    for (const person of ["ab", "ac", "ad"]) {
      const shown = await at.open(await at.link("AT", person));
      expect(shown.text).toContain("No answer is recorded yet.");
      expect(shown.html).not.toMatch(/Gerda|gerda@/);
    }
  });
  it("of other delegations are on no page", async () => {
    const { at } = await answered();
    expect((await at.open(await at.link("IT", "ab"))).html).not.toMatch(/Karl|Austria/);
  });
});

describe("an adviser", () => {
  it.each(["regret", "no-part", "names-follow", "colleague"])(
    "cannot give the answer %s, and is told so",
    async (answer) => {
      const world = await withInvitations();
      await adviser(world, "ac", "Adviser of Austria");
      const at = site(world);
      const before = world.snapshot();
      const shown = await check(at, await at.link("AT", "ac"), { ...colleague("Karl"), answer });
      expect([shown.status, shown.text]).toEqual([422, expect.stringContaining("Only the person invited can answer")]);
      expect(world.snapshot()).toBe(before);
    },
  );
});
