import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { invitationAnswered } from "#events/invitation/answered.v1";
import { renderer } from "#functions/mail/render";
import { onInvitationAnswered } from "#functions/registration/on-invitation-answered";
import type { Outgoing } from "#platform/mailer";
import { come } from "#test/functions/invitation/answers";
import { arrived, letters, named, over } from "#test/functions/invitation/successions";
import { invitationOf, mailOf } from "#test/functions/mail/post-office";
import { stubSecretariat } from "#test/functions/secretariat";
import { site } from "#test/functions/site/visitor";
import { aWeekLater, change, tell } from "#test/functions/told";
import { answer, type World, withInvitations } from "#test/functions/world";
import { memoryLinks } from "#test/memory/links";

beforeAll(() => {
  stubSecretariat();
  vi.stubEnv("SITE_URL", "https://site.example.org");
  vi.stubEnv("MAIL_FROM", "secretariat@example.org");
});
afterAll(() => vi.unstubAllEnvs());

async function invited(): Promise<World> {
  const world = await withInvitations();
  await arrived(world);
  return world;
}
const written = (world: World) => {
  const render = renderer({ tables: world.tables, links: memoryLinks() });
  return async (kind: "successor" | "predecessor"): Promise<Outgoing> => render(letters(world, kind)[0]!);
};
const bare = ({ text }: Outgoing) => text.replace(/[\u2066-\u2069]/g, "").replaceAll("\u00A0", " ");

describe("the letter to the new focal point", () => {
  it("is the invitation, from whom it passed and since when, with a link that opens", async () => {
    const world = await invited();
    await named(world, { language: "en" });
    const letter = await written(world)("successor");
    const text = bare(letter);
    expect(letter.subject).toMatch(/^Invitation for Austria, now addressed to you: /);
    expect(text).toContain("as from 10 February 2022");
    expect(text).toContain("was addressed to Focal point of Austria");
    expect(text).toContain("No answer is recorded for your delegation yet.");
    const at = site(world);
    const link = `https://site.example.org${await at.link("AT", "ae")}`;
    expect(text).toContain(link);
    expect(letter.headers["List-Unsubscribe"]).toBe(
      `<https://site.example.org${await at.link("AT", "ae", "unsubscribe")}>`,
    );
  });
  it("asks to answer once more where the meeting changed since", async () => {
    const world = await invited();
    await answer(world, "AT", "ab", come);
    await change(world, "reschedule-meeting", aWeekLater);
    await tell(world);
    await named(world, { language: "en" });
    const text = bare(await written(world)("successor"));
    expect(text).toContain(
      "before the meeting changed. Please answer once more with the button by Friday 4 March 2022",
    );
    expect(text).not.toContain("stands as it is");
  });
  it("tells what is recorded, by whom; and goes on telling that, whatever is said later", async () => {
    const world = await invited();
    await answer(world, "AT", "ab", { kind: "names-follow", parts: ["som-8"] });
    await named(world, { language: "en" });
    const write = written(world);
    const text = bare(await write("successor"));
    expect(text).toContain("The answer below is recorded for your delegation and stands as it is.");
    expect(text).toContain("The delegation will come; names follow");
    expect(text).toContain("Focal point of Austria, Monday 31 January 2022");
    await answer(world, "AT", "ac", { kind: "no-part" });
    expect(bare(await write("successor"))).toContain("The delegation will come; names follow");
  });
});

describe("the letter to the one before", () => {
  it("says who it is now, and holds no link", async () => {
    const world = await invited();
    await named(world);
    const letter = await written(world)("predecessor");
    expect(letter.subject).toMatch(/^Your link is no longer valid: /);
    expect(bare(letter)).toContain("As from 10 February 2022, your delegation’s focal point is Nora Neu.");
    expect(bare(letter)).toContain("Any answer recorded");
    expect(letter.text + letter.html).not.toMatch(/site\.example\.org|nora\.neu@/);
    expect(letter.headers).not.toHaveProperty("List-Unsubscribe");
  });
  it("says so where nobody was named", async () => {
    const world = await invited();
    await over(world);
    expect(bare(await written(world)("predecessor"))).toContain("you are no longer your delegation’s focal point");
  });
  it("says that who comes still comes", async () => {
    const world = await invited();
    await answer(world, "AT", "ab", come);
    await onInvitationAnswered(world)(world.newest(invitationAnswered), world.act("system:registration"));
    await named(world);
    expect(bare(await written(world)("predecessor"))).toContain("and so does your own registration");
  });
});

describe("an invitation whose link goes while it is written", () => {
  it("does not leave without one", async () => {
    const world = await invited();
    const mail = await mailOf(world, await invitationOf(world, "AT"));
    await named(world);
    const render = renderer({ tables: world.tables, links: memoryLinks() });
    await expect(render(mail)).rejects.toThrow(/link was switched off meanwhile/);
  });
});
