import { createServer } from "node:http";
import * as z from "zod/mini";

/** CloudFormation as far as the outputs of a stage's stacks go: every stack has all of them. */
export async function stackOutputs(outputs: () => { readonly [key: string]: string }) {
  const server = createServer((_, response) => {
    const members = Object.entries(outputs())
      .map(([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`)
      .join("");
    response.writeHead(200, { "content-type": "text/xml" });
    response.end(
      `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks><member><StackName>s</StackName><CreationTime>2022-01-01T00:00:00Z</CreationTime><StackStatus>CREATE_COMPLETE</StackStatus><Outputs>${members}</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = z.looseObject({ port: z.number() }).parse(server.address());
  return { endpoint: `http://127.0.0.1:${port}`, close: () => void server.close() };
}
