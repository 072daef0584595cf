import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { log } from "#platform/log";
import { come, formOf } from "#test/functions/site/filled";
import { FORM, site } from "#test/functions/site/visitor";
import { withInvitations } from "#test/functions/world";

log.setLogLevel("SILENT");
const NOT_VALID = "This link is not valid";
const SITE = "https://site.example.org";

/** How scanners of mail rewrite an address, and what their own page makes of it again. */
const scanners: Readonly<Record<string, (url: string) => string>> = {
  "Safe Links": (url) =>
    new URL(`https://eur01.safelinks.example/?url=${encodeURIComponent(url)}&data=05%7C02`).searchParams.get("url") ??
    "",
  "URL Defense 2": (url) => {
    const rewritten = encodeURIComponent(url).replaceAll("-", "%2D").replaceAll("_", "%5F").replaceAll("%", "-");
    return decodeURIComponent(rewritten.replaceAll("-", "%").replaceAll("_", "/"));
  },
  "URL Defense 3": (url) => /__(.*)__/.exec(`https://urldefense.example/v3/__${url}__;!!x$`)?.[1] ?? "",
  "one in base64": (url) => Buffer.from(Buffer.from(url).toString("base64url"), "base64url").toString(),
  "one that encodes the full stop": (url) => url.replace(/\.(?=[a-z2-7]+$)/, "%2E"),
  "one that adds where it comes from": (url) => `${url}?utm_source=mail&fbclid=x`,
};
const spoiling: Readonly<Record<string, (url: string) => string>> = {
  "never decoded": (url) => url.replace(/[^/]+$/, (token) => encodeURIComponent(encodeURIComponent(`${token}=`))),
  "decoded as form data, with a space": (url) => `${url}%20`,
  "left with the scanner's own ending": (url) => `${url}__;!!x$`,
  "with its full stop as a hyphen": (url) => url.replace(/\.(?=[a-z2-7]+$)/, "-"),
};

describe("a link that a scanner of mail rewrote", () => {
  it.each(Object.entries(scanners))("18 · and decoded again is the page that was sent: %s", async (_, through) => {
    const world = await withInvitations();
    const at = site(world);
    const before = world.snapshot();
    for (const scope of ["answer", "unsubscribe"] as const) {
      const shown = await at.open(through(`${SITE}${await at.link("AT", "ab", scope)}`).slice(SITE.length));
      expect([shown.status, shown.html]).toEqual([200, expect.not.stringContaining(NOT_VALID)]);
    }
    expect(world.snapshot()).toBe(before);
  });
  it.each(Object.entries(spoiling))("18 · and spoilt is not valid, and says so: %s", async (_, spoil) => {
    const world = await withInvitations();
    const at = site(world);
    const before = world.snapshot();
    for (const scope of ["answer", "unsubscribe"] as const) {
      const spoilt = spoil(await at.link("AT", "ab", scope));
      const shown = await at.open(spoilt);
      expect([shown.status, shown.text]).toEqual([404, expect.stringContaining(NOT_VALID)]);
      expect(shown.html).not.toContain(spoilt.slice(3));
    }
    expect(world.snapshot()).toBe(before);
  });
});

describe("an address of five megabytes", () => {
  const long = "a".repeat(5_000_000);
  it.each([`/r/${long}`, `/u/${long}`, `/documents/${long}`, `/d/${long}/x`, `/d/x/${long}`, `/r/x?lang=${long}`])(
    "15 · is no page, of the size of any other (%#)",
    async (url) => {
      const world = await withInvitations();
      const at = site(world);
      const before = world.snapshot();
      const shown = await at.open(url);
      expect([shown.status, shown.html.length < 20_000, shown.html.includes("aaaaaaaa")]).toEqual([404, true, false]);
      expect(world.snapshot()).toBe(before);
    },
  );
});

describe("a form that is compressed", () => {
  it.each(["gzip", "deflate", "br", "gzip, gzip"])(
    "30 · as %s is unpacked by nobody, and refused",
    async (encoding) => {
      const world = await withInvitations();
      const at = site(world);
      const link = await at.link("AT", "ab");
      const fields = new URLSearchParams({ ...(await formOf(at, link)), ...come, action: "send" });
      const bomb = gzipSync(`${fields}&reason=${"x".repeat(20_000_000)}`);
      const before = world.snapshot();
      const shown = await at.ask("POST", link, {
        headers: { "content-type": FORM, "content-encoding": encoding, "sec-fetch-site": "same-origin" },
        body: bomb.toString("latin1"),
      });
      expect([shown.status, shown.html.length < 20_000]).toEqual([expect.toSatisfy(refusal), true]);
      expect(world.snapshot()).toBe(before);
    },
  );
});

const refusal = (status: number) => status >= 400 && status < 500;
