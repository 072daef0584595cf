import { createHash, randomBytes } from "node:crypto";
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceExistsException,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { Unreachable } from "#bin/convoke/client";
import { credentialTrouble } from "#bin/convoke/credentials";
import type { Place } from "#bin/convoke/place";
import { type LinkRing, parseRing, ringText } from "#platform/link-ring";

/** The link secret of a place: read, and changed only as it was read. Keys are never printed. */
export function keyRing(place: Place) {
  const client = new SecretsManagerClient(place.client);
  const read = async () => {
    const SecretId = await place.output("LinkSecretArn");
    const { SecretString, VersionId } = await asked(place, async () =>
      client.send(new GetSecretValueCommand({ SecretId })),
    );
    if (SecretString === undefined || VersionId === undefined) throw new Unreachable("The link secret has no value.");
    return { ring: parseRing(SecretString), version: VersionId };
  };
  return {
    read,
    /**
     * Puts the ring that `change` makes of the one that is there. The new version's id derives from the old one's: of two
     * who change the same ring at once, the second is refused by the service. Undefined where `change` refuses.
     */
    async change(change: (ring: LinkRing) => LinkRing | undefined): Promise<LinkRing | undefined> {
      const { ring, version } = await read();
      const next = change(ring);
      if (next === undefined) return undefined;
      const SecretId = await place.output("LinkSecretArn");
      await asked(place, async () =>
        client.send(
          new PutSecretValueCommand({
            SecretId,
            ClientRequestToken: successorOf(version),
            SecretString: ringText(next),
            // The functions that only name the key read it from here, and never see the value.
            VersionStages: ["AWSCURRENT", next.current],
          }),
        ),
      );
      return next;
    },
  };
}

export const freshKey = () => randomBytes(32).toString("hex");

function successorOf(version: string): string {
  return createHash("sha256").update(`after ${version}`).digest("hex");
}

async function asked<T>(place: Place, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw new Unreachable(whyNot(error, place.region), { cause: error });
  }
}

function whyNot(error: unknown, region: string): string {
  const name = error instanceof Error ? error.name : "";
  const message = error instanceof Error ? error.message : String(error);
  const trouble = credentialTrouble(error);
  if (trouble !== undefined) return trouble;
  if (error instanceof ResourceExistsException)
    return "Somebody else turned the keys at the same moment. Look with `convoke keys list` before you try again.";
  if (/AccessDenied|Unauthorized/.test(name))
    return `Your AWS credentials may not do this with the link secret (${message}). RUNBOOK.md lists what it takes; ask ops for it.`;
  return `Secrets Manager in ${region} did not do it (${message || name}).`;
}
