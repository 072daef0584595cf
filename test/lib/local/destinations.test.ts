import { createServer, type Server } from "node:http";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Clock } from "#lib/local/clock";
import { Destinations } from "#lib/local/engines/destinations";
import { listen } from "#lib/local/listen";
import { Store } from "#lib/local/store";

const URL = "https://press.example.org/facts";
const ARN = "arn:aws:events:eu-west-1:000000000000:api-destination/press/1";
const call = {
  destination: ARN,
  payload: '{"a":1}',
  ruleArn: "arn:rule",
  mostTries: 3,
  longestSeconds: 100,
  deadLetterArn: "arn:dead",
};

let status: number;
let asked: number;
let server: Server;
let here: string;
let store: Store;
let clock: Clock;
let buried: string[];
let work: Promise<void>[];

beforeEach(async () => {
  [status, asked, buried, work] = [200, 0, [], []];
  server = createServer((_, response) => {
    asked++;
    response.writeHead(status, { location: URL }).end();
  });
  here = `http://127.0.0.1:${await listen(server, 0, "subscriber")}/`;
  store = new Store();
  clock = new Clock(store, "2022-03-01T08:00:00Z");
});
afterEach(() => {
  server.close();
  store.close();
});

const made = (instead: Record<string, string> = { [URL]: here }) =>
  new Destinations(store, clock, {
    destinations: [{ name: "press", arn: ARN, url: URL, header: "x-api-key" }],
    instead,
    bury: (_, payload, attributes) => {
      buried.push(`${payload} ${attributes["ERROR_CODE"]?.StringValue} ${attributes["RETRY_ATTEMPTS"]?.StringValue}`);
    },
    problem: () => undefined,
    during: (one) => void work.push(one),
    say: () => undefined,
  });

/** Lets what is under way end, then moves to the next try; until nothing is left. */
async function through(destinations: Destinations): Promise<void> {
  await Promise.all(work);
  for (let next = destinations.nextDue(); next !== undefined; next = destinations.nextDue()) {
    clock.set(next);
    destinations.due(clock.now());
    await Promise.all(work);
  }
}

test("what is taken is handed over once", async () => {
  const destinations = made();
  destinations.hand(call);
  await through(destinations);
  expect([asked, buried]).toEqual([1, []]);
});

test.each([
  [503, 4, "ERROR_FROM_TARGET 3"],
  [429, 4, "ERROR_FROM_TARGET 3"],
  [401, 4, "ERROR_FROM_TARGET 3"],
  [400, 1, "ERROR_FROM_TARGET 0"],
  [404, 1, "ERROR_FROM_TARGET 0"],
  [302, 1, "ERROR_FROM_TARGET 0"],
])("an answer of %i is tried %i times", async (answer, tries, why) => {
  status = answer;
  const destinations = made();
  destinations.hand(call);
  await through(destinations);
  expect([asked, buried]).toEqual([tries, [`{"a":1} ${why}`]]);
});

test("nobody there is tried again too; what grows too old is given up before its last try", async () => {
  server.close();
  const destinations = made();
  destinations.hand({ ...call, longestSeconds: 2 });
  await through(destinations);
  expect(buried).toEqual(['{"a":1} CONNECTION_FAILURE 2']);
});

test("what was under way when the machine ended comes again", async () => {
  status = 503;
  const before = made();
  before.hand(call);
  await Promise.all(work);
  status = 200;
  await through(made());
  expect([asked, buried]).toEqual([2, []]);
});

test("an address for which nobody stands is never called", async () => {
  const destinations = made({});
  destinations.hand(call);
  destinations.hand(call);
  await through(destinations);
  expect([asked, [...destinations.notCalled]]).toEqual([0, [[URL, 2]]]);
});

test.each([
  ["https://press.example.org/", "is no address of this machine"],
  ["http://localhost:9000/", "is no address of this machine"],
  ["http://127.0.0.1.example.org:80/", "is no address of this machine"],
  ["http://127.0.0.1:80@example.org/", "is no address of this machine"],
])("%s cannot stand for one", (instead, sentence) => {
  expect(() => made({ [URL]: instead })).toThrow(sentence);
  expect(() => made({ "https://other.example.org/": here })).toThrow("No subscriber of the templates has the address");
});
