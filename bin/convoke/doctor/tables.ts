import * as z from "zod/mini";
import { looked, notHere, type Patient } from "#bin/convoke/doctor/patient";
import { bad, type Finding, good } from "#platform/finding";

const recovery = z.object({
  ContinuousBackupsDescription: z.object({
    PointInTimeRecoveryDescription: z.optional(z.object({ PointInTimeRecoveryStatus: z.string() })),
  }),
});
const expiry = z.object({
  TimeToLiveDescription: z.object({ TimeToLiveStatus: z.string(), AttributeName: z.optional(z.string()) }),
});
const described = z.object({
  Table: z.object({
    DeletionProtectionEnabled: z.optional(z.boolean()),
    StreamSpecification: z.optional(z.object({ StreamEnabled: z.boolean(), StreamViewType: z.optional(z.string()) })),
    LatestStreamArn: z.optional(z.string()),
  }),
});

/** What a restore leaves out of a table and a person has to set again; and whether the epoch that was named has come. */
export async function tableFindings(patient: Patient): Promise<Finding[]> {
  const { config, here, runtime } = patient;
  if (here) return [notHere("Tables")];
  const { restore } = config;
  const ahead = restore !== undefined && restore.epoch > runtime.now;
  return [
    ...(await looked("Tables", async () => [await records(patient), await ledger(patient)])),
    ...(ahead
      ? [
          bad(
            "Restore",
            `its epoch ${restore.epoch} has not come`,
            "No mail leaves before it. Name an instant that is over (restore.epoch in cdk.json) and deploy.",
          ),
        ]
      : []),
  ];
}

async function records(patient: Patient): Promise<Finding> {
  const name = await patient.place.output("RecordsTable");
  const { TimeToLiveDescription: ttl } = expiry.parse(await asked(patient, "DescribeTimeToLive", name));
  const missing = await common(patient, name);
  if (ttl.TimeToLiveStatus !== "ENABLED" || ttl.AttributeName !== "ttl") missing.push("expiry by ttl");
  return verdict("Records", name, missing);
}

async function ledger(patient: Patient): Promise<Finding> {
  const name = await patient.place.output("LedgerTable");
  const { Table } = described.parse(await asked(patient, "DescribeTable", name));
  const { StreamSpecification: stream, LatestStreamArn: arn } = Table;
  const missing = await common(patient, name);
  if (stream?.StreamEnabled !== true || stream.StreamViewType !== "NEW_IMAGE") missing.push("the stream of new images");
  const named = patient.config.restore?.ledgerStreamArn;
  if (named !== undefined && arn !== named) missing.push(`the stream that cdk.json names (it has ${arn ?? "none"})`);
  return verdict("Ledger", name, missing);
}

async function common(patient: Patient, name: string): Promise<string[]> {
  const { ContinuousBackupsDescription: backups } = recovery.parse(
    await asked(patient, "DescribeContinuousBackups", name),
  );
  const { Table } = described.parse(await asked(patient, "DescribeTable", name));
  return [
    ...(backups.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus === "ENABLED"
      ? []
      : ["point-in-time recovery"]),
    ...(Table.DeletionProtectionEnabled === true || !patient.config.protected ? [] : ["deletion protection"]),
  ];
}

function verdict(check: string, name: string, missing: readonly string[]): Finding {
  return missing.length === 0
    ? good(check, `${name} has all that a restore leaves out`)
    : bad(check, `${name} lacks ${missing.join(" and ")}`, "Set it again: RUNBOOK.md, Restore, step 3.");
}

async function asked({ aws }: Patient, action: string, TableName: string): Promise<unknown> {
  const headers = { "content-type": "application/x-amz-json-1.0", "x-amz-target": `DynamoDB_20120810.${action}` };
  const { status, body } = await aws({ service: "dynamodb", path: "/", headers, body: JSON.stringify({ TableName }) });
  if (status !== 200) throw new Error(`DynamoDB answered ${status}: ${body.slice(0, 200)}`);
  return JSON.parse(body);
}
