import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Clock } from "#lib/local/clock";
import { type Generation, Secrets } from "#lib/local/engines/secrets";
import { Store } from "#lib/local/store";
import { serve } from "#test/lib/local/wire";

const arn = "arn:aws:secretsmanager:eu-west-1:000000000000:secret:link-AbCdEf";
const generate: Generation = {
  SecretStringTemplate: '{"current":"k1"}',
  GenerateStringKey: "k1",
  PasswordLength: 64,
  ExcludePunctuation: true,
};

let store: Store;
let clock: Clock;
let wire: Awaited<ReturnType<typeof serve>>;
let client: SecretsManagerClient;

beforeEach(async () => {
  store = new Store();
  clock = new Clock(store, "2026-03-01T09:00:00Z");
  wire = await serve(new Secrets(store, clock, [{ name: "link", arn, generate }]));
  client = new SecretsManagerClient(wire.client);
});
afterEach(async () => {
  client.destroy();
  await wire.close();
  store.close();
});

test("a secret is made as the template says, once, and read by ARN or name", async () => {
  const first = await client.send(new GetSecretValueCommand({ SecretId: arn }));
  const { current, k1 } = JSON.parse(first.SecretString ?? "");
  expect(current).toBe("k1");
  expect(k1).toMatch(/^[A-Za-z0-9]{64}$/);
  expect(first).toMatchObject({ ARN: arn, Name: "link", VersionStages: ["AWSCURRENT"] });
  expect(first.CreatedDate?.toISOString().slice(0, 10)).toBe("2026-03-01");
  const again = new Secrets(store, clock, [{ name: "link", arn, generate }]);
  expect(again.service).toBe("secretsmanager");
  const second = await client.send(new GetSecretValueCommand({ SecretId: "link" }));
  expect(second.SecretString).toBe(first.SecretString);
  expect(wire.needs[0]).toEqual([{ action: "secretsmanager:GetSecretValue", resource: arn, context: {} }]);
});

test("refuses a secret or a version that does not exist", async () => {
  for (const input of [{ SecretId: "other" }, { SecretId: arn, VersionStage: "AWSPREVIOUS" }]) {
    await expect(client.send(new GetSecretValueCommand(input))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  }
});

test("keeps versions: the new one is current, the one before previous, and a label is of one version at a time", async () => {
  const put = async (token: string, SecretString: string, VersionStages: string[]) =>
    client.send(
      new PutSecretValueCommand({
        SecretId: arn,
        ClientRequestToken: token.padEnd(32, "0"),
        SecretString,
        VersionStages,
      }),
    );
  const first = await client.send(new GetSecretValueCommand({ SecretId: arn }));
  await put("a", "one", ["AWSCURRENT", "k2"]);
  await put("b", "two", ["AWSCURRENT", "k2"]);
  const { VersionIdsToStages } = await client.send(new DescribeSecretCommand({ SecretId: "link" }));
  expect(VersionIdsToStages).toEqual({
    ["a".padEnd(32, "0")]: ["AWSPREVIOUS"],
    ["b".padEnd(32, "0")]: ["AWSCURRENT", "k2"],
  });
  // The same again is the same; another value under that version is refused: that is what keeps two writers apart.
  await put("b", "two", ["AWSCURRENT", "k2"]);
  await expect(put("b", "three", ["AWSCURRENT"])).rejects.toMatchObject({ name: "ResourceExistsException" });
  new Secrets(store, clock, [{ name: "link", arn, generate }]);
  const values = await Promise.all(
    [{}, { VersionStage: "AWSPREVIOUS" }].map((input) =>
      client.send(new GetSecretValueCommand({ SecretId: arn, ...input })),
    ),
  );
  expect(values.map(({ SecretString }) => SecretString)).toEqual(["two", "one"]);
  expect(await client.send(new GetSecretValueCommand({ SecretId: arn, VersionId: first.VersionId }))).toMatchObject({
    SecretString: first.SecretString,
    VersionStages: [],
  });
  expect(wire.needs.flat().map(({ action }) => action)).toContain("secretsmanager:PutSecretValue");
});

test("refuses a property of the template that it does not know", () => {
  const properties: Record<string, string> = { KmsKey: "x" };
  expect(
    () => new Secrets(store, clock, [{ name: "x", arn: `${arn}x`, generate: { ...generate, ...properties } }]),
  ).toThrow("KmsKey");
});
