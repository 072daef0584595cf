import { PutSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { Clock } from "#lib/local/clock";
import { Secrets } from "#lib/local/engines/secrets";
import { Store } from "#lib/local/store";
import { labelledKey } from "#platform/current-key";
import { serve } from "#test/lib/local/wire";

const arn = "arn:aws:secretsmanager:eu-west-1:000000000000:secret:link-AbCdEf";
let store: Store;
let wire: Awaited<ReturnType<typeof serve>>;
beforeAll(async () => {
  store = new Store();
  const clock = new Clock(store, "2022-03-01T09:00:00Z");
  wire = await serve(new Secrets(store, clock, [{ name: "link", arn, value: '{"current":"k1","k1":"a"}' }]));
  vi.stubEnv("AWS_ENDPOINT_URL_SECRETS_MANAGER", wire.endpoint);
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
  vi.stubEnv("LINK_SECRET", arn);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await wire.close();
  store.close();
});

it("is the first key until one is turned in; then the label of the current version, a minute later at most", async () => {
  const clock = { now: 0 };
  const key = labelledKey(() => clock.now);
  expect(await key.kid()).toBe("k1");
  const client = new SecretsManagerClient(wire.client);
  await client.send(
    new PutSecretValueCommand({
      SecretId: arn,
      ClientRequestToken: "1".repeat(32),
      SecretString: '{"current":"k2","k1":"a","k2":"b"}',
      VersionStages: ["AWSCURRENT", "k2"],
    }),
  );
  client.destroy();
  expect([await key.kid(), await labelledKey().kid()]).toEqual(["k1", "k2"]);
  clock.now = 60_000;
  expect(await key.kid()).toBe("k2");
  // It never asked for the value.
  expect(wire.needs.flat().map(({ action }) => action)).not.toContain("secretsmanager:GetSecretValue");
});
