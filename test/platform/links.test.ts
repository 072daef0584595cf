import { createHmac } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { base32 } from "#platform/base32";
import { parseToken, secretLinks } from "#platform/links";
import { linksContract } from "#test/contract/links";
import { anyText } from "#test/texts";

/** The secret's service: answers GetSecretValue, or fails while `down`, and counts how often it was asked. */
const two = { current: "k2", since: { k2: "2022-01-01T00:00:00Z" }, k1: "one key", k2: "another key" };
const service = { asked: 0, down: false, secret: two as Record<string, unknown> };
let server: Server;

beforeAll(async () => {
  server = createServer((_, response) => {
    service.asked++;
    response.statusCode = service.down ? 400 : 200;
    response.setHeader("content-type", "application/x-amz-json-1.1");
    response.end(
      JSON.stringify(
        service.down ? { __type: "InternalServiceError" } : { SecretString: JSON.stringify(service.secret) },
      ),
    );
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  vi.stubEnv("AWS_ENDPOINT_URL_SECRETS_MANAGER", `http://127.0.0.1:${port}`);
  vi.stubEnv("AWS_REGION", "eu-central-1");
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
  vi.stubEnv("LINK_SECRET", "arn:aws:secretsmanager:eu-central-1:000000000000:secret:link");
});
afterAll(() => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  server.close();
});

linksContract("of the link secret", async () => secretLinks());

const person = { delegation: "k7x2m4qpa3bd5fzt", person: "ab", epoch: 1, kid: "k1" };

describe("the link secret", () => {
  it("is read once, however many links are made at once", async () => {
    const before = service.asked;
    const links = secretLinks();
    await Promise.all(Array.from({ length: 20 }, (_, epoch) => links.token("answer", { ...person, epoch })));
    expect(service.asked - before).toBe(1);
  });

  it("that could not be read is read again by the next link", async () => {
    const links = secretLinks();
    service.down = true;
    await expect(links.token("answer", person)).rejects.toThrow();
    service.down = false;
    expect(await links.token("answer", person)).toMatch(/^k7x2m4qpa3bd5fztab\./);
  });

  it("a link of a key that was taken out cannot be made by whoever reads this code", async () => {
    const text = "answer|k7x2m4qpa3bd5fzt|ab|1";
    const links = secretLinks();
    for (const guess of ["no key of this name", "", "k1", "k9", "current", "k0"]) {
      const mac = base32(createHmac("sha256", guess).update(text).digest().subarray(0, 20));
      for (const kid of ["k0", "k1", "k9", ""]) {
        expect(await links.holds("answer", mac, { ...person, kid }), `${guess} as ${kid}`).toBe(false);
      }
    }
  });

  it.each([
    "{}",
    "no JSON",
    '{"current":"k1"}',
    '{"current":"__proto__"}',
    '{"current":"k1","k1":""}',
    '{"current":"k1","k1":{}}',
  ])("that was spoilt by hand (%s) makes no link, and is not repeated", async (text) => {
    const spoilt = text.startsWith("{") ? JSON.parse(text) : text;
    service.secret = spoilt;
    const trying = secretLinks().token("answer", person);
    await expect(trying).rejects.toThrow(/^The link secret/);
    service.secret = two;
  });
});

describe("keys that are turned while functions are warm", () => {
  const macOf = (token: string) => parseToken(token)?.mac ?? "";
  const three = { ...two, current: "k3", k3: "a third key" };
  afterEach(() => {
    service.secret = two;
    service.down = false;
  });
  /** Site and post office, warm with two keys, on one clock. */
  async function warm() {
    const clock = { now: 1_000_000 };
    const links = () => secretLinks(() => clock.now);
    const [site, office] = [links(), links()];
    for (const warmed of [site, office]) await warmed.token("answer", person);
    return { clock, site, office, fresh: links() };
  }

  it("a link by the new key is made and holds at once; older links go on", async () => {
    const { site, office } = await warm();
    const old = await office.token("answer", person);
    service.secret = three;
    const token = await office.token("answer", { ...person, kid: "k3" });
    expect(await site.holds("answer", macOf(token), { ...person, kid: "k3" })).toBe(true);
    expect(await site.holds("answer", macOf(old), person)).toBe(true);
  });

  it("what does not hold makes the secret be read once a minute, whoever it is that is asked for", async () => {
    const { site, clock } = await warm();
    const before = service.asked;
    for (let tries = 0; tries < 20; tries++)
      for (const who of [person, undefined, { ...person, kid: "k7" }])
        expect(await site.holds("answer", "a".repeat(32), who)).toBe(false);
    expect(service.asked - before).toBe(1);
    clock.now += 60_000;
    await site.holds("answer", "a".repeat(32), undefined);
    expect(service.asked - before).toBe(2);
  });

  it("a key that was taken out makes no link from then on, and its links are dead within five minutes", async () => {
    const { site, office, clock, fresh } = await warm();
    const leaked = macOf(await office.token("answer", person));
    const { k1: _, ...without } = two;
    service.secret = without;
    expect(await fresh.holds("answer", leaked, person)).toBe(false);
    clock.now += 300_000;
    expect(await site.holds("answer", leaked, person)).toBe(false);
    // Whoever had it gets a new link with the next mail, by the key that is current.
    const again = await office.token("answer", person);
    expect(macOf(again)).not.toBe(leaked);
    expect(await site.holds("answer", macOf(again), person)).toBe(true);
  });

  it("a form that was open while the key was turned can still be sent", async () => {
    const { site, fresh } = await warm();
    const seal = await site.seal("k7x2m4qpa3bd5fztab|1|3");
    service.secret = three;
    const later = await fresh.seal("k7x2m4qpa3bd5fztab|1|3");
    expect(later).not.toBe(seal);
    for (const links of [site, fresh])
      for (const made of [seal, later]) expect(await links.sealed("k7x2m4qpa3bd5fztab|1|3", made)).toBe(true);
  });

  it("with the service away, the keys that are known go on", async () => {
    const { site, clock } = await warm();
    const token = await site.token("answer", person);
    service.down = true;
    clock.now += 3_600_000;
    expect(await site.token("answer", person)).toBe(token);
    expect(await site.holds("answer", macOf(token), person)).toBe(true);
  });
});

describe("a token in a path", () => {
  const did = "k7x2m4qpa3bd5fzt";
  const mac = "abcdefghijklmnopqrstuvwxyz234567";
  const token = `${did}ab.${mac}`;
  it("has exactly one form", () => {
    expect(parseToken(token)).toEqual({ delegation: did, person: "ab", mac });
  });
  it.each([
    ["1 · empty", ""],
    ["1 · a dot alone", "."],
    ["2 · one character short", token.slice(0, -1)],
    ["2 · one character long", `${token}a`],
    ["2 · a MAC of none", `${did}ab.`],
    ["3 · base64", `${did}ab.${mac.slice(1)}+`],
    ["3 · digits that base32 has not", token.replace("a", "1").replace("b", "0")],
    ["3 · a Cyrillic homoglyph", token.replace("a", "а")],
    ["9 · a time behind it", `${token}.1647950400`],
    ["10 · encoded twice", encodeURIComponent(encodeURIComponent(`${did}ab.${mac}=`))],
    ["11 · upper case", token.toUpperCase()],
    ["11 · one letter's case", `K${token.slice(1)}`],
    ["12 · a trailing dot", `${token}.`],
    ["12 · a trailing slash", `${token}/`],
    ["12 · ?fbclid", `${token}?fbclid=IwAR0`],
    ["12 · ;jsessionid", `${token};jsessionid=1`],
    ["13 · a way up", `../${token}`],
    ["16 · NUL", `${token}\0`],
    ["17 · a line break", `${token}\n`],
    ["17 · a line break within", `${did}ab.${mac.slice(0, 16)}\r\n${mac.slice(16)}`],
    ["17 · quoted-printable", `${did}ab.=3D${mac.slice(3)}`],
    ["17 · a space", ` ${token}`],
    ["27 · a name of every object", "__proto__"],
    ["15 · five megabytes", "a".repeat(5_000_000)],
  ])("%s is none", (_, text) => {
    expect(parseToken(text)).toBeUndefined();
  });
  it("any text is taken apart whole or not at all", () => {
    fc.assert(
      fc.property(fc.oneof(anyText(), fc.stringMatching(/^[a-z2-7]{18}\.[a-z2-7]{32}$/)), (text) => {
        const parsed = parseToken(text);
        expect(parsed === undefined || `${parsed.delegation}${parsed.person}.${parsed.mac}` === text).toBe(true);
      }),
    );
    expect.hasAssertions();
  });
});
