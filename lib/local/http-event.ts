import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Matched } from "./http-route.ts";

export interface Origin {
  apiId: string;
  account: string;
  /** Moved, ms. */
  now: number;
  /** Who signed, where the route asks for it. */
  person?: { accessKeyId: string; userArn: string; accountId: string };
}

/** Content types that API Gateway hands on as text; a form is not among them. */
const TEXTUAL = /^(text\/|application\/(json|javascript|xml)\b|application\/[\w.+-]*\+(json|xml)\b)/i;

/** A request in payload format 2.0. */
export function toEvent(
  request: IncomingMessage,
  path: string,
  query: string,
  body: Buffer,
  { route, parameters }: Matched,
  origin: Origin,
) {
  const { headers, cookies } = headersOf(request);
  const parameterList = queryOf(query);
  const textual = TEXTUAL.test(headers["content-type"] ?? "") || headers["content-type"] === undefined;
  const requestId = randomUUID();
  const { host = "" } = headers;
  return {
    version: "2.0",
    routeKey: route.key,
    rawPath: decodePath(path),
    rawQueryString: query,
    ...(cookies.length > 0 && { cookies }),
    headers,
    ...(Object.keys(parameterList).length > 0 && { queryStringParameters: parameterList }),
    requestContext: {
      accountId: origin.account,
      apiId: origin.apiId,
      ...(origin.person && {
        authorizer: {
          iam: {
            accessKey: origin.person.accessKeyId,
            accountId: origin.person.accountId,
            callerId: origin.person.accessKeyId,
            cognitoIdentity: null,
            principalOrgId: null,
            userArn: origin.person.userArn,
            userId: origin.person.accessKeyId,
          },
        },
      }),
      domainName: host,
      domainPrefix: host.split(".")[0] ?? "",
      http: {
        method: request.method ?? "GET",
        path: decodePath(path),
        protocol: "HTTP/1.1",
        sourceIp: request.socket.remoteAddress ?? "127.0.0.1",
        userAgent: headers["user-agent"] ?? "",
      },
      requestId,
      routeKey: route.key,
      stage: "$default",
      time: clfTime(origin.now),
      timeEpoch: origin.now,
    },
    ...(Object.keys(parameters).length > 0 && { pathParameters: parameters }),
    ...(body.length > 0 && { body: textual ? body.toString() : body.toString("base64") }),
    isBase64Encoded: body.length > 0 && !textual,
  };
}

export type HttpEvent = ReturnType<typeof toEvent>;

/** Names in lower case, several values of one name joined by commas, cookies apart. */
function headersOf(request: IncomingMessage) {
  const headers: Record<string, string> = {};
  const cookies: string[] = [];
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    const name = (request.rawHeaders[index] ?? "").toLowerCase();
    const value = request.rawHeaders[index + 1] ?? "";
    if (name === "cookie") cookies.push(...value.split(/; ?/).filter((cookie) => cookie !== ""));
    else if (name !== "connection" && name !== "transfer-encoding")
      headers[name] = headers[name] === undefined ? value : `${headers[name]},${value}`;
  }
  headers["x-forwarded-for"] ??= request.socket.remoteAddress ?? "127.0.0.1";
  headers["x-forwarded-proto"] ??= "http";
  headers["x-forwarded-port"] ??= String(request.socket.localPort ?? "");
  return { headers, cookies };
}

/** Several values of one name are joined by commas. */
function queryOf(query: string): Record<string, string> {
  const joined = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(query)) {
    const before = joined.get(name);
    joined.set(name, before === undefined ? value : `${before},${value}`);
  }
  return Object.fromEntries(joined);
}

/** HTTP APIs hand on the path decoded. */
function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** 12/Mar/2022:19:03:58 +0000 */
function clfTime(instant: number): string {
  const at = new Date(instant);
  const two = (value: number) => String(value).padStart(2, "0");
  const day = `${two(at.getUTCDate())}/${MONTHS[at.getUTCMonth()]}/${at.getUTCFullYear()}`;
  return `${day}:${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())} +0000`;
}
