import { CognitoIdentityProviderClient, DeleteUserPoolCommand } from "@aws-sdk/client-cognito-identity-provider";
import { DeleteTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  DeleteBucketCommand,
  DeleteBucketPolicyCommand,
  DeleteObjectsCommand,
  GetObjectLockConfigurationCommand,
  ListObjectVersionsCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { DeleteSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

/** How each kind of thing that a stage leaves is deleted with all that is in it. */
export function deleters(
  region: string,
): Readonly<Record<string, { readonly word: string; delete(id: string): Promise<unknown> }>> {
  const options = { region, maxAttempts: 3 };
  const dynamo = new DynamoDBClient(options);
  const secrets = new SecretsManagerClient(options);
  const cognito = new CognitoIdentityProviderClient(options);
  const emulated = process.env["AWS_ENDPOINT_URL_S3"] ?? process.env["AWS_ENDPOINT_URL"];
  const s3 = new S3Client({ ...options, forcePathStyle: emulated !== undefined });
  return {
    "AWS::DynamoDB::GlobalTable": {
      word: "table",
      delete: async (TableName) => dynamo.send(new DeleteTableCommand({ TableName })),
    },
    "AWS::S3::Bucket": {
      word: "bucket",
      async delete(Bucket) {
        await emptied(s3, Bucket);
        await s3.send(new DeleteBucketCommand({ Bucket }));
      },
    },
    "AWS::SecretsManager::Secret": {
      word: "secret",
      delete: async (SecretId) => secrets.send(new DeleteSecretCommand({ SecretId, ForceDeleteWithoutRecovery: true })),
    },
    "AWS::Cognito::UserPool": {
      word: "user pool",
      delete: async (UserPoolId) => cognito.send(new DeleteUserPoolCommand({ UserPoolId })),
    },
  };
}

/** Every version and every mark of a deletion: a bucket is deleted when it holds neither. */
async function emptied(client: S3Client, Bucket: string): Promise<void> {
  const locked = await isLocked(client, Bucket);
  // Its policy refuses deletes to everybody, so that nobody makes one by mistake.
  if (locked) await client.send(new DeleteBucketPolicyCommand({ Bucket }));
  for (;;) {
    // What was listed before is gone: the first page is always the next one.
    const { Versions = [], DeleteMarkers = [] } = await client.send(new ListObjectVersionsCommand({ Bucket }));
    const Objects = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }));
    if (Objects.length === 0) return;
    const { Errors = [] } = await client.send(
      new DeleteObjectsCommand({
        Bucket,
        Delete: { Objects, Quiet: true },
        ...(locked && { BypassGovernanceRetention: true }),
      }),
    );
    const [first] = Errors;
    if (first)
      throw new Error(`${Errors.length} objects were not deleted: ${first.Message ?? first.Code ?? "no reason given"}`);
  }
}

/** Whether the bucket keeps its objects under a lock; S3 takes the word to pass it by from no other. */
async function isLocked(client: S3Client, Bucket: string): Promise<boolean> {
  try {
    const { ObjectLockConfiguration } = await client.send(new GetObjectLockConfigurationCommand({ Bucket }));
    return ObjectLockConfiguration?.ObjectLockEnabled === "Enabled";
  } catch (error) {
    if (error instanceof Error && error.name === "ObjectLockConfigurationNotFoundError") return false;
    throw error;
  }
}
