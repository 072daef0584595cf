import * as z from "zod/mini";
import type { AwsAnswer, AwsRequest } from "#platform/signed-request";

/** What SES says of the account and of the domain that we send from. */
export interface MailStanding {
  readonly production: boolean;
  readonly sending: boolean;
  readonly enforcement: string;
  readonly perSecond: number;
  /** Infinity where the account has no limit. */
  readonly perDay: number;
  readonly sentLastDay: number;
  /** Undefined where SES does not know the domain. */
  readonly identity: MailIdentity | undefined;
}
export interface MailIdentity {
  readonly verified: boolean;
  readonly dkim: { readonly status: string; readonly tokens: readonly string[]; readonly zone: string };
  /** The domain that bounces come back to; undefined where it is SES's own. */
  readonly mailFrom: { readonly domain: string; readonly status: string } | undefined;
}

const account = z.object({
  ProductionAccessEnabled: z.boolean(),
  SendingEnabled: z.boolean(),
  EnforcementStatus: z._default(z.string(), "HEALTHY"),
  SendQuota: z.object({ Max24HourSend: z.number(), MaxSendRate: z.number(), SentLast24Hours: z.number() }),
});
const identity = z.object({
  VerifiedForSendingStatus: z._default(z.boolean(), false),
  DkimAttributes: z.optional(
    z.object({
      Status: z._default(z.string(), "NOT_STARTED"),
      Tokens: z._default(z.array(z.string()), []),
      SigningHostedZone: z.optional(z.string()),
    }),
  ),
  MailFromAttributes: z.optional(
    z.object({ MailFromDomain: z.optional(z.string()), MailFromDomainStatus: z.optional(z.string()) }),
  ),
});

/** Asks SES by two requests. Throws with SES's own words where it does not answer them. */
export async function mailStanding(
  domain: string,
  ask: (request: AwsRequest) => Promise<AwsAnswer>,
): Promise<MailStanding> {
  const [said, known] = await Promise.all([
    get(ask, "/v2/email/account"),
    get(ask, `/v2/email/identities/${encodeURIComponent(domain)}`),
  ]);
  const { ProductionAccessEnabled, SendingEnabled, EnforcementStatus, SendQuota } = account.parse(said);
  return {
    production: ProductionAccessEnabled,
    sending: SendingEnabled,
    enforcement: EnforcementStatus,
    perSecond: SendQuota.MaxSendRate,
    perDay: SendQuota.Max24HourSend < 0 ? Number.POSITIVE_INFINITY : SendQuota.Max24HourSend,
    sentLastDay: SendQuota.SentLast24Hours,
    identity: known === undefined ? undefined : identityOf(identity.parse(known)),
  };
}

function identityOf(known: z.infer<typeof identity>): MailIdentity {
  const { VerifiedForSendingStatus, DkimAttributes, MailFromAttributes } = known;
  const domain = MailFromAttributes?.MailFromDomain;
  return {
    verified: VerifiedForSendingStatus,
    dkim: {
      status: DkimAttributes?.Status ?? "NOT_STARTED",
      tokens: DkimAttributes?.Tokens ?? [],
      zone: DkimAttributes?.SigningHostedZone ?? "dkim.amazonses.com",
    },
    mailFrom:
      domain === undefined || domain === ""
        ? undefined
        : { domain, status: MailFromAttributes?.MailFromDomainStatus ?? "PENDING" },
  };
}

/** Undefined for what is not there. */
async function get(ask: (request: AwsRequest) => Promise<AwsAnswer>, path: string): Promise<unknown> {
  const { status, body } = await ask({ service: "ses", method: "GET", path, headers: {}, body: "" });
  if (status === 404) return undefined;
  if (status !== 200) throw new Error(`SES answered ${status}: ${body.slice(0, 200)}`);
  return JSON.parse(body);
}
