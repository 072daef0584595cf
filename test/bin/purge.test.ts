import { createServer } from "node:http";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import * as z from "zod/mini";
import { convoke } from "#test/bin/door";

interface Stack {
  readonly name: string;
  readonly status: string;
  readonly resources: readonly [type: string, id: string, status: string][];
}
const SKIPPED = "DELETE_SKIPPED";
const record: Stack = {
  name: "convoke-test-record",
  status: "DELETE_COMPLETE",
  resources: [
    ["AWS::DynamoDB::GlobalTable", "records-1", SKIPPED],
    ["AWS::DynamoDB::GlobalTable", "ledger-1", SKIPPED],
    ["AWS::S3::Bucket", "documents-1", SKIPPED],
    ["AWS::SecretsManager::Secret", "arn:aws:secretsmanager:eu-west-1:1:secret:links-1", SKIPPED],
    ["AWS::Cognito::UserPool", "eu-west-1_1", SKIPPED],
    ["AWS::Cognito::UserPoolGroup", "admin", SKIPPED],
    ["AWS::ApiGatewayV2::Api", "api-1", "DELETE_COMPLETE"],
  ],
};
const other: Stack = {
  name: "convoke-testing-record",
  status: "DELETE_COMPLETE",
  resources: [["AWS::DynamoDB::GlobalTable", "another-stages", SKIPPED]],
};

let stacks: Stack[];
/** What was asked of the other services, as `service action subject`. */
let asked: string[];
let missing: string[];
/** Versions in the bucket, two a page. */
let versions: string[];
let failing: string | undefined;

/** The five services as far as a purge goes, at one address. */
const server = createServer((request, response) => {
  let body = "";
  request.on("data", (chunk: Buffer) => (body += chunk));
  request.on("end", () => {
    const service = /Credential=\w+\/\d+\/[\w-]+\/(\w[\w-]*)\//.exec(request.headers.authorization ?? "")?.[1] ?? "";
    const [status, said] =
      service === "cloudformation"
        ? cloudFormation(new URLSearchParams(body))
        : service === "s3"
          ? bucket(
              request.method ?? "",
              new URL(request.url ?? "", "http://x"),
              body,
              request.headers["x-amz-bypass-governance-retention"] === "true",
            )
          : json(service, String(request.headers["x-amz-target"]), body);
    response.writeHead(status, { "content-type": said.startsWith("<") ? "text/xml" : "application/x-amz-json-1.1" });
    response.end(said);
  });
});
type Said = readonly [status: number, body: string];

function cloudFormation(form: URLSearchParams): Said {
  const [action, name] = [form.get("Action") ?? "", form.get("StackName") ?? ""];
  const xml = (inside: string): Said => [
    200,
    `<${action}Response><${action}Result>${inside}</${action}Result></${action}Response>`,
  ];
  const member = (inside: string) => `<member>${inside}</member>`;
  if (action === "DescribeStacks") {
    const stack = stacks.find((one) => one.name === name && one.status !== "DELETE_COMPLETE");
    return stack
      ? xml(`<Stacks>${member(`<StackName>${name}</StackName><StackStatus>${stack.status}</StackStatus>`)}</Stacks>`)
      : [
          400,
          `<ErrorResponse><Error><Code>ValidationError</Code><Message>Stack with id ${name} does not exist</Message></Error></ErrorResponse>`,
        ];
  }
  if (action === "ListStacks") {
    const gone = stacks.filter(({ status }) => status === form.get("StackStatusFilter.member.1"));
    return xml(
      `<StackSummaries>${gone.map((one) => member(`<StackName>${one.name}</StackName><StackId>arn:${one.name}</StackId><StackStatus>${one.status}</StackStatus>`)).join("")}</StackSummaries>`,
    );
  }
  const rows = stacks.find((one) => `arn:${one.name}` === name)?.resources ?? [];
  return xml(
    `<StackResourceSummaries>${rows.map(([type, id, status]) => member(`<LogicalResourceId>l</LogicalResourceId><PhysicalResourceId>${id}</PhysicalResourceId><ResourceType>${type}</ResourceType><ResourceStatus>${status}</ResourceStatus>`)).join("")}</StackResourceSummaries>`,
  );
}

function bucket(method: string, url: URL, body: string, bypass: boolean): Said {
  const name = url.pathname.split("/")[1] ?? "";
  if (url.searchParams.has("object-lock"))
    return name.startsWith("exports")
      ? [200, "<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled></ObjectLockConfiguration>"]
      : [404, "<Error><Code>ObjectLockConfigurationNotFoundError</Code><Message>none</Message></Error>"];
  if (url.searchParams.has("policy")) {
    asked.push(`s3 DeleteBucketPolicy ${name}`);
    return [204, ""];
  }
  if (method === "GET") {
    const [one = "", two = ""] = versions;
    const entry = (key: string) =>
      key === "" ? "" : `<Version><Key>${key}</Key><VersionId>v-${key}</VersionId></Version>`;
    const mark = two === "" ? "" : `<DeleteMarker><Key>${two}</Key><VersionId>d-${two}</VersionId></DeleteMarker>`;
    return [
      200,
      `<ListVersionsResult><IsTruncated>${versions.length > 2}</IsTruncated><NextKeyMarker>${two}</NextKeyMarker>${entry(one)}${mark}</ListVersionsResult>`,
    ];
  }
  if (method === "POST") {
    const keys = [...body.matchAll(/<Key>([^<]+)<\/Key>/g)].map(([, key = ""]) => key);
    const ids = [...body.matchAll(/<VersionId>([^<]+)<\/VersionId>/g)].map(([, id]) => id);
    asked.push(`s3 DeleteObjects ${ids.join(",")}${bypass ? " in spite of the lock" : ""}`);
    versions = versions.filter((key) => !keys.includes(key));
    return [200, "<DeleteResult></DeleteResult>"];
  }
  asked.push(`s3 ${method} ${name}${versions.length > 0 ? " though it is not empty" : ""}`);
  return [204, ""];
}

const subject = z.looseObject({
  TableName: z.exactOptional(z.string()),
  SecretId: z.exactOptional(z.string()),
  UserPoolId: z.exactOptional(z.string()),
  ForceDeleteWithoutRecovery: z.exactOptional(z.boolean()),
});
function json(service: string, target: string, body: string): Said {
  const { TableName, SecretId, UserPoolId, ForceDeleteWithoutRecovery: forced } = subject.parse(JSON.parse(body));
  const id = TableName ?? SecretId ?? UserPoolId ?? "";
  const action = target.split(".").at(-1) ?? "";
  if (failing === id) return [400, JSON.stringify({ __type: "ValidationException", message: "It is protected." })];
  if (missing.includes(id)) return [400, JSON.stringify({ __type: "ResourceNotFoundException", message: "none" })];
  asked.push(`${service} ${action} ${id}${forced === true ? " at once" : ""}`);
  return [200, "{}"];
}

beforeEach(async () => {
  [stacks, asked, missing, versions, failing] = [[record, other], [], [], ["a", "b", "c"], undefined];
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = z.looseObject({ port: z.number() }).parse(server.address());
  vi.stubEnv("AWS_ENDPOINT_URL", `http://127.0.0.1:${port}`);
  vi.stubEnv("AWS_ACCESS_KEY_ID", "chen");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
});
afterEach(async () => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
const purge = async (...more: string[]) => convoke("stage", "purge", ...more);
const sure = ["--stage", "test", "--yes-delete", "test"];

describe("stage purge", () => {
  it("deletes what the destroyed stacks left, the bucket emptied of every version first, and says each", async () => {
    const { code, out, err } = await purge(...sure);
    expect([code, err]).toEqual([0, ""]);
    expect(out.split("\n")).toEqual([
      "Deleted: table records-1.",
      "Deleted: table ledger-1.",
      "Deleted: bucket documents-1.",
      "Deleted: secret arn:aws:secretsmanager:eu-west-1:1:secret:links-1.",
      "Deleted: user pool eu-west-1_1.",
    ]);
    expect(asked).toEqual([
      "dynamodb DeleteTable records-1",
      "dynamodb DeleteTable ledger-1",
      "s3 DeleteObjects v-a,d-b",
      "s3 DeleteObjects v-c",
      "s3 DELETE documents-1",
      "secretsmanager DeleteSecret arn:aws:secretsmanager:eu-west-1:1:secret:links-1 at once",
      "cognito-idp DeleteUserPool eu-west-1_1",
    ]);
  });
  it("passes by the lock of the exports, whose policy lets nobody delete", async () => {
    stacks = [{ ...record, resources: [["AWS::S3::Bucket", "exports-1", SKIPPED]] }];
    expect((await purge(...sure)).out).toBe("Deleted: bucket exports-1.");
    expect(asked).toEqual([
      "s3 DeleteBucketPolicy exports-1",
      "s3 DeleteObjects v-a,d-b in spite of the lock",
      "s3 DeleteObjects v-c in spite of the lock",
      "s3 DELETE exports-1",
    ]);
  });
  it("again finds nothing", async () => {
    missing = ["records-1", "ledger-1", "eu-west-1_1", "arn:aws:secretsmanager:eu-west-1:1:secret:links-1"];
    stacks = [{ ...record, resources: record.resources.filter(([type]) => type !== "AWS::S3::Bucket") }];
    expect(await purge(...sure)).toEqual({ code: 0, out: "Nothing of test is left in eu-west-1.", err: "" });
  });
  it("names what it does not know how to delete", async () => {
    stacks = [{ ...record, resources: [["AWS::Logs::LogGroup", "log-1", SKIPPED]] }];
    expect((await purge(...sure)).out).toBe("Left, to be deleted by hand: AWS::Logs::LogGroup log-1.");
    expect(JSON.parse((await purge(...sure, "--json")).out)).toEqual({
      accepted: true,
      deleted: [],
      left: ["AWS::Logs::LogGroup log-1"],
    });
  });
  it("does nothing while a stack of the stage stands", async () => {
    stacks = [record, { name: "convoke-test-workflow", status: "DELETE_FAILED", resources: [] }];
    const { code, err } = await purge(...sure);
    expect([code, asked, err]).toEqual([
      1,
      [],
      "The stage test is still deployed (convoke-test-workflow). Destroy it first: npx cdk destroy --context stage=test",
    ]);
  });
  it("that fails half-way says why, and that it may be given again", async () => {
    failing = "ledger-1";
    const { code, err } = await purge(...sure);
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(/did not do it \(ValidationException: It is protected\.\)\. What was deleted stays so/),
    ]);
  });
  it("refuses prod, whatever is typed", async () => {
    const { code, err } = await purge("--stage", "prod", "--yes-delete", "prod");
    expect([code, asked, err]).toEqual([
      1,
      [],
      "Refused (protected): The stage prod is protected: no command deletes its data.",
    ]);
  });
  it.each<[string, string[], RegExp]>([
    ["without a stage", [], /^Name the stage with --stage\./],
    ["without the name once more", ["--stage", "test"], /nothing brings them back\. Say so with --yes-delete test\./],
    ["with another name", ["--stage", "test", "--yes-delete", "dev"], /Say so with --yes-delete test\./],
    ["of a stage that there is not", ["--stage", "tset", "--yes-delete", "tset"], /Did you mean test\?/],
  ])("%s is wrong usage, and nothing is asked", async (_, args, sentence) => {
    const { code, out, err } = await purge(...args);
    expect([code, out, err, asked]).toEqual([2, "", expect.stringMatching(sentence), []]);
  });
});
