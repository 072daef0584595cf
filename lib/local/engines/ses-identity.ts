import { createHash } from "node:crypto";
import { Refused } from "#lib/local/engine";
import type { SesOptions } from "./ses.ts";

/** What GetEmailIdentity says of an identity of the template; its DKIM tokens are the same at every start. */
export function describedIdentity(name: string, { identities, mailFrom = {} }: SesOptions, verified: boolean) {
  if (!identities.some((identity) => identity.toLowerCase() === name.toLowerCase()))
    throw new Refused("NotFoundException", `Email identity ${name} does not exist.`, 404);
  const status = verified ? "SUCCESS" : "PENDING";
  const back = mailFrom[name];
  return {
    IdentityType: name.includes("@") ? "EMAIL_ADDRESS" : "DOMAIN",
    FeedbackForwardingStatus: true,
    VerifiedForSendingStatus: verified,
    VerificationStatus: status,
    DkimAttributes: {
      SigningEnabled: true,
      Status: status,
      Tokens: [1, 2, 3].map((at) => createHash("sha256").update(`${name} ${at}`).digest("hex").slice(0, 32)),
      SigningAttributesOrigin: "AWS_SES",
    },
    ...(back !== undefined && {
      MailFromAttributes: {
        MailFromDomain: back,
        MailFromDomainStatus: status,
        BehaviorOnMxFailure: "USE_DEFAULT_VALUE",
      },
    }),
  };
}
