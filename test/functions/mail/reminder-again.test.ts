import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { renderer } from "#functions/mail/render";
import type { Outgoing } from "#platform/mailer";
import { come } from "#test/functions/invitation/answers";
import { mailOf, reminder } from "#test/functions/mail/post-office";
import { stubSecretariat } from "#test/functions/secretariat";
import { aWeekLater, change, tell } from "#test/functions/told";
import { answer, withInvitations } from "#test/functions/world";
import { memoryLinks } from "#test/memory/links";

beforeAll(() => {
  stubSecretariat();
  vi.stubEnv("SITE_URL", "https://site.example.org");
  vi.stubEnv("MAIL_FROM", "secretariat@example.org");
});
afterAll(() => vi.unstubAllEnvs());

const bare = ({ text }: Outgoing) => text.replace(/[\u2066-\u2069]/g, "").replaceAll("\u00A0", " ");

describe("a reminder after another day", () => {
  it("says to whom answered before that the meeting has changed; to the silent, that no answer came", async () => {
    const world = await withInvitations();
    await answer(world, "AT", "ab", come);
    await change(world, "reschedule-meeting", aWeekLater);
    await tell(world);
    const render = renderer({ tables: world.tables, links: memoryLinks() });
    const reminded = async (code: string) => bare(await render(await mailOf(world, await reminder(world, code))));
    const again = await reminded("AT");
    expect(again).toContain("The meeting below has changed since your delegation answered");
    expect(again).toContain("To be confirmed:\n  8th Senior Officials’ Meeting");
    expect(again).not.toContain("We have not yet received your delegation’s answer to the invitation");
    const silent = await reminded("IT");
    expect(silent).toContain("We have not yet received your delegation’s answer to the invitation below.");
    expect(silent).toContain("Still without an answer:");
  });
});
