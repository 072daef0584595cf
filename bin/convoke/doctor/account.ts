import * as z from "zod/mini";
import { looked, notHere, type Patient } from "#bin/convoke/doctor/patient";
import { isGated } from "#lib/config";
import { bad, type Finding, good } from "#platform/finding";
import { type MailStanding, mailStanding } from "#platform/mail-standing";
import { domainOf, siteFinding, standingFindings } from "#platform/readiness";
import { exactly, mailRecords, sought } from "#platform/wanted-records";
import { nextRounds } from "./next-rounds.ts";

/** SES, its domain, the records in the DNS, and the quota against the rounds that wait to be released. */
export async function accountFindings(patient: Patient): Promise<Finding[]> {
  const { config, names, here, aws } = patient;
  const domain = domainOf(config.mail.from);
  return looked("SES", async () => {
    const standing = await mailStanding(domain, aws);
    const said = standingFindings(standing, domain).map((finding) => eased(patient, finding));
    const wanted = mailRecords({
      domain,
      replyTo: domainOf(config.mail.replyTo),
      region: patient.place.region,
      identity: standing.identity,
    });
    const records = here
      ? wanted.map(({ what, type, names: [name] }) => notHere(`${what}: ${type} ${name}`))
      : await Promise.all(wanted.map(async (record) => eased(patient, await sought(names, record))));
    const quota = await looked("Quota", async () => [
      quotaFinding(patient, standing, await nextRounds(patient.client, config.dialogue.id)),
    ]);
    return [...said, ...quota, ...records, ...(await siteFindings(patient))];
  });
}

/** A stage that writes to its own allow-list can do without: it is told, and is not wrong. */
function eased({ config }: Patient, finding: Finding): Finding {
  const needed = isGated(config) || finding.check === "SES sending";
  return needed || finding.state !== "not-ok"
    ? finding
    : { ...finding, state: "ok", said: `${finding.said}; enough for ${config.name}` };
}

function quotaFinding(
  { config }: Patient,
  { perDay, perSecond, sentLastDay }: MailStanding,
  { rounds, mails }: { rounds: readonly string[]; mails: number },
): Finding {
  const share = config.mail.rateShare;
  // As the pump reckons: the rest is for receipts, confirmations and codes.
  const left = Math.max(0, Math.floor(perDay * share * 0.95 - sentLastDay));
  const minutes = Math.ceil(mails / (perSecond * share * 0.93) / 60);
  const room = `${left === Number.POSITIVE_INFINITY ? "any number" : left} left today, ${perSecond * share} a second`;
  if (rounds.length === 0) return good("Quota", `${room}; no round waits to be released`);
  const next = `${mails} mails of ${rounds.join(", ")}`;
  return mails <= left
    ? good("Quota", `${room}; ${next} take about ${Math.max(1, minutes)} min`)
    : bad(
        "Quota",
        `${room}; ${next} do not fit into today`,
        "The round goes on by itself the next days. Ask for a higher quota in the SES console, or release it early enough.",
      );
}

const certificate = z.object({
  Certificate: z.object({
    Status: z.string(),
    DomainValidationOptions: z._default(
      z.array(z.object({ ResourceRecord: z.optional(z.object({ Name: z.string(), Value: z.string() })) })),
      [],
    ),
  }),
});

async function siteFindings({ config, here, names, aws, reach, url }: Patient): Promise<Finding[]> {
  const { site } = config;
  const answers = await siteFinding(url, reach);
  if (here) return [answers, notHere("Certificate")];
  if (!site) return [answers, good("Certificate", "API Gateway's own: the stage has no domain of its own")];
  const own = await looked("Certificate", async () => {
    const { status, body } = await aws({
      service: "acm",
      path: "/",
      headers: {
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": "CertificateManager.DescribeCertificate",
      },
      body: JSON.stringify({ CertificateArn: site.certificate }),
    });
    if (status !== 200) throw new Error(`ACM answered ${status}: ${body.slice(0, 200)}`);
    const { Status, DomainValidationOptions } = certificate.parse(JSON.parse(body)).Certificate;
    const issued =
      Status === "ISSUED"
        ? good("Certificate", "issued")
        : bad("Certificate", `ACM says ${Status}`, "Its record below must be seen; then ACM issues it within an hour.");
    const records = DomainValidationOptions.flatMap(({ ResourceRecord: record }) =>
      record ? [exactly("Certificate's renewal", "CNAME", plain(record.Name), plain(record.Value))] : [],
    );
    return [issued, ...(await Promise.all(records.map(async (record) => sought(names, record))))];
  });
  return [answers, ...own];
}

const plain = (host: string) => host.toLowerCase().replace(/\.$/, "");
