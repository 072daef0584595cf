import { request } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Stack } from "#lib/local/stack";
import { order, start } from "./shop.ts";

let stack: Stack;
beforeAll(async () => {
  stack = await start({ tolerate: true });
  await order(
    stack,
    { thing: "lamp", to: "ada@example.org", remindAt: "2022-03-08T09:00:00" },
    { thing: "<b>", to: "bo@example.org" },
  );
  await stack.settle();
});
afterAll(() => stack.stop());

const get = async (path: string) => {
  const response = await fetch(`${stack.deskUrl}${path}`);
  return { status: response.status, headers: response.headers, text: await response.text() };
};
const post = (fields: Record<string, string>, headers: Record<string, string> = {}, path = "/clock") =>
  fetch(`${stack.deskUrl}${path}`, { method: "POST", body: new URLSearchParams(fields), headers, redirect: "manual" });

test("the mailbox lists, searches and shows a mail in its parts", async () => {
  const list = await get("/");
  expect(list.text).toContain("Your lamp");
  expect(list.text).not.toContain("Your <b>");
  expect((await get("/?q=nobody")).text).toContain("0 of ");
  const id = stack.mailbox.find(({ tags }) => tags["thing"] === "lamp")?.id ?? "";
  const mail = await get(`/mails/${id}`);
  expect(mail.text).toContain(
    '<iframe title="The mail as shown" sandbox="allow-popups allow-popups-to-escape-sandbox"',
  );
  expect(mail.text).toContain("ada@example.org");
  expect((await get(`/mails/${id}?part=text`)).text).toContain(`${stack.siteUrl}/things/lamp`);
  expect((await get(`/mails/${id}?part=raw`)).text).toContain("multipart/alternative");
  const shown = await get(`/mails/${id}/html`);
  expect(shown.headers.get("content-security-policy")).toMatch(/^sandbox [a-z -]+; default-src 'none'/);
  expect(shown.text).toContain('<base target="_blank"><p>See');
  expect((await get(`/mails/${id}/eml`)).headers.get("content-type")).toBe("message/rfc822");
  expect((await get("/mails/none")).status).toBe(404);
});

test("the clock shows what is booked and is moved by hand, forwards only", async () => {
  expect((await get("/clock")).text).toContain("remind-lamp");
  expect((await post({ to: "2022-03-09T00:00" })).status).toBe(303);
  expect(stack.clock.now()).toBeGreaterThanOrEqual(Date.parse("2022-03-09T00:00:00Z"));
  expect((await get("/clock")).text).not.toContain("remind-lamp");
  expect((await post({ days: "1" })).status).toBe(303);
  expect(stack.clock.now()).toBeGreaterThanOrEqual(Date.parse("2022-03-10T00:00:00Z"));
  expect(await (await post({ to: "2022-03-01T00:00" })).text()).toContain("the clock does not go back");
  expect((await post({ to: "never" })).status).toBe(400);
  expect((await post({})).status).toBe(400);
});

test("neither another site nor another name reaches the desk", async () => {
  expect((await post({ days: "1" }, { origin: "https://evil.example" })).status).toBe(403);
  const status = await new Promise((resolve) => {
    request(`${stack.deskUrl}/`, { headers: { host: "evil.example" } }, (response) =>
      resolve(response.statusCode),
    ).end();
  });
  expect(status).toBe(403);
});

test("problems are told on a page of their own", async () => {
  expect((await get("/problems")).text).toContain("Problems");
  await order(stack, { thing: "vase", broken: true });
  await stack.settle();
  expect((await get("/problems")).text).toContain("vase cannot be ordered");
});

test("what a function gave up on is told there, and moved back by a button", async () => {
  await stack.advance({ days: 1 });
  const { text } = await get("/problems");
  expect(text).toMatch(/<strong>[\w-]*Order<\/strong> gave up on one message, the oldest of 2022-03-/);
  expect(text).toMatch(/<li>order-thing\.v1</);
  const queue = /name="redrive" value="([^"]*Orders[^"]*)"/.exec(text)?.[1] ?? "";
  expect((await post({ redrive: "nowhere" }, {}, "/problems")).status).toBe(404);
  expect((await post({ redrive: queue }, { origin: "https://evil.example" }, "/problems")).status).toBe(403);
  const back = await post({ redrive: queue }, {}, "/problems");
  expect([back.status, back.headers.get("location")]).toEqual([303, "/problems"]);
  expect((await get("/problems")).text).not.toContain(`value="${queue}"`);
  await stack.settle();
  await stack.advance({ days: 1 });
  expect((await get("/problems")).text).toContain(`value="${queue}"`);
});
