import { DynamoDBClient, ScanCommand, type ScanCommandOutput } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { SignatureV4 } from "@smithy/signature-v4";
import { Sha256 } from "#platform/sha256";
import type { MiniStack } from "./ministack.ts";
import { REGION, ROOT_USER } from "./ministack.ts";

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** One signed call of a service that the project has no client of. Resolves with the body; rejects where it is refused. */
async function call({ endpoint }: MiniStack, service: "iam" | "logs", headers: Record<string, string>, body: string) {
  const at = new URL(endpoint);
  const region = service === "iam" ? "us-east-1" : REGION;
  const signer = new SignatureV4({ service, region, credentials: ROOT_USER, sha256: Sha256 });
  const signed = await signer.sign({
    method: "POST",
    protocol: at.protocol,
    hostname: at.hostname,
    port: Number(at.port),
    path: "/",
    headers: { host: at.host, ...headers },
    body,
  });
  const answer = await fetch(at, { method: "POST", headers: signed.headers, body });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${service} answered ${answer.status}: ${text}`);
  return text;
}

/** A colleague of the secretariat, as an account has one: a user of their own who may do these things and no others. */
export async function colleague(
  at: MiniStack,
  name: string,
  actions: readonly string[],
  resource = "*",
): Promise<Credentials> {
  const iam = (Action: string, more: Record<string, string> = {}) =>
    call(
      at,
      "iam",
      { "content-type": "application/x-www-form-urlencoded" },
      new URLSearchParams({ Action, Version: "2010-05-08", UserName: name, ...more }).toString(),
    );
  const statement = { Effect: "Allow", Action: actions, Resource: resource };
  await iam("CreateUser");
  await iam("PutUserPolicy", {
    PolicyName: "desk",
    PolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }),
  });
  const keys = await iam("CreateAccessKey");
  const field = (tag: string) => new RegExp(`<${tag}>([^<]+)</${tag}>`).exec(keys)?.[1] ?? "";
  return { accessKeyId: field("AccessKeyId"), secretAccessKey: field("SecretAccessKey") };
}

/** Every line that the functions of a stage logged as an error, and where. */
export async function errorsLogged(at: MiniStack, stage: string): Promise<string[]> {
  const logs = async <T>(operation: string, asked: object): Promise<T> => {
    const headers = { "content-type": "application/x-amz-json-1.1", "x-amz-target": `Logs_20140328.${operation}` };
    return JSON.parse(await call(at, "logs", headers, JSON.stringify(asked)));
  };
  const { logGroups = [] } = await logs<{ logGroups?: { logGroupName: string }[] }>("DescribeLogGroups", {});
  const ours = logGroups.filter(({ logGroupName }) => logGroupName.includes(`convoke-${stage}-`));
  const found = await Promise.all(
    ours.map(async ({ logGroupName }) => {
      const { events = [] } = await logs<{ events?: { message: string }[] }>("FilterLogEvents", { logGroupName });
      return events.flatMap(({ message }) =>
        /"level":"ERROR"|Task timed out|AccessDenied/.test(message)
          ? [`${logGroupName}: ${message.slice(0, 600)}`]
          : [],
      );
    }),
  );
  return found.flat();
}

/** Every row of a table, as ops would look at it: nothing of the stage scans. */
export async function rowsOf(at: MiniStack, TableName: string | undefined): Promise<Record<string, unknown>[]> {
  const dynamo = new DynamoDBClient({ region: REGION, endpoint: at.endpoint, credentials: ROOT_USER });
  const found: Record<string, unknown>[] = [];
  let from: ScanCommandOutput["LastEvaluatedKey"];
  do {
    const { Items = [], LastEvaluatedKey } = await dynamo.send(
      new ScanCommand({ TableName, ...(from && { ExclusiveStartKey: from }) }),
    );
    found.push(...Items.map((item) => unmarshall(item)));
    from = LastEvaluatedKey;
  } while (from);
  return found;
}
