import { describe, expect, it } from "vitest";
import { log } from "#platform/log";
import { keys } from "#records/keys";
import { site } from "#test/functions/site/visitor";
import { type World, withInvitations } from "#test/functions/world";

log.setLogLevel("SILENT");

const NOT_VALID = "This link is not valid";
const other = (letter: string) => (letter === "a" ? "b" : "a");
const changedAt = (token: string, index: number) =>
  `${token.slice(0, index)}${other(token.charAt(index))}${token.slice(index + 1)}`;

async function replaceLink(world: World, code: string, person: string) {
  const { delegation } = await world.delegation(code);
  await world.tables.update({ key: keys.invitee(delegation.id, person), add: { epoch: 1 }, when: [] });
}

describe("a link that is not exactly the one that was sent", () => {
  it.each<[string, (token: string) => string]>([
    ["1 · empty", () => "%20"],
    ["2 · one character short", (token) => token.slice(0, -1)],
    ["2 · one character long", (token) => `${token}a`],
    ["2 · cut at the dot, as a mail program does", (token) => token.split(".")[0] ?? ""],
    ["3 · letters of another alphabet", (token) => encodeURIComponent(token.replace(/[a-z]/, "а"))],
    ["3 · digits of another script", (token) => encodeURIComponent(`٢${token.slice(1)}`)],
    ["5 · a right seal on another person", (token) => `${token.slice(0, 16)}ac${token.slice(18)}`],
    ["5 · a right seal on another delegation", (token) => `aaaaaaaaaaaaaaaa${token.slice(16)}`],
    ["10 · encoded twice", (token) => token.replace(".", "%252E")],
    ["11 · in capitals", (token) => token.toUpperCase()],
    ["12 · with a full stop behind it", (token) => `${token}.`],
    ["12 · with ;jsessionid", (token) => `${token};jsessionid=1`],
    ["17 · with =3D and a line break", (token) => `${token.slice(0, 20)}%3D%0D%0A${token.slice(20)}`],
    ["invalid percent-encoding", (token) => `${token}%zz`],
    ["invalid UTF-8", (token) => `${token}%C3%28`],
  ])("%s: is answered as such, not shown again, and writes nothing", async (_, spoil) => {
    const world = await withInvitations();
    const at = site(world);
    const spoilt = spoil(await at.token("AT", "ab"));
    const before = world.snapshot();
    for (const path of ["/r/", "/u/"]) {
      const shown = await at.open(`${path}${spoilt}`);
      expect([shown.status, shown.text], path).toEqual([404, expect.stringContaining(NOT_VALID)]);
      expect(shown.html).not.toContain(spoilt);
      const posted = await at.post(`${path}${spoilt}`, { action: "send", answer: "come", who: "self" });
      expect([posted.status, posted.text], path).toEqual([404, expect.stringContaining(NOT_VALID)]);
    }
    expect(world.snapshot()).toBe(before);
  });
  it("4 · one character changed, at each position", async () => {
    const world = await withInvitations();
    const at = site(world);
    const token = await at.token("AT", "ab");
    const statuses = await Promise.all(
      [...token].map(async (_, index) => (await at.open(`/r/${changedAt(token, index)}`)).status),
    );
    expect(new Set(statuses)).toEqual(new Set([404]));
  });
  it("6 and 8 · replaced: the old one is dead on every page, the new one opens", async () => {
    const world = await withInvitations();
    const at = site(world);
    const old = await at.token("AT", "ab");
    const oldMail = await at.token("AT", "ab", "unsubscribe");
    const form = (await at.open(`/r/${old}`)).hidden;
    await replaceLink(world, "AT", "ab");
    const before = world.snapshot();
    expect((await at.open(`/r/${old}`)).status).toBe(404);
    expect((await at.open(`/u/${oldMail}`)).status).toBe(404);
    expect((await at.post(`/u/${oldMail}`, "List-Unsubscribe=One-Click")).status).toBe(404);
    const sent = await at.post(`/r/${old}`, { ...form, who: "self", answer: "come", action: "send" });
    expect([sent.status, sent.text]).toEqual([404, expect.stringContaining(NOT_VALID)]);
    expect(world.snapshot()).toBe(before);
    expect((await at.open(await at.link("AT", "ab"))).status).toBe(200);
  });
  it("7 · made for another purpose", async () => {
    const at = site(await withInvitations());
    const answer = await at.token("AT", "ab");
    const unsubscribe = await at.token("AT", "ab", "unsubscribe");
    const document = await at.token("AT", "ab", "document");
    for (const url of [`/r/${unsubscribe}`, `/r/${document}`, `/u/${answer}`, `/u/${document}`, `/d/${answer}/x`])
      expect((await at.open(url)).status, url).toBe(404);
  });
  it("14 · beside its place, in the query, a header or the body, opens nothing", async () => {
    const at = site(await withInvitations());
    const token = await at.token("AT", "ab");
    expect((await at.open(`/r/x?token=${token}`)).status).toBe(404);
    expect((await at.open("/r/x", { authorization: `Bearer ${token}` })).status).toBe(404);
    expect((await at.post("/r/x", { token, action: "check" })).status).toBe(404);
  });
  it("speaks the reader's language where the request names it, and all of them where none is known", async () => {
    const at = site(await withInvitations());
    const unknown = await at.open("/r/x");
    for (const words of [NOT_VALID, "Ce lien n’est pas valable", "هذا الرابط غير صالح"])
      expect(unknown.text).toContain(words);
    const arabic = await at.open("/r/x", { "accept-language": "ar-EG,ar;q=0.9,en;q=0.5" });
    expect([arabic.spoken, arabic.text]).toEqual(["ar rtl", expect.not.stringContaining(NOT_VALID)]);
    const french = await at.post("/r/x?lang=fr", {});
    expect(french.text).toContain("Ce lien n’est pas valable");
    const posted = await at.post("/u/x", {}, { "accept-language": "fr" });
    expect(posted.spoken).toBe("fr ltr");
  });
});

describe("an address that the gateway takes for a link of ours", () => {
  it.each(["..%2F..%2Fetc%2Fpasswd", "..%2F", "x%2F..%2F..%2Fcommands"])(
    "13 · and that climbs by %s is no page, in the reader's language",
    async (path) => {
      const world = await withInvitations();
      const at = site(world);
      const before = world.snapshot();
      const shown = await at.open(`/r/${path}`, { "accept-language": "fr" });
      expect(shown.status).toBe(404);
      expect([shown.spoken, shown.text]).toEqual(["fr ltr", expect.stringMatching(/n’existe pas|n’est pas valable/)]);
      expect(shown.headers).toMatchObject({ "cache-control": "no-store", "content-type": "text/html; charset=utf-8" });
      expect(world.snapshot()).toBe(before);
    },
  );
});

describe("a right link", () => {
  it.each(["?fbclid=1", "?answer=yes", "?lang=xx", "?lang=EN", "?lang=fr&lang=ar", "?lang=", "?__proto__=1"])(
    "12 and 21 · with %s is the page in the invitee's language, with nothing chosen and nothing written",
    async (query) => {
      const world = await withInvitations();
      const at = site(world);
      const before = world.snapshot();
      const shown = await at.open(`${await at.link("AT", "ab")}${query}`);
      expect(shown.status).toBe(200);
      expect(shown.spoken).toBe("en ltr");
      expect(shown.text).toContain("8th Senior Officials’ Meeting");
      expect(shown.html).not.toMatch(/ checked|<script/);
      expect(world.snapshot()).toBe(before);
    },
  );
  it("19 · opened a hundred times at once by scanners, by GET and HEAD, is the same page and writes nothing", async () => {
    const world = await withInvitations();
    const at = site(world);
    const [answer, unsubscribe] = [await at.link("AT", "ab"), await at.link("AT", "ab", "unsubscribe")];
    const before = world.snapshot();
    const all = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        at.ask(index % 4 === 0 ? "HEAD" : "GET", index % 2 === 0 ? answer : unsubscribe),
      ),
    );
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set([200]));
    expect(world.snapshot()).toBe(before);
  });
  it("20 · by HEAD has the headers of GET and no body", async () => {
    const at = site(await withInvitations());
    const link = await at.link("AT", "ab");
    const [head, get] = [await at.ask("HEAD", link), await at.open(link)];
    expect([head.status, head.html]).toEqual([200, ""]);
    expect(head.headers).toEqual(get.headers);
    expect(get.headers).toMatchObject({
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-robots-tag": "noindex, nofollow",
    });
  });
  it.each(["OPTIONS", "PUT", "DELETE", "PATCH", "TRACE"])("20 · by %s is no page", async (method) => {
    const world = await withInvitations();
    const at = site(world);
    const before = world.snapshot();
    const shown = await at.ask(method, await at.link("AT", "ab"), { body: "answer=come" });
    expect([shown.status, shown.text]).toEqual([404, expect.stringContaining("There is no such page")]);
    expect(world.snapshot()).toBe(before);
  });
  it("22 · opened with X-HTTP-Method-Override is merely opened", async () => {
    const world = await withInvitations();
    const at = site(world);
    const before = world.snapshot();
    const headers = { "x-http-method-override": "POST", "x-method-override": "POST" };
    expect((await at.open(await at.link("AT", "ab", "unsubscribe"), headers)).text).toContain("Stop reminders?");
    expect((await at.open(await at.link("AT", "ab"), headers)).text).toContain("What is your answer?");
    expect(world.snapshot()).toBe(before);
  });
});
