import { rmSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { factsByType } from "#events/catalogue";
import { listen } from "#lib/local/listen";
import { type Stack, startStack } from "#lib/local/stack";
import { desksOf, dialogue, prepare, release, START } from "./play.ts";
import { subscribed } from "./subscribed.ts";

const PRESS = "https://press.example.org/facts";
const BROKEN = "https://broken.example.org/facts";
const UNCALLED = "https://uncalled.example.org/facts";
const ELSEWHERE = "arn:aws:events:eu-west-1:123456789012:event-bus/registry";
const secret = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:key-4f0cAb";
const facts = ["meeting.convened.v1", "invitation.round-released.v1"];

interface Told {
  readonly headers: IncomingMessage["headers"];
  readonly body: { readonly [name: string]: unknown };
}

const told: Told[] = [];
let refused = 0;
let assembly: string;
let server: Server;
let stack: Stack;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const body = JSON.parse(await text(request));
    if (request.url === "/press") told.push({ headers: request.headers, body });
    else refused++;
    response.writeHead(request.url === "/press" ? 202 : 503).end();
  });
  const here = `http://127.0.0.1:${await listen(server, 0, "subscriber")}`;
  assembly = subscribed({
    press: { url: PRESS, secret, header: "x-press-key", facts },
    broken: { url: BROKEN, secret, facts: ["meeting.convened.v1"] },
    uncalled: { url: UNCALLED, secret, facts },
    registry: { bus: ELSEWHERE, facts: ["meeting.convened.v1"] },
  });
  const subscribers = { [PRESS]: `${here}/press`, [BROKEN]: `${here}/broken` };
  stack = await startStack({ assembly, now: START, quiet: true, tolerate: true, subscribers });
  const desks = desksOf(stack);
  await prepare(desks, dialogue(["NL"]));
  await release(desks);
  await stack.advance({ minutes: 5 });
});
afterAll(async () => {
  await stack?.stop();
  server?.close();
  rmSync(assembly, { recursive: true, force: true });
});

const waiting = (name: string) => {
  const queue = stack.sqs.all().find((one) => one.name.startsWith(`subscriber-${name}-DeadLetters`));
  return queue === undefined ? [] : stack.sqs.peek(queue.arn);
};

describe("other systems are told", () => {
  test("exactly the facts that they asked for, in the shape in which EventBridge calls them", () => {
    expect(told.map(({ body }) => body["detail-type"]).sort()).toEqual([...facts].sort());
    for (const { headers, body } of told) {
      expect(headers).toMatchObject({
        "content-type": "application/json; charset=utf-8",
        "user-agent": "Amazon/EventBridge/ApiDestinations",
        "x-press-key": expect.any(String),
      });
      expect(Object.keys(body).sort()).toEqual(
        ["account", "detail", "detail-type", "id", "region", "resources", "source", "time", "version"].sort(),
      );
      expect(body).toMatchObject({ version: "0", source: "convoke", region: "eu-west-1", resources: [] });
      const contract = factsByType.get(String(body["detail-type"]));
      expect(contract?.schema.safeParse(body["detail"]).success).toBe(true);
    }
  });

  test("but nobody outside this machine: what others would hear is counted", () => {
    expect([...stack.notCalled].sort()).toEqual(
      [
        [UNCALLED, 2],
        [ELSEWHERE, 1],
      ].sort(),
    );
  });

  test("again and again where they fail, for a day, and then it waits as a dead letter", async () => {
    expect(waiting("broken")).toEqual([]);
    expect(refused).toBeGreaterThan(5);
    await stack.advance({ days: 1 });
    expect(refused).toBe(186);
    expect(waiting("press")).toEqual([]);
    const [letter, ...others] = waiting("broken");
    expect(others).toEqual([]);
    expect(JSON.parse(letter?.body ?? "")).toMatchObject({ source: "convoke", "detail-type": "meeting.convened.v1" });
    const said = Object.entries(letter?.messageAttributes ?? {}).map(([name, { StringValue }]) => [name, StringValue]);
    expect(Object.fromEntries(said)).toMatchObject({
      ERROR_CODE: "ERROR_FROM_TARGET",
      ERROR_MESSAGE: "it answered 503",
      EXHAUSTED_RETRY_CONDITION: "MaximumRetryAttempts",
      RETRY_ATTEMPTS: "185",
      RULE_ARN: expect.stringContaining(":rule/"),
      TARGET_ARN: expect.stringContaining(":api-destination/"),
    });
    expect(stack.problems).toEqual([expect.stringMatching(/did not take what .* matched: it answered 503$/)]);
  });
});
