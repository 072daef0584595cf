import { afterEach, expect, test } from "vitest";
import type { Stack } from "#lib/local/stack";
import type { Resource, Template, Templates } from "./fixtures/assembly.ts";
import { order, page, start } from "./shop.ts";

let stack: Stack | undefined;
afterEach(async () => {
  await stack?.stop();
  stack = undefined;
});

/** A resource of the fixture, to be changed. */
function resource(template: Template, id: string): Resource {
  const found = template.Resources[id];
  if (found === undefined) throw new Error(`The fixture has no ${id}`);
  return found;
}

/** Everything that a template says, with one text put for another. */
function without(template: Template, id: string, part: RegExp, instead: string): void {
  const json = JSON.stringify(resource(template, id));
  const changed = json.replace(part, instead);
  if (changed === json) throw new Error(`${id} does not say ${part}`);
  template.Resources[id] = JSON.parse(changed);
}

/** What the run says once an order was put on the bus. */
async function run(change: (templates: Templates) => void): Promise<string> {
  try {
    stack = await start({}, change);
    await order(stack, { thing: "lamp", remindAt: "2022-03-08T09:00:00" });
    await stack.settle();
    return "nothing";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

test("nothing is wrong with the fixture itself", async () => {
  expect(await run(() => undefined)).toBe("nothing");
});

test("a removed rule: the queue's reader that nothing reaches any more", async () => {
  const said = await run(({ flow }) => {
    delete flow.Resources["FactsRule"];
    delete flow.Resources["FactsRulePolicy"];
  });
  expect(said).toBe(
    "Nothing reaches Mail: no rule has its queue arn:aws:sqs:eu-west-1:000000000000:Facts as a target, and no role may send to it",
  );
});

test("a removed rule that its queue's policy still names", async () => {
  const said = await run(({ flow }) => void delete flow.Resources["FactsRule"]);
  expect(said).toMatch(/shop-flow has no resource FactsRule/);
});

test("a rule that no longer takes an event which is meant to be taken", async () => {
  const said = await run(({ flow }) => without(flow, "FactsRule", /thing\.ordered\.v1/, "thing.ordered.v2"));
  expect(said).toBe("No rule of shop took thing.ordered.v1 from facts, which is meant to be taken");
});

test.each([
  ["OrderRole", /"dynamodb:PutItem",/, "", "Order", "dynamodb:PutItem", "table/Things"],
  ["OrderRole", /,"dynamodb:ConditionCheckItem"/, "", "Order", "dynamodb:ConditionCheckItem", "table/Things"],
  ["OrderRole", /scheduler:CreateSchedule/, "x:X", "Order", "scheduler:CreateSchedule", "schedule/Group/remind-lamp"],
  ["OrderRole", /iam:PassRole/, "x:X", "Order", "iam:PassRole", "role/SchedulerRole"],
  ["RelayRole", /events:PutEvents/, "x:X", "Relay", "events:PutEvents", "event-bus/shop"],
  ["RelayRole", /"facts"/, '"others"', "Relay", "events:PutEvents", "event-bus/shop"],
  ["MailRole", /"ses:SendEmail",/, "", "Mail", "ses:SendEmail", "identity/example.org"],
  ["MailRole", /"shop@example.org"/, '"x@example.org"', "Mail", "ses:SendEmail", "identity/example.org"],
])("a removed grant of %s (%s): who, what and on which resource", async (role, grant, instead, name, action, on) => {
  const said = await run(({ flow }) => without(flow, role, grant, instead));
  const who = `User: arn:aws:sts::000000000000:assumed-role/${name}Role/${name}`;
  expect(said).toContain(`${name} was denied: ${who} is not authorized to perform: ${action} on resource: arn:aws:`);
  expect(said).toContain(`${on} because no identity-based policy allows the ${action} action`);
});

test.each([
  [
    "OrderRole",
    /"sqs:ReceiveMessage",/,
    "",
    "Lambda cannot read arn:aws:sqs:eu-west-1:000000000000:Orders for Order: ",
    "sqs:ReceiveMessage",
  ],
  ["RelayRole", /,"dynamodb:DescribeStream"/, "", "for Relay: ", "dynamodb:DescribeStream"],
  ["RelayRole", /s3:PutObject/, "x:X", "for Relay: ", "s3:PutObject"],
])("a removed grant of %s for what Lambda reads (%s)", async (role, grant, instead, where, action) => {
  const said = await run(({ flow }) => without(flow, role, grant, instead));
  expect(said).toContain(where);
  expect(said).toContain(action);
});

test("a queue's policy that does not let its rule in", async () => {
  const said = await run(({ flow }) => void delete flow.Resources["OrdersRulePolicy"]);
  expect(said).toContain("Rule OrdersRule could not hand order-thing.v1 to arn:aws:sqs:eu-west-1:000000000000:Orders");
  expect(said).toContain("does not allow sqs:SendMessage to events.amazonaws.com");
});

test("a removed environment variable: the function and the variable", async () => {
  const said = await run(({ flow }) => without(flow, "Order", /"JOURNAL":/, '"OTHER":'));
  expect(said).toContain("Order: a message could not be handled: JOURNAL is not set for this function");
});

test("a page whose route has no permission", async () => {
  stack = await start();
  const response = await fetch(`${stack.siteUrl}/closed`);
  expect(response.status).toBe(500);
  await expect(stack.settle()).rejects.toThrow(
    /may not invoke .*:function:Page for GET \/closed: no AWS::Lambda::Permission/,
  );
});

test("what a function may not do on S3 or by an index", async () => {
  stack = await start({ tolerate: true }, ({ door }) => without(door, "PageRole", /\/index\/list/, "/index/other"));
  expect((await page(stack, "list")).status).toBe(500);
  expect((await page(stack, "missing")).status).toBe(500);
  await stack.settle();
  expect(stack.problems.join("\n")).toMatch(
    /Page was denied: .* dynamodb:Query on resource: .*table\/Things\/index\/list/,
  );
  expect(stack.problems.join("\n")).toMatch(
    /an object that is not there, .* s3:ListBucket on resource: arn:aws:s3:::shop-record-files/,
  );
});

const UNKNOWN: Resource = { Type: "AWS::Glue::Job", Properties: {} };
const queueWith = (Properties: Record<string, unknown>): Resource => ({ Type: "AWS::SQS::Queue", Properties });
type Broken = [string, (templates: Templates) => void, RegExp];
const broken: Broken[] = [
  [
    "an unknown resource type",
    ({ flow }) => Object.assign(flow.Resources, { UNKNOWN }),
    /shop-flow\/UNKNOWN: the local stack neither runs nor ignores AWS::Glue::Job/,
  ],
  [
    "an unknown property",
    ({ flow }) => Object.assign(flow.Resources, { Fifo: queueWith({ FifoQueue: true }) }),
    /shop-flow\/Fifo .*FifoQueue/,
  ],
  [
    "an unknown intrinsic",
    ({ flow }) => Object.assign(flow.Resources, { Mapped: queueWith({ QueueName: { "Fn::FindInMap": ["a", "b"] } }) }),
    /shop-flow\/Mapped: the local stack does not know the intrinsic Fn::FindInMap/,
  ],
  [
    "an unknown condition key",
    ({ flow }) => without(flow, "OrderRole", /iam:PassedToService/, "iam:Nothing"),
    /Role OrderRole, policy Own: the local stack does not know the condition key iam:Nothing/,
  ],
  [
    "an export that nobody gives",
    ({ record }) => void delete record.Outputs?.["JournalStream"],
    /no stack exports shop-record:JournalStream/,
  ],
  [
    "a role that Lambda may not take on",
    ({ flow }) => without(flow, "MailRole", /lambda\.amazonaws/, "ec2.amazonaws"),
    /Lambda may not take on .*MailRole, the role of Mail/,
  ],
  [
    "a rule into something else than a queue",
    ({ flow }) => without(flow, "OrdersRule", /"Orders"/, '"Order"'),
    /Rule OrdersRule has the target .*function:Order: the local stack's rules reach queues, buses and API destinations only/,
  ],
  [
    "a mapping of a function that is not there",
    ({ flow }) => without(flow, "FactsMapping", /\{"Ref":"Mail"\}/, '"Nobody"'),
    /shop-flow\/FactsMapping .*: there is no function Nobody/,
  ],
];
test.each(broken)("%s stops the start with a sentence", async (_, change, sentence) => {
  await expect(start({}, change)).rejects.toThrow(sentence);
});
