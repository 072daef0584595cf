import { marshall } from "@aws-sdk/util-dynamodb";
import type { Context, DynamoDBRecord, SQSEvent } from "aws-lambda";
import type { PageEvent } from "#platform/http";

export const context = { awsRequestId: "test", functionName: "test" } as Context;

/** What a function receives from its queue: message m0, m1, … with these bodies; a text stands as it is. */
export function received(...bodies: readonly unknown[]): SQSEvent {
  return {
    Records: bodies.map((body, index) => ({
      messageId: `m${index}`,
      receiptHandle: `r${index}`,
      body: typeof body === "string" ? body : JSON.stringify(body),
      attributes: {
        ApproximateReceiveCount: "1",
        SentTimestamp: "0",
        SenderId: "test",
        ApproximateFirstReceiveTimestamp: "0",
      },
      messageAttributes: {},
      md5OfBody: "",
      eventSource: "aws:sqs",
      eventSourceARN: "arn:aws:sqs:eu-central-1:000000000000:test",
      awsRegion: "eu-central-1",
    })),
  };
}

/** An event as a rule puts it into a queue. */
export const onBus = (source: string, type: string, detail: unknown) => ({
  version: "0",
  id: "e1",
  source,
  "detail-type": type,
  detail,
});

/** A row as the ledger's stream carries it. */
export const streamed = (row: object, sequence: string): DynamoDBRecord => ({
  dynamodb: { SequenceNumber: sequence, NewImage: marshall(row) as Record<string, never> },
});

export interface Posting {
  /** Who signed the request; null for nobody. */
  readonly arn?: string | null;
  readonly base64?: boolean;
  readonly path?: string;
  readonly headers?: Record<string, string>;
}
/** A POST as the HTTP API hands it on. */
export function posted(
  body: unknown,
  { arn = null, base64 = false, path = "/", headers = {} }: Posting = {},
): PageEvent {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return {
    version: "2.0",
    routeKey: `POST ${path}`,
    rawPath: path,
    rawQueryString: "",
    headers: { "content-type": "application/json", ...headers },
    isBase64Encoded: base64,
    body: base64 ? Buffer.from(text).toString("base64") : text,
    requestContext: { http: { method: "POST", path }, ...(arn !== null && { authorizer: { iam: { userArn: arn } } }) },
  } as unknown as PageEvent;
}
/** A GET (or HEAD) as the HTTP API hands it on, with the query's parameters. */
export function got(
  path: string,
  {
    arn = null,
    method = "GET",
    query = {},
  }: { arn?: string | null; method?: string; query?: Record<string, string> } = {},
): PageEvent {
  return {
    version: "2.0",
    routeKey: `${method} ${path}`,
    rawPath: path,
    rawQueryString: new URLSearchParams(query).toString(),
    queryStringParameters: query,
    headers: {},
    isBase64Encoded: false,
    requestContext: { http: { method, path }, ...(arn !== null && { authorizer: { iam: { userArn: arn } } }) },
  } as unknown as PageEvent;
}
/** An event that lacks nearly everything. */
export const bare = (body: unknown) =>
  ({ headers: {}, body: JSON.stringify(body), isBase64Encoded: false }) as unknown as PageEvent;
