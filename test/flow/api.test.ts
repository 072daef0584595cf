import { afterAll, beforeAll, expect, inject, test } from "vitest";
import * as z from "zod/mini";
import { answer } from "#bin/demo/delegate";
import { linkIn } from "#bin/demo/mailbox";
import { Stage } from "#bin/demo/stage";
import { Timeline } from "#bin/demo/timeline";
import { MEETING, MEMBERS_ROUND, world } from "#bin/demo/world";
import { apiAddresses, problem } from "#events/api/v1";
import { startStack } from "#lib/local/stack";
import { dialogue, done, prepare, release, START } from "./play.ts";

const items = z.looseObject({ items: z.array(z.looseObject({ id: z.string() })) });
let stage: Stage;

beforeAll(async () => {
  stage = new Stage(await startStack({ assembly: inject("assembly"), now: START, quiet: true }), new Timeline(true));
  await prepare(stage, dialogue(["NL", "EG"]));
  await release(stage);
  await stage.stack.advance({ minutes: 2 });
  const [letter] = (await stage.letters("invitation")).filter(({ to }) => to === "focal.point.nl@example.org");
  if (!letter) throw new Error("Nobody was invited");
  await answer(linkIn(letter, stage.stack.siteUrl), { answer: "come" });
  await stage.stack.advance({ minutes: 2 });
  await done(stage, stage.amina, "draft-document.v1", {
    documentId: "readout",
    convocationId: MEETING,
    part: "som-8",
    kind: "readout",
    audience: "public",
    title: { en: "Readout" },
  });
});
afterAll(() => stage?.stack.stop());

function get(path: string, method = "GET", signed = true): Promise<Response> {
  const scope = `registry/20220131/${stage.stack.region}/execute-api/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=x`;
  return fetch(`${stage.stack.siteUrl}${path}`, { method, headers: signed ? { authorization } : {} });
}
const idsIn = async (path: string) => items.parse(await (await get(path)).json()).items.map(({ id }) => id);

test("every address answers over HTTP what the interface's description promises, and without a name or an address", async () => {
  const of = `/api/v1/meetings/${MEETING}`;
  const [delegation = ""] = await idsIn(`${of}/delegations`);
  const [registration = ""] = await idsIn(`${of}/registrations`);
  const values: Readonly<Record<string, string>> = {
    meeting: MEETING,
    round: MEMBERS_ROUND,
    delegation,
    registration,
    document: "readout",
  };
  for (const [address, { answer: promised }] of apiAddresses) {
    const path = address.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
    const answered = await get(path);
    expect([path, answered.status, answered.headers.get("cache-control")]).toEqual([path, 200, "no-store"]);
    const text = await answered.text();
    expect(promised.safeParse(JSON.parse(text)).error, path).toBeUndefined();
    const names = world.contacts.filter(({ name, email }) => text.includes(name) || text.includes(email));
    expect(names.length, path).toBe(path.endsWith("/person") ? 1 : 0);
    const head = await get(path, "HEAD");
    expect([head.status, await head.text()]).toEqual([200, ""]);
  }
  expect(await idsIn(`${of}/rounds`)).toEqual([MEMBERS_ROUND]);
  expect(await idsIn(`${of}/documents`)).toEqual(["readout"]);
  expect(await idsIn("/api/v1/meetings")).toEqual([MEETING]);
});

test("what is not there, not well asked or not signed is told with a code", async () => {
  const missing = await get("/api/v1/rounds/none");
  expect([missing.status, missing.headers.get("content-type")]).toEqual([
    404,
    "application/problem+json; charset=utf-8",
  ]);
  expect(problem.parse(await missing.json())).toMatchObject({ code: "not-found" });
  const wrong = await get(`/api/v1/meetings/${MEETING}/rounds?limit=1&limit=2`);
  expect(problem.parse(await wrong.json())).toMatchObject({ status: 400, code: "bad-limit" });
  expect((await get("/api/v1/meetings", "GET", false)).status).toBe(403);
});

test("its function reads, and that alone; every grant of it is used", () => {
  const own = ({ holder }: { holder: string }) => holder === "console-api";
  const { used, unused } = stage.stack.used;
  const actions = new Set(used.filter(own).map(({ action }) => action));
  expect([...actions].filter((action) => !action.startsWith("logs:")).sort()).toEqual([
    "dynamodb:BatchGetItem",
    "dynamodb:GetItem",
    "dynamodb:Query",
  ]);
  expect(unused.filter(own).filter(({ action }) => !action.startsWith("logs:"))).toEqual([]);
  expect(stage.stack.problems).toEqual([]);
});
