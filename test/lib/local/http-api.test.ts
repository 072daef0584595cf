import { request } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Stack } from "#lib/local/stack";
import { order, page, start } from "./shop.ts";

let stack: Stack;
beforeAll(async () => {
  stack = await start({ tolerate: true });
});
afterAll(() => stack.stop());

/** A request with a path that fetch would tidy up. */
function raw(
  path: string,
  headers: Record<string, string | string[]> = {},
  body?: string,
): Promise<{ status: number; json: Record<string, unknown> }> {
  return new Promise((resolve, reject) => {
    const options = { method: body === undefined ? "GET" : "POST", path, headers };
    const sent = request(stack.siteUrl, options, (response) => {
      let text = "";
      response.on("data", (chunk) => {
        text += chunk;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, json: JSON.parse(text) }));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

const signed = (who: string, service = "execute-api") =>
  `AWS4-HMAC-SHA256 Credential=${who}/20220301/eu-west-1/${service}/aws4_request, SignedHeaders=host, Signature=x`;

test("the event is payload format 2.0", async () => {
  const { json } = await raw("/things/a%20b?x=1&x=2&y=%C3%A9", {
    "X-Mixed": "A",
    cookie: "s=1; t=2",
    "user-agent": "vitest",
  });
  expect(json).toMatchObject({
    version: "2.0",
    routeKey: "GET /things/{thing}",
    rawPath: "/things/a b",
    rawQueryString: "x=1&x=2&y=%C3%A9",
    queryStringParameters: { x: "1,2", y: "é" },
    pathParameters: { thing: "a b" },
    cookies: ["s=1", "t=2"],
    headers: { "x-mixed": "A", "x-forwarded-proto": "http" },
    requestContext: {
      accountId: "000000000000",
      routeKey: "GET /things/{thing}",
      stage: "$default",
      http: { method: "GET", path: "/things/a b", protocol: "HTTP/1.1", sourceIp: "127.0.0.1", userAgent: "vitest" },
      time: expect.stringMatching(/^01\/Mar\/2022:08:0\d:\d\d \+0000$/),
    },
    isBase64Encoded: false,
  });
  expect(json).not.toHaveProperty("body");
  expect(json["headers"]).not.toHaveProperty("cookie");
});

test("a form comes in base64, JSON as text", async () => {
  const form = await raw("/things/lamp", { "content-type": "application/x-www-form-urlencoded" }, "a=1&b=2");
  expect(form.json).toMatchObject({ body: Buffer.from("a=1&b=2").toString("base64"), isBase64Encoded: true });
  const json = await raw("/things/lamp", { "content-type": "application/json" }, "{}");
  expect(json.json).toMatchObject({ body: "{}", isBase64Encoded: false });
});

test("routes: the literal one first, HEAD by its own route, no route is 404", async () => {
  expect((await raw("/things/special")).json["routeKey"]).toBe("GET /things/special");
  const head = await fetch(`${stack.siteUrl}/things/lamp`, { method: "HEAD" });
  expect([head.status, await head.text()]).toEqual([200, ""]);
  for (const path of ["/", "/things", "/things/", "/things/a/b", "/nothing"]) {
    expect((await raw(path)).status, path).toBe(404);
  }
  expect((await fetch(`${stack.siteUrl}/things/special`, { method: "DELETE" })).status).toBe(404);
});

test("answers: text, cookies, base64, errors", async () => {
  const text = await page(stack, "raw");
  expect([text.status, await text.text(), text.headers.get("content-type")]).toEqual([
    200,
    "plain text",
    "application/json",
  ]);
  const cookies = await page(stack, "cookies");
  expect(cookies.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
  expect([...new Uint8Array(await cookies.arrayBuffer())]).toEqual([0, 1, 2]);
  for (const [act, status] of [
    ["bad", 500],
    ["fail", 500],
    ["exit", 500],
    ["huge", 500],
    ["ill", 502],
    ["slow", 503],
  ] as const) {
    expect((await page(stack, act)).status, act).toBe(status);
  }
  expect((await page(stack, "echo")).status).toBe(200);
  const said = stack.problems.join("\n");
  expect(said).toContain("Page failed: the page broke");
  expect(said).toContain("Page failed: Runtime exited with error: exit status 3");
  expect(said).toContain("Response payload size exceeded");
  expect(said).toContain("something that is no HTTP response");
  expect(said).toContain("Page answered GET /things/{thing} with 502");
  expect(said).toContain("Page took longer than the 1 s that the HTTP API waits");
});

test("more than 10 MB is too long", async () => {
  const response = await fetch(`${stack.siteUrl}/things/lamp`, {
    method: "POST",
    body: "x".repeat(10 * 1024 * 1024 + 1),
  });
  expect(response.status).toBe(413);
});

test("a signed route knows the person by the access key and lets nobody else in", async () => {
  expect((await raw("/commands", {}, "{}")).status).toBe(403);
  expect((await raw("/commands", { authorization: signed("amina", "sqs") }, "{}")).status).toBe(403);
  const { status, json } = await raw("/commands", { authorization: signed("amina") }, "{}");
  expect(status).toBe(200);
  expect(json["requestContext"]).toMatchObject({
    authorizer: { iam: { userArn: "arn:aws:iam::000000000000:user/amina", accountId: "000000000000" } },
  });
  expect((await raw("/commands", { authorization: signed("Mail") }, "{}")).status).toBe(403);
  expect(stack.problems.join("\n")).toMatch(/Mail was denied: .*execute-api:Invoke/);
});

test("the access log holds the route and no path", async () => {
  await page(stack, "echo", "secret-token");
  await stack.settle();
  const lines = stack.logs("access");
  expect(lines).toContain('{"routeKey":"GET /things/{thing}","status":"200"}');
  expect(lines.join("\n")).not.toContain("secret-token");
});

test("a page reads rows, an index, the secret, a file, and asks another function", async () => {
  await order(stack, { thing: "lamp" });
  await stack.settle();
  expect(await (await page(stack, "item")).json()).toMatchObject({ pk: { S: "lamp" } });
  expect(await (await page(stack, "list")).json()).toBe(1);
  expect(await (await page(stack, "secret")).json()).toBe(20);
  expect(await (await page(stack, "put")).json()).toBe(200);
  expect(await (await page(stack, "file")).json()).toBe("hello");
  expect(await (await page(stack, "order", "chair")).json()).toEqual({ ordered: "chair" });
  await stack.settle();
  expect(stack.mailbox.map(({ subject }) => subject)).toContain("Your chair");
});

test("an environment serves one invocation at a time", async () => {
  const answers = await Promise.all(Array.from({ length: 8 }, () => page(stack, "parallel").then((one) => one.json())));
  expect(answers).toEqual(Array.from({ length: 8 }, () => true));
});

test("a function's Date is the moved clock in every form", async () => {
  const now: unknown = await (await page(stack, "now")).json();
  expect(now).toMatchObject({
    date: expect.stringMatching(/^2022-03-01T08:/),
    text: "Tue Mar 01 2022",
    own: 0,
    same: true,
  });
});
