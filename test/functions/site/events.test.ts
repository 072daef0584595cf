import { describe, expect, it } from "vitest";
import { answerPages } from "#functions/site/answer";
import { opener } from "#functions/site/invited";
import { log } from "#platform/log";
import { check, come, formOf } from "#test/functions/site/filled";
import { site } from "#test/functions/site/visitor";
import { CONVOCATION, withInvitations } from "#test/functions/world";
import { memoryLinks } from "#test/memory/links";
import { bare, context } from "#test/memory/messages";

log.setLogLevel("SILENT");

describe("an event that is no request of a reader", () => {
  it("33 · without a context of the request is answered by a page in every language, and writes nothing", async () => {
    const world = await withInvitations();
    site(world);
    const links = memoryLinks();
    const open = opener({ tables: world.tables, links, milliseconds: world.clock.milliseconds });
    const before = world.snapshot();
    const said = await answerPages({ ...world, links, open })(bare({ action: "send" }), context);
    expect(said.statusCode).toBe(500);
    for (const words of ["Something went wrong", "Un problème est survenu", "حدث خطأ"])
      expect(said.body).toContain(words);
    expect(world.snapshot()).toBe(before);
  });
});

describe("31 · a forged host", () => {
  it("stands nowhere on a page and in no address", async () => {
    const at = site(await withInvitations());
    const link = await at.link("AT", "ab");
    const forged = { host: "evil.example.com", "x-forwarded-host": "evil.example.com", "x-forwarded-proto": "gopher" };
    for (const url of [link, "/", "/feed.atom", "/r/x"])
      expect((await at.open(url, forged)).html, url).not.toMatch(/evil|gopher/);
    const sent = await at.post(link, { ...(await check(at, link, come)).hidden, action: "send" }, forged);
    expect(sent.headers["location"]).toBe("?lang=en");
  });
});

describe("81 · what stands in a form beside our fields", () => {
  it.each<Readonly<Record<string, string>>>([
    { person: "ac", delegationId: "aaaaaaaaaaaaaaaa" },
    { actor: "staff:amina", door: "gateway" },
    { command: "release-round.v1", convocationId: CONVOCATION },
    { commandId: "x", expectedVersion: "99" },
  ])("is not looked at: %j", async (extra) => {
    const world = await withInvitations();
    const at = site(world);
    const link = await at.link("AT", "ab");
    const { delegation } = await world.delegation("AT");
    const fields = { ...(await formOf(at, link)), ...come, ...extra, action: "send" };
    expect((await at.post(link, fields)).status).toBe(303);
    expect(world.facts("invitation.answered.v1")).toMatchObject([
      { actor: `invitee:${delegation.id}ab`, door: "link" },
    ]);
    expect((await world.delegation("IT")).responses).toEqual([]);
  });
});
