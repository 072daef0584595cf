import { createServer } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import * as z from "zod/mini";
import { Clock } from "#lib/local/clock";
import { Sqs } from "#lib/local/engines/sqs";
import { Store } from "#lib/local/store";
import { convoke } from "#test/bin/door";
import { serve } from "#test/lib/local/wire";

const arn = (name: string) => `arn:aws:sqs:eu-west-1:000000000000:${name}`;
const queue = (name: string, deadLetterArn?: string) => ({
  name,
  arn: arn(name),
  url: `http://127.0.0.1:1/000000000000/${name}`,
  visibilitySeconds: 30,
  delaySeconds: 0,
  retentionSeconds: 1_209_600,
  ...(deadLetterArn !== undefined && { redrive: { deadLetterArn, maxReceiveCount: 1 } }),
});
const inbox = (stage: string, id: string) => {
  const dead = queue(`convoke-${stage}-workflow-${id}DeadLetters0A1B2C3D-Xyz`);
  return [queue(`convoke-${stage}-workflow-${id}Queue4E5F6A7B-Abc`, dead.arn), dead];
};
const queues = [
  ...inbox("prod", "mailmomentsInbox"),
  ...inbox("prod", "mailurgent"),
  ...inbox("prod", "mailbulk"),
  ...inbox("test", "mailmomentsInbox"),
  queue("convoke-prod-workflow-subscriberpressDeadLetters0A1B2C3D-Xyz"),
];
const source = (id: string, stage = "prod") =>
  queues.find(({ name }) => name.startsWith(`convoke-${stage}-workflow-${id}`))?.arn ?? "";

/** CloudFormation as far as one stage goes. */
const stacks = createServer((_, response) => {
  const outputs = ["SiteUrl", "BusName"].map(
    (key) => `<member><OutputKey>${key}</OutputKey><OutputValue>https://a.example.org</OutputValue></member>`,
  );
  response.writeHead(200, { "content-type": "text/xml" });
  response.end(
    `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks><member><StackName>s</StackName><CreationTime>2022-01-01T00:00:00Z</CreationTime><StackStatus>CREATE_COMPLETE</StackStatus><Outputs>${outputs.join("")}</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`,
  );
});
let store: Store;
let clock: Clock;
let sqs: Sqs;
let wire: Awaited<ReturnType<typeof serve>>;
beforeAll(async () => {
  store = new Store();
  clock = new Clock(store, "2022-02-01T08:01:00Z");
  sqs = new Sqs(store, clock, queues);
  wire = await serve(sqs);
  for (const one of queues) one.url = `${wire.endpoint}/000000000000/${one.name}`;
  await new Promise<void>((resolve) => stacks.listen(0, "127.0.0.1", resolve));
  const { port } = z.looseObject({ port: z.number() }).parse(stacks.address());
  vi.stubEnv("AWS_ENDPOINT_URL_CLOUDFORMATION", `http://127.0.0.1:${port}`);
  vi.stubEnv("AWS_ENDPOINT_URL_SQS", wire.endpoint);
  vi.stubEnv("AWS_ACCESS_KEY_ID", "chen");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
});
beforeEach(() => {
  for (const one of queues) sqs.purge(one.arn);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  stacks.close();
  await wire.close();
  store.close();
});

/** What a function gave up on, one try each. */
function bury(id: string, ...bodies: (object | string)[]): void {
  for (const body of bodies) sqs.send(source(id), typeof body === "string" ? body : JSON.stringify(body));
  sqs.receive(source(id), 10);
  clock.set(clock.now() + 31_000);
  sqs.receive(source(id), 10);
}
const said = (...line: string[]) => convoke("dlq", ...line, "--stage", "prod");
const AGAIN = "What still fails is back after five tries, within half an hour: look again with convoke dlq.";

describe("the list", () => {
  it("says of an empty stage that nothing was given up on; another stage's queues are not looked at", async () => {
    sqs.send(source("mailmomentsInboxDeadLetters", "test"), "{}");
    const nothing = { code: 0, out: "Nothing was given up on: all 4 dead-letter queues are empty.", err: "" };
    expect(await said()).toEqual(nothing);
    expect(await said("list")).toEqual(nothing);
    expect(await convoke("dead-letters", "list", "--stage", "prod")).toEqual(nothing);
  });
  it("says who gave up, on how many, since when, and on what; looking changes nothing", async () => {
    clock.set(Date.parse("2022-02-02T08:00:00Z"));
    bury("mailmomentsInbox", { moment: "day" });
    bury("mailbulk", ...Array.from({ length: 10 }, (_, index) => ({ mailId: `m-${index}` })));
    bury("mailbulk", { mailId: "m-10" }, { mailId: "m-11" });
    const { code, out } = await said();
    const lines = out.split("\n");
    expect([code, lines.length]).toEqual([0, 15]);
    expect(lines[0]).toBe("mail-lanes gave up on 12 messages, the oldest sent 2022-02-02 08:00 UTC:");
    expect(lines.slice(11, 14)).toEqual([
      "  … and 2 more",
      "mail-moments gave up on 1 message, the oldest sent 2022-02-02 08:00 UTC:",
      "  wake-up day",
    ]);
    expect((await said()).out).toBe(out);
    const json = await said("--json");
    expect(json.out.split("\n")).toHaveLength(1);
    expect(JSON.parse(json.out)).toMatchObject({
      accepted: true,
      deadLetters: expect.arrayContaining([
        expect.objectContaining({
          function: "mail-lanes",
          count: 12,
          messages: expect.objectContaining({ length: 12 }),
        }),
        expect.objectContaining({ function: "mail-lanes", count: 0, messages: [] }),
        expect.objectContaining({
          function: "mail-moments",
          since: expect.stringMatching(/^2022-02-02T08:00:00/),
          messages: [expect.objectContaining({ kind: "wake-up day", ids: {} })],
        }),
      ]),
    });
  });
});

describe("a closer look", () => {
  const looked = async (...line: string[]) => {
    const { code, out } = await said("show", ...line);
    expect(code).toBe(0);
    return out.split("\n");
  };
  beforeEach(() => {
    clock.set(Date.parse("2022-02-03T08:00:00Z"));
    bury("mailbulk", { mailId: "B-som-0000-ab" }, { mailId: "B-som-0000-ac", to: "a@example.org", name: "Amina" });
    bury("mailurgent", { mailId: "D-som-receipt-2" });
  });
  it("tells each message of one function: kind, ids, when, how often, whence, and what would come of it", async () => {
    const lines = await looked("mail-lanes");
    expect(lines.filter((line) => line.startsWith("mail ("))).toEqual(
      expect.arrayContaining(["B-som-0000-ab", "B-som-0000-ac", "D-som-receipt-2"].map((id) => `mail (mailId ${id})`)),
    );
    expect(lines[1]).toMatch(
      /^ {2}message [0-9a-f-]{36}, sent 2022-02-03 08:00 UTC, received 2 times with this look, from convoke-prod-workflow-mail(bulk|urgent)Queue\w+-Abc$/,
    );
    expect(lines.slice(-2)).toEqual([
      "Moved back: The mail leaves if its row still waits for it; one that left, was refused or was taken back is not sent.",
      "What made it fail: RUNBOOK.md#mail-lanes",
    ]);
    expect(lines.join()).not.toMatch(/example|Amina/);
  });
  it.each([["by an id that it names", "D-som-receipt-2"]])("of one message, %s", async (_, wanted) => {
    expect((await looked("mail-lanes", wanted)).filter((line) => line.startsWith("mail ("))).toEqual([
      "mail (mailId D-som-receipt-2)",
    ]);
  });
  it("of one message, by how its number begins", async () => {
    const { messageId } = sqs.peek(source("mailurgentDeadLetters"))[0] ?? { messageId: "" };
    expect(messageId).not.toBe("");
    const json = JSON.parse((await said("show", "mail-lanes", messageId.slice(0, 8), "--json")).out);
    expect(json).toMatchObject({ accepted: true, deadLetters: [{ messages: [{ messageId }] }] });
  });
  it("of a message that is not there says so, exit 1", async () => {
    const { code, err } = await said("show", "mail-lanes", "nothing");
    expect([code, err]).toEqual([1, expect.stringMatching(/^None of the 3 messages of mail-lanes .* nothing/)]);
  });
  it("of a function that gave up on nothing says so", async () => {
    expect(await looked("mail-moments")).toEqual(["mail-moments gave up on nothing that still waits."]);
  });
  it("of a function that reads no queue is wrong usage", async () => {
    const { code, err } = await said("show", "mail-lane");
    expect([code, err]).toEqual([2, expect.stringMatching(/Did you mean mail-lanes\?/)]);
  });
  it("27 · of what every object has is wrong usage too", async () => {
    for (const name of ["__proto__", "constructor"]) expect((await said("show", name)).code).toBe(2);
  });
});

describe("redrive", () => {
  const depths = () =>
    ["mailmomentsInboxQueue", "mailurgentQueue", "mailbulkQueue"].map((id) => sqs.depth(source(id)).visible);
  beforeEach(() => {
    bury("mailmomentsInbox", { moment: "day" });
    bury("mailbulk", { mailId: "m-1" }, { mailId: "m-2" });
    bury("mailurgent", { mailId: "m-3" });
  });
  it("of one function moves back what it gave up on, in all its queues, and nothing else", async () => {
    const { code, out } = await said("redrive", "mail-lanes");
    expect([code, out.split("\n").sort()]).toEqual([
      0,
      ["1 message goes back to mail-lanes.", "2 messages go back to mail-lanes.", AGAIN],
    ]);
    expect(depths()).toEqual([0, 1, 2]);
    expect((await said("redrive", "mail-lanes")).out).toBe("There is nothing to move back to mail-lanes.");
  });
  it("of all moves everything back, after a look too", async () => {
    await said("list");
    const { out } = await said("redrive", "--json");
    expect(JSON.parse(out)).toMatchObject({ accepted: true, redriven: [{ count: expect.any(Number) }, {}, {}] });
    expect(depths()).toEqual([1, 1, 2]);
    expect((await said("redrive")).out).toBe("There is nothing to move back.");
  });
  it("dry tells what would go where, and moves nothing", async () => {
    const { code, out } = await said("redrive", "mail-lanes", "--dry-run");
    expect(code).toBe(0);
    expect(out).toMatch(/^2 messages would go back to mail-lanes, into convoke-prod-workflow-mailbulkQueue\w+-Abc:$/m);
    expect(out).toMatch(/^1 message would go back to mail-lanes, into convoke-prod-workflow-mailurgentQueue\w+-Abc:$/m);
    expect(out).toMatch(/^ {2}mail \(mailId m-3\)$/m);
    expect(out.split("\n").at(-1)).toBe("This was a dry run: nothing was moved.");
    expect(depths()).toEqual([0, 0, 0]);
    const json = JSON.parse((await said("redrive", "--dry-run", "--json")).out);
    expect(json).toMatchObject({ accepted: true, dryRun: true, wouldRedrive: [{}, {}, {}] });
    expect(depths()).toEqual([0, 0, 0]);
    expect((await said("redrive", "dialogue-facts", "--dry-run")).code).toBe(2);
  });
  it("says of a poisoned message that it will come back", async () => {
    bury("mailurgent", "{ poison");
    const warned = /1 of them is no JSON object: no code reads that, and it will come back/;
    for (const line of [
      ["show", "mail-lanes"],
      ["redrive", "mail-lanes", "--dry-run"],
      ["redrive", "mail-lanes"],
    ])
      expect((await said(...line)).out).toMatch(warned);
    expect(depths()).toEqual([0, 2, 2]);
    sqs.receive(source("mailurgentQueue"), 10);
    clock.set(clock.now() + 31_000);
    sqs.receive(source("mailurgentQueue"), 10);
    expect((await said("show", "mail-lanes")).out).toMatch(warned);
  });
  it("of what a subscriber did not take moves nothing, and says what to do instead", async () => {
    const press = source("subscriberpressDeadLetters");
    sqs.send(press, JSON.stringify({ "detail-type": "meeting.ended.v1", detail: { id: "CNV#som-8#2#0" } }));
    expect((await said()).out).toMatch(
      /^subscriber press did not take 1 message, the oldest .*:\n {2}meeting\.ended\.v1/m,
    );
    const { code, err } = await said("redrive", "subscriber press");
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(/^What the subscriber press did not take came from a rule,/),
    ]);
    const { code: all, out } = await said("redrive");
    expect([all, out]).toEqual([
      0,
      expect.stringMatching(/goes back to mail-lanes[\s\S]*replay of the archive \(RUNBOOK/),
    ]);
    expect([depths(), sqs.depth(press).visible]).toEqual([[1, 1, 2], 1]);
  });
  it("of a function that reads no queue is wrong usage, with the one that was meant", async () => {
    const { code, err } = await said("redrive", "mail-lane");
    expect([code, err]).toEqual([2, expect.stringMatching(/Did you mean mail-lanes\?/)]);
    expect(depths()).toEqual([0, 0, 0]);
  });
});

it("an address alone does not say which queues are meant", async () => {
  const { code, err } = await convoke("dlq", "--url", "https://a.example.org");
  expect([code, err]).toEqual([1, "An address does not say which queues are meant. Name the stage with --stage."]);
});

it("without the right to look is said so, exit 1", async () => {
  const refusing = createServer((_, response) => {
    response.writeHead(403, { "content-type": "application/x-amz-json-1.0" });
    response.end(
      '{"__type":"com.amazonaws.sqs#AccessDeniedException","message":"not authorized to perform sqs:ListQueues"}',
    );
  });
  await new Promise<void>((resolve) => refusing.listen(0, "127.0.0.1", resolve));
  const { port } = z.looseObject({ port: z.number() }).parse(refusing.address());
  vi.stubEnv("AWS_ENDPOINT_URL_SQS", `http://127.0.0.1:${port}`);
  const { code, err } = await said();
  refusing.close();
  expect([code, err]).toEqual([1, expect.stringMatching(/^Your AWS credentials may not .*sqs:ListQueues.*RUNBOOK/)]);
});
