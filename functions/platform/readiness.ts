import { systemClock } from "#platform/clock";
import { environment } from "#platform/environment";
import { bad, type Finding, good, unknown } from "#platform/finding";
import { type MailStanding, mailStanding } from "#platform/mail-standing";
import { type Names, publicNames } from "#platform/names";
import { signedRequest } from "#platform/signed-request";
import { mailRecords, sought } from "#platform/wanted-records";

export interface Readiness {
  /** The first thing that is missing before mails to the outside may leave; undefined where nothing is. */
  missing(): Promise<Finding | undefined>;
}

/** What is good stays good for some minutes; what is not is looked at again at once. */
const KEPT_MILLISECONDS = 600_000;
const REACHED_WITHIN = 5_000;

interface Deps {
  readonly standing: (domain: string) => Promise<MailStanding>;
  readonly names: Names;
  /** The status that an address answers with; throws where nothing does, or its certificate is not good. */
  readonly reach: (url: string) => Promise<number>;
  readonly milliseconds: () => number;
}

/** In a stage with the gate, no round leaves before SES is out of its sandbox, the domain is verified and every record is seen. */
export function releaseGate(deps: Deps = ourOwn): Readiness {
  let goodUntil = Number.NEGATIVE_INFINITY;
  return {
    async missing() {
      const now = deps.milliseconds();
      if (environment("RELEASE_GATE") !== "on" || now < goodUntil) return undefined;
      const found = await everything(deps);
      const first = found.find(({ state }) => state !== "ok");
      if (first === undefined) goodUntil = now + KEPT_MILLISECONDS;
      return first;
    },
  };
}

async function everything({ standing, names, reach }: Deps): Promise<Finding[]> {
  const [domain, replyTo] = [domainOf(environment("MAIL_FROM")), domainOf(environment("MAIL_REPLY_TO"))];
  const region = process.env["AWS_REGION"] ?? "";
  const site = siteFinding(environment("SITE_URL"), reach);
  const said = await standing(domain).catch((error: unknown) => String(error));
  if (typeof said === "string") return [unknown("SES", `could not be asked (${said})`, "Try again in a minute.")];
  const wanted = mailRecords({ domain, replyTo, region, identity: said.identity });
  const seen = await Promise.all(wanted.map(async (record) => sought(names, record)));
  return [...standingFindings(said, domain), ...seen, await site];
}

/** What SES says, as findings: the account first, then the domain. */
export function standingFindings(said: MailStanding, domain: string): Finding[] {
  const { identity } = said;
  const asked = (check: string, ok: boolean, is: string, todo: string) => (ok ? good(check, is) : bad(check, is, todo));
  const account = [
    asked(
      "SES sandbox",
      said.production,
      said.production ? "the account is out of it" : "the account is in it: only verified addresses can be written to",
      "Ask for production access in the SES console (RUNBOOK.md, Deploy); it takes about a day.",
    ),
    asked(
      "SES sending",
      said.sending && said.enforcement !== "SHUTDOWN",
      said.sending && said.enforcement !== "SHUTDOWN" ? "enabled" : `paused (${said.enforcement})`,
      "The SES console says why (bounces, complaints, or somebody paused it). Nothing leaves until it is enabled again.",
    ),
  ];
  if (!identity)
    return [
      ...account,
      bad(
        "SES identity",
        `SES does not know ${domain}`,
        "Deploy the stage that creates it (mail.identity in cdk.json).",
      ),
    ];
  const { verified, dkim, mailFrom } = identity;
  const soon =
    "SES looks again by itself once the records below are seen; after three days without, start it again in its console.";
  return [
    ...account,
    asked("SES identity", verified, `${domain} is ${verified ? "" : "not "}verified for sending`, soon),
    asked("DKIM", dkim.status === "SUCCESS", `SES says ${dkim.status}`, soon),
    mailFrom === undefined
      ? good("MAIL FROM", "SES's own domain; DKIM alone aligns with the sender")
      : asked("MAIL FROM", mailFrom.status === "SUCCESS", `SES says ${mailFrom.status} of ${mailFrom.domain}`, soon),
  ];
}

/** The pages behind the links: name, certificate and function in one look. */
export async function siteFinding(url: string, reach: Deps["reach"]): Promise<Finding> {
  const check = `Site: ${url}`;
  const todo = "Every link leads there. Look at the domain's record, its certificate and the stack front-door.";
  try {
    const status = await reach(url);
    return status < 400 ? good(check, "answers") : bad(check, `answers with ${status}`, todo);
  } catch (error) {
    return bad(check, `does not answer (${reasonOf(error)})`, todo);
  }
}

/** The last cause that has a code, such as ENOTFOUND or CERT_HAS_EXPIRED. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? reasonOf(error.cause) : "code" in error ? String(error.code) : error.message;
}

export const domainOf = (address: string) => address.slice(address.lastIndexOf("@") + 1).toLowerCase();

export async function reachPublic(url: string): Promise<number> {
  const { status } = await fetch(url, {
    method: "HEAD",
    redirect: "manual",
    signal: AbortSignal.timeout(REACHED_WITHIN),
  });
  return status;
}

const ourOwn: Deps = {
  standing: async (domain) => mailStanding(domain, signedRequest),
  names: publicNames(),
  reach: reachPublic,
  milliseconds: systemClock.milliseconds,
};
