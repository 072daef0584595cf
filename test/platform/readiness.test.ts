import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { Clock } from "#lib/local/clock";
import { Ses } from "#lib/local/engines/ses";
import { Store } from "#lib/local/store";
import { type MailStanding, mailStanding } from "#platform/mail-standing";
import { releaseGate } from "#platform/readiness";
import { signedRequest } from "#platform/signed-request";
import { serve } from "#test/lib/local/wire";
import { recordedNames } from "#test/memory/names";

const DOMAIN = "meet.example.org";
let ses: Ses;
let wire: Awaited<ReturnType<typeof serve>>;
let records: { [question: string]: readonly string[] | string };
let site: number | Error;
let now: number;
let asked: number;

beforeEach(async () => {
  const store = new Store();
  const clock = new Clock(store, "2022-02-01T09:00:00Z");
  ses = new Ses(store, clock, {
    region: "eu-west-1",
    account: "000000000000",
    identities: [DOMAIN],
    mailFrom: { [DOMAIN]: `bounce.${DOMAIN}` },
    configurationSets: [],
    publish: () => {},
  });
  wire = await serve(ses);
  for (const [name, value] of Object.entries({
    AWS_ENDPOINT_URL_SESV2: wire.endpoint,
    AWS_ACCESS_KEY_ID: "a",
    AWS_SECRET_ACCESS_KEY: "b",
    AWS_REGION: "eu-west-1",
    RELEASE_GATE: "on",
    MAIL_FROM: `secretariat@${DOMAIN}`,
    MAIL_REPLY_TO: "secretariat@example.org",
    SITE_URL: `https://${DOMAIN}`,
  }))
    vi.stubEnv(name, value);
  const { identity } = await mailStanding(DOMAIN, signedRequest);
  const tokens = identity?.dkim.tokens ?? [];
  records = {
    ...Object.fromEntries(
      tokens.map((token) => [`CNAME ${token}._domainkey.${DOMAIN}`, [`${token}.dkim.amazonses.com`]]),
    ),
    [`MX bounce.${DOMAIN}`]: ["10 feedback-smtp.eu-west-1.amazonses.com"],
    [`TXT bounce.${DOMAIN}`]: ["v=spf1 include:amazonses.com ~all"],
    "TXT _dmarc.example.org": ["v=DMARC1; p=none"],
    "MX example.org": ["10 mx.example.org"],
  };
  [site, now, asked] = [200, 0, 0];
  return async () => {
    await wire.close();
    store.close();
  };
});
afterAll(() => vi.unstubAllEnvs());

const gate = () =>
  releaseGate({
    standing: async (domain): Promise<MailStanding> => {
      asked++;
      return mailStanding(domain, signedRequest);
    },
    names: recordedNames(records),
    reach: async () => {
      if (site instanceof Error) throw site;
      return site;
    },
    milliseconds: () => now,
  });

describe("the gate before a round", () => {
  it("is open when SES is out of its sandbox, the domain verified, every record seen and the site answers", async () => {
    expect(await gate().missing()).toBeUndefined();
    expect(wire.needs.flat()).toContainEqual({
      action: "ses:GetEmailIdentity",
      resource: `arn:aws:ses:eu-west-1:000000000000:identity/${DOMAIN}`,
      context: {},
    });
  });

  it.each<[string, () => unknown, string, RegExp]>([
    ["the sandbox", () => ses.change({ productionAccess: false }), "SES sandbox", /only verified addresses/],
    ["paused sending", () => ses.change({ sendingEnabled: false }), "SES sending", /paused/],
    ["a domain that is not verified", () => ses.change({ verified: false }), "SES identity", /not verified/],
    [
      "a DKIM record that is missing",
      () => delete records[Object.keys(records).find((key) => key.startsWith("CNAME")) ?? ""],
      "DKIM 1 of 3: CNAME",
      /wanted .*\.dkim\.amazonses\.com, seen nothing/,
    ],
    [
      "a MAIL FROM of another region",
      () => {
        records[`MX bounce.${DOMAIN}`] = ["10 feedback-smtp.us-east-1.amazonses.com"];
      },
      "MAIL FROM MX",
      /wanted 10 feedback-smtp\.eu-west-1\.amazonses\.com, seen 10 feedback-smtp\.us-east-1/,
    ],
    [
      "an SPF record that lets SES not in",
      () => (records[`TXT bounce.${DOMAIN}`] = ["v=spf1 -all"]),
      "MAIL FROM SPF",
      /seen v=spf1 -all/,
    ],
    ["no DMARC, at no domain above either", () => delete records["TXT _dmarc.example.org"], "DMARC", /seen nothing/],
    [
      "a reply-to domain that takes no mail",
      () => (records["MX example.org"] = ["0 "]),
      "Mailbox for answers",
      /seen 0/,
    ],
    ["a DNS that does not answer", () => (records["MX example.org"] = "ETIMEOUT"), "Mailbox for answers", /ETIMEOUT/],
    [
      "a site without a good certificate",
      () =>
        (site = Object.assign(new TypeError("fetch failed"), {
          cause: Object.assign(new Error("x"), { code: "CERT_HAS_EXPIRED" }),
        })),
      "Site",
      /CERT_HAS_EXPIRED/,
    ],
    ["a site that fails", () => (site = 503), "Site", /503/],
  ])("is shut by %s, and names it", async (_, spoil, check, said) => {
    spoil();
    const missing = await gate().missing();
    expect(missing?.check).toMatch(new RegExp(`^${check}`));
    expect(missing?.said).toMatch(said);
    expect(missing?.state).not.toBe("ok");
  });

  it("is shut where SES cannot be asked, or does not know the domain", async () => {
    const known = records;
    vi.stubEnv("MAIL_FROM", "secretariat@elsewhere.example");
    expect(await gate().missing()).toMatchObject({
      check: "SES identity",
      said: expect.stringContaining("does not know"),
    });
    const broken = releaseGate({
      standing: async () => Promise.reject(new Error("throttled")),
      names: recordedNames(known),
      reach: async () => 200,
      milliseconds: () => 0,
    });
    expect(await broken.missing()).toMatchObject({ check: "SES", state: "unknown" });
  });

  it("looks again after ten minutes where all was good, and at once where it was not", async () => {
    const one = gate();
    await one.missing();
    now = 599_999;
    await one.missing();
    expect(asked).toBe(1);
    now = 600_000;
    ses.change({ productionAccess: false });
    expect(await one.missing()).toMatchObject({ check: "SES sandbox" });
    ses.change({ productionAccess: true });
    expect(await one.missing()).toBeUndefined();
    expect(asked).toBe(3);
  });

  it("does not look at all in a stage without it", async () => {
    vi.stubEnv("RELEASE_GATE", "off");
    ses.change({ productionAccess: false });
    expect(await gate().missing()).toBeUndefined();
    expect(asked).toBe(0);
  });
});
