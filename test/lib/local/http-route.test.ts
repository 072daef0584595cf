import { expect, test } from "vitest";
import { accessLine } from "#lib/local/http-access-log";
import { scopeOf } from "#lib/local/http-request";
import { matchRoute } from "#lib/local/http-route";

const route = (key: string) => {
  const [method = "", path = ""] = key.split(" ");
  return { key, method, segments: path.split("/").slice(1), functionArn: "f", signed: false, timeoutMs: 1 };
};
const routes = ["$default", "ANY /a/{x}", "GET /a/{x}", "GET /a/b", "GET /{all+}", "GET /f/{a}/{rest+}", "GET /"].map(
  route,
);

test.each([
  ["GET", "/a/b", "GET /a/b", {}],
  ["GET", "/a/c", "GET /a/{x}", { x: "c" }],
  ["POST", "/a/c", "ANY /a/{x}", { x: "c" }],
  ["GET", "/", "GET /", {}],
  ["GET", "/f/1/2/3", "GET /f/{a}/{rest+}", { a: "1", rest: "2/3" }],
  ["GET", "/q/r", "GET /{all+}", { all: "q/r" }],
  ["GET", "/a/%C3%A9%2Ff", "GET /a/{x}", { x: "é/f" }],
  ["GET", "/a/%zz", "GET /a/{x}", { x: "%zz" }],
  ["PUT", "/q", "$default", {}],
])("%s %s", (method, path, key, parameters) => {
  const matched = matchRoute(routes, method, path);
  expect([matched?.route.key, matched?.parameters]).toEqual([key, parameters]);
});

test("an empty segment is no value", () => {
  expect(matchRoute([route("GET /r/{token}")], "GET", "/r/")).toBeUndefined();
});

test("an access log that names what nobody here can fill is refused", () => {
  const line = accessLine("$context.routeKey $context.status");
  expect(line({ requestId: "1", routeKey: "GET /r/{token}", status: "200", responseLatency: "3" })).toBe(
    "GET /r/{token} 200",
  );
  expect(() => accessLine("$context.path")).toThrow("does not know $context.path of the access log");
});

test.each([
  [
    "AWS4-HMAC-SHA256 Credential=me/20220101/eu-west-1/sqs/aws4_request, SignedHeaders=h, Signature=s",
    "",
    { accessKeyId: "me", service: "sqs" },
  ],
  ["AWS4-HMAC-SHA256 Credential=a/b/20220101/eu-west-1/ses/aws4_request", "", { accessKeyId: "a/b", service: "ses" }],
  [undefined, "X-Amz-Credential=me%2F20220101%2Feu-west-1%2Fs3%2Faws4_request", { accessKeyId: "me", service: "s3" }],
  ["Bearer x", "", undefined],
  ["AWS4-HMAC-SHA256 Credential=me/sqs", "", undefined],
])("who signed: %s %s", (authorization, query, expected) => {
  expect(scopeOf(authorization, new URLSearchParams(query))).toEqual(expected);
});
