import * as z from "zod/mini";
import { systemClock } from "#platform/clock";
import { environment } from "#platform/environment";
import { FIRST_KEY, placeOf } from "#platform/link-ring";
import { signedRequest } from "#platform/signed-request";

export interface CurrentKey {
  /** The name of the key that new links are made with; never the key. */
  kid(): Promise<string>;
}

/** After a key was turned, rows may still name the one before for so long; its links go on. */
const KEPT_MILLISECONDS = 60_000;
const described = z.object({ VersionIdsToStages: z.optional(z.record(z.string(), z.array(z.string()))) });

/** Reads the name from the labels of the link secret's current version, as whoever may describe the secret and not read it. */
export function labelledKey(milliseconds: () => number = systemClock.milliseconds): CurrentKey {
  let kept: { readonly at: number; readonly kid: string } | undefined;
  return {
    async kid() {
      const now = milliseconds();
      if (!kept || now - kept.at >= KEPT_MILLISECONDS) kept = { at: now, kid: await read() };
      return kept.kid;
    },
  };
}

async function read(): Promise<string> {
  const { status, body } = await signedRequest({
    service: "secretsmanager",
    path: "/",
    headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": "secretsmanager.DescribeSecret" },
    body: JSON.stringify({ SecretId: environment("LINK_SECRET") }),
  });
  if (status !== 200) throw new Error(`The link secret could not be described (${status}): ${body.slice(0, 300)}`);
  const versions = Object.values(described.parse(JSON.parse(body)).VersionIdsToStages ?? {});
  const labels = versions.find((stages) => stages.includes("AWSCURRENT")) ?? [];
  // The first version comes from CloudFormation, which puts no label of ours on it.
  return labels.find((label) => placeOf(label) > 0) ?? FIRST_KEY;
}
