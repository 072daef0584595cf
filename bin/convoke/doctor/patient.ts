import { readFileSync } from "node:fs";
import { join } from "node:path";
import { defaultProvider } from "@aws-sdk/credential-provider-node";
import type { Command } from "commander";
import * as z from "zod/mini";
import { type Client, Unreachable } from "#bin/convoke/client";
import { credentialTrouble } from "#bin/convoke/credentials";
import { type Place, placeOf } from "#bin/convoke/place";
import { desk } from "#bin/convoke/shared";
import { Refused } from "#bin/convoke/trouble";
import { ConfigError, type StageConfig, stageConfig } from "#lib/config";
import { systemClock } from "#platform/clock";
import { type Finding, unknown } from "#platform/finding";
import { type Names, publicNames } from "#platform/names";
import { reachPublic } from "#platform/readiness";
import { type AwsAnswer, type AwsRequest, signedRequest } from "#platform/signed-request";

/** A stage as the doctor reaches it. */
export interface Patient {
  readonly config: StageConfig;
  readonly place: Place;
  /** It runs on this machine: there is no DNS of its own, no certificate, no account, no alarm. */
  readonly here: boolean;
  readonly client: Client;
  readonly runtime: z.infer<typeof runtime>;
  /** This machine's clock when the stack's was read, in milliseconds. */
  readonly readAt: number;
  readonly names: Names;
  readonly reach: (url: string) => Promise<number>;
  /** The address of the pages. */
  readonly url: string;
  readonly aws: (request: AwsRequest) => Promise<AwsAnswer>;
}

const runtime = z.looseObject({ node: z.string(), tz: z.string(), now: z.string(), stage: z.string() });
const cdkJson = z.looseObject({ context: z.looseObject({ stages: z.unknown() }) });

/** The stage of a command line. Throws with a sentence where nothing answers: then there is nothing to look at. */
export async function patientOf(command: Command) {
  const { client, connection, print } = desk(command);
  return { print, patient: await patientAt(placeOf(command), client, connection.url) };
}

/** `stages` are those of cdk.json unless said otherwise. */
export async function patientAt(
  place: Place,
  client: Client,
  url: string,
  stages: unknown = writtenStages(),
): Promise<Patient> {
  const answer = await client.query({ query: "runtime" });
  if (!answer.accepted) throw new Refused(answer);
  const told = runtime.parse(answer);
  const { region, credentials, endpoint } = place.client;
  const caller = { region, credentials: credentials ?? defaultProvider(), ...(endpoint !== undefined && { endpoint }) };
  return {
    config: configOf(told.stage, stages),
    place,
    here: place.stage === undefined,
    client,
    runtime: told,
    readAt: systemClock.milliseconds(),
    names: publicNames(),
    reach: reachPublic,
    url,
    aws: async (request) => signedRequest(request, caller),
  };
}

const writtenStages = () =>
  cdkJson.parse(JSON.parse(readFileSync(join(import.meta.dirname, "../../../cdk.json"), "utf-8"))).context.stages;

function configOf(stage: string, stages: unknown): StageConfig {
  try {
    return stageConfig(stage, stages);
  } catch (error) {
    if (error instanceof ConfigError) throw new Unreachable(error.message, { cause: error });
    throw error;
  }
}

/** A look that may fail: what cannot be asked is told, with why, and the others go on. */
export async function looked(check: string, look: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await look();
  } catch (error) {
    return [unknown(check, `could not be asked (${whyNot(error)})`)];
  }
}

export const notHere = (check: string): Finding => unknown(check, "not on this machine");

function whyNot(error: unknown): string {
  if (error instanceof Unreachable) return error.message;
  const name = error instanceof Error ? error.name : "";
  const message = error instanceof Error ? error.message : String(error);
  return (
    credentialTrouble(error) ??
    (/AccessDenied|Unauthorized/.test(name) ? `your credentials may not: ${message}` : message)
  );
}
