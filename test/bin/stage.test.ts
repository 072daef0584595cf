import { createServer } from "node:http";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import * as z from "zod/mini";
import { stageAddress } from "#bin/convoke/stage";
import { convoke } from "#test/bin/door";

const outputs: Record<string, Record<string, string>> = {
  "convoke-prod-record": { SiteUrl: "https://meet.example.org", RecordsTable: "t" },
  "convoke-prod-workflow": { BusName: "bus-1" },
};
const asked: string[] = [];
let failing: [status: number, code: string, message: string] | undefined;

/** CloudFormation as far as DescribeStacks goes. */
const server = createServer((request, response) => {
  let body = "";
  request.on("data", (chunk: Buffer) => (body += chunk));
  request.on("end", () => {
    const name = new URLSearchParams(body).get("StackName") ?? "";
    asked.push(`${name} ${/Credential=\w+\/\d+\/([\w-]+)\//.exec(request.headers.authorization ?? "")?.[1]}`);
    const stack = outputs[name];
    const [status, code, message] = failing ?? [400, "ValidationError", `Stack with id ${name} does not exist`];
    response.writeHead(stack && !failing ? 200 : status, { "content-type": "text/xml" });
    response.end(
      stack && !failing
        ? `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks><member><StackName>${name}</StackName><CreationTime>2022-01-01T00:00:00Z</CreationTime><StackStatus>CREATE_COMPLETE</StackStatus><Outputs>${Object.entries(
            stack,
          )
            .map(([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`)
            .join("")}</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`
        : `<ErrorResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r</RequestId></ErrorResponse>`,
    );
  });
});
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = z.looseObject({ port: z.number() }).parse(server.address());
  vi.stubEnv("AWS_ENDPOINT_URL_CLOUDFORMATION", `http://127.0.0.1:${port}`);
  vi.stubEnv("AWS_ACCESS_KEY_ID", "chen");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
});
afterEach(() => {
  failing = undefined;
  asked.length = 0;
});
afterAll(() => {
  vi.unstubAllEnvs();
  server.close();
});

describe("a deployed stage", () => {
  it("is found by the outputs of its stacks, in the region of cdk.json, as whoever has the credentials", async () => {
    expect(await stageAddress("prod")).toEqual({ url: "https://meet.example.org", bus: "bus-1", region: "eu-west-1" });
    expect(asked).toEqual(["convoke-prod-record eu-west-1", "convoke-prod-workflow eu-west-1"]);
  });
  it("is looked for in another region where one is named", async () => {
    await stageAddress("prod", "eu-central-1");
    expect(asked[0]).toBe("convoke-prod-record eu-central-1");
  });
  it("that is not there is said so, with what to do, exit 1", async () => {
    const { code, out, err } = await convoke("board", "som-8", "--stage", "test");
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(/^The stage test is not deployed in eu-west-1 .*npx cdk deploy --context stage=test/);
  });
  it.each<[NonNullable<typeof failing>, RegExp]>([
    [[403, "ExpiredToken", "expired"], /^Your AWS credentials are not valid, or no longer/],
    [[403, "InvalidClientTokenId", "no such key"], /^Your AWS credentials are not valid/],
    [[403, "AccessDenied", "not authorized"], /may not read the stacks of prod/],
    [[400, "SomethingElse", "odd"], /could not be asked for the stage prod/],
  ])("that cannot be read (%j) is said so", async (failure, sentence) => {
    failing = failure;
    const { code, err } = await convoke("board", "som-8", "--stage", "prod");
    expect([code, err]).toEqual([1, expect.stringMatching(sentence)]);
    expect(JSON.parse((await convoke("board", "som-8", "--stage", "prod", "--json")).out)).toMatchObject({
      accepted: false,
      code: "failed",
    });
  });
  it("without credentials is not asked for at all", async () => {
    vi.stubEnv("AWS_ACCESS_KEY_ID", undefined);
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", undefined);
    vi.stubEnv("AWS_EC2_METADATA_DISABLED", "true");
    vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", "/nowhere");
    vi.stubEnv("AWS_CONFIG_FILE", "/nowhere");
    const { code, err } = await convoke("board", "som-8", "--stage", "prod");
    expect([code, err]).toEqual([1, expect.stringMatching(/^There are no AWS credentials in this shell\./)]);
    expect(asked).toEqual([]);
  });
});
