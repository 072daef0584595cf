import { bad, type Finding, good, unknown } from "#platform/finding";
import type { MailIdentity } from "#platform/mail-standing";
import type { Names, RecordType } from "#platform/names";

/** A record that has to stand in the public DNS. */
export interface Wanted {
  readonly what: string;
  readonly type: RecordType;
  /** Any of them: a policy may stand at a domain above. */
  readonly names: readonly string[];
  /** What to write there. */
  readonly value: string;
  readonly fits: (seen: string) => boolean;
}

interface Mail {
  readonly domain: string;
  readonly replyTo: string;
  readonly region: string;
  readonly identity: MailIdentity | undefined;
}

/** What mail needs: signatures, the domain that bounces come back to, a policy, and a mailbox for answers. */
export function mailRecords({ domain, replyTo, region, identity }: Mail): Wanted[] {
  const tokens = identity?.dkim.tokens ?? [];
  const zone = identity?.dkim.zone ?? "";
  const back = identity?.mailFrom?.domain;
  return [
    ...tokens.map((token, at) =>
      exactly(`DKIM ${at + 1} of ${tokens.length}`, "CNAME", `${token}._domainkey.${domain}`, `${token}.${zone}`),
    ),
    ...(back === undefined
      ? []
      : [
          exactly("MAIL FROM MX", "MX", back, `10 feedback-smtp.${region}.amazonses.com`),
          {
            what: "MAIL FROM SPF",
            type: "TXT",
            names: [back],
            value: "v=spf1 include:amazonses.com ~all",
            fits: (seen: string) => /^v=spf1 .*\binclude:amazonses\.com\b/.test(seen),
          } as const,
        ]),
    {
      what: "DMARC",
      type: "TXT",
      names: [domain, ...domainsAbove(domain)].map((name) => `_dmarc.${name}`),
      value: "v=DMARC1; p=none; rua=mailto:<a mailbox of yours>",
      fits: (seen) => /^v=DMARC1\s*;/.test(seen),
    },
    {
      what: "Mailbox for answers",
      type: "MX",
      names: [replyTo],
      value: "the mail server of the secretariat, which takes what people answer to a mail",
      fits: (seen) => /^\d+ [^.\s]/.test(seen),
    },
  ];
}

export function exactly(what: string, type: RecordType, name: string, value: string): Wanted {
  return { what, type, names: [name], value, fits: (seen) => seen === value.toLowerCase() };
}

/** Looks for a record: wanted, and seen. */
export async function sought(names: Names, { what, type, names: places, value, fits }: Wanted): Promise<Finding> {
  const [first = ""] = places;
  const check = `${what}: ${type} ${first}`;
  const seen: string[] = [];
  try {
    for (const place of places) seen.push(...(await names.records(type, place)));
  } catch (error) {
    return unknown(check, `could not be asked for (${codeOf(error)}); wanted ${value}`);
  }
  const found = seen.find(fits);
  if (found !== undefined) return good(check, `seen (${found})`);
  return bad(
    check,
    `wanted ${value}, seen ${seen.length === 0 ? "nothing" : seen.join(" · ")}`,
    "Have it written where the DNS of that domain is kept; it may take an hour to be seen.",
  );
}

const codeOf = (error: unknown) => (error instanceof Error && "code" in error ? String(error.code) : String(error));

/** The domains above one, down to the two last labels. */
function domainsAbove(domain: string): string[] {
  const labels = domain.split(".");
  return labels.slice(1, -1).map((_, at) => labels.slice(at + 1).join("."));
}
