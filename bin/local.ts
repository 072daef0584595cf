import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { beganAt, RUNNING_FILE, runningHere } from "#bin/convoke/connection";
import { seedIn } from "#bin/unkind";
import { type Stack, startStack } from "#lib/local/stack";
import { synthesizeIfChanged } from "#lib/local/synthesize";

const PORT = 4000;
const DATA = ".convoke/data";
const USAGE = `npm start -- [--port <number>] [--data <folder>] [--reset] [--now <instant>] [--assembly <folder>] [--unkind <number>] [--subscriber <address=address>] [--json] [--debug]

  --port   of the public site; mailbox and AWS endpoint take the next two (${PORT}; 0 for any free ones)
  --data   the folder that keeps tables, queues, schedules, mails and the clock (${DATA})
  --reset  empties that folder first
  --now    where a clock begins that is not kept yet, such as 2022-01-31T08:00:00Z
  --assembly  templates that were synthesized before, such as cdk.out; without it they are made where a source has changed
  --unkind makes the faults that AWS may make: conflicts, throttling, lost answers, duplicates, deaths; by a number
  --subscriber  a subscriber's address and what stands for it here: https://press.example.org/facts=http://127.0.0.1:9000/
  --json   one line with all addresses when everything is ready
  --debug  shows what the functions log`;

interface Flags {
  port: number | undefined;
  data: string;
  reset: boolean;
  now: string | undefined;
  unkind: { seed: number } | undefined;
  json: boolean;
  debug: boolean;
  assembly: string | undefined;
  subscribers: Record<string, string>;
}

/** Throws a sentence for what it does not understand; undefined where only help is wanted. */
function readFlags(args: readonly string[]): Flags | undefined {
  const seed = seedIn(args);
  const { values } = parseArgs({
    args: [...args],
    allowPositionals: false,
    options: {
      port: { type: "string" },
      data: { type: "string", default: DATA },
      reset: { type: "boolean", default: false },
      now: { type: "string" },
      unkind: { type: "string" },
      json: { type: "boolean", default: false },
      debug: { type: "boolean", default: false },
      assembly: { type: "string" },
      subscriber: { type: "string", multiple: true, default: [] },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return undefined;
  const port = values.port === undefined ? PORT : Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_533) throw new Error(`--port ${values.port} is no port`);
  if (values.data === "") throw new Error("--data needs a folder");
  if (values.now !== undefined && !/^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(values.now)) {
    throw new Error(`--now ${values.now} is no instant such as 2022-01-31T08:00:00Z`);
  }
  return {
    port: port === 0 ? undefined : port,
    data: values.data,
    reset: values.reset,
    now: values.now,
    unkind: seed === undefined ? undefined : { seed },
    json: values.json,
    debug: values.debug,
    assembly: values.assembly,
    subscribers: Object.fromEntries(values.subscriber.map(standIn)),
  };
}

function standIn(text: string): [string, string] {
  const [, address, here] = /^(https:[^\s]+)=(http:[^\s=]+)$/.exec(text) ?? [];
  if (address === undefined || here === undefined)
    throw new Error(
      `--subscriber ${text} is not two addresses such as https://press.example.org/facts=http://127.0.0.1:9000/`,
    );
  return [address, here];
}

/** The command line finds the stack of this folder by it; gone when the stack ends. */
function remember({ siteUrl, endpoint, region, outputs }: Stack): void {
  const other = runningHere();
  if (other !== undefined) {
    console.error(
      `Another stack of this folder runs already (process ${other.pid}); npx convoke talks to that one. Reach this one with --url ${siteUrl} --as <name>.`,
    );
    return;
  }
  mkdirSync(dirname(RUNNING_FILE), { recursive: true });
  const running = {
    site: siteUrl,
    endpoint,
    region,
    bus: outputs["BusName"] ?? "",
    outputs,
    pid: process.pid,
    began: beganAt(process.pid),
  };
  writeFileSync(RUNNING_FILE, JSON.stringify(running));
  process.on("exit", () => rmSync(RUNNING_FILE, { force: true }));
}

function announce({ siteUrl, deskUrl, endpoint, region, outputs, clock }: Stack, { json, data }: Flags): void {
  if (json) {
    const addresses = { site: siteUrl, mailbox: deskUrl, clock: `${deskUrl}/clock`, endpoint, region };
    console.log(JSON.stringify({ ...addresses, now: new Date(clock.now()).toISOString(), outputs, pid: process.pid }));
    return;
  }
  console.log(`Convoke runs on this machine. Its clock says ${new Date(clock.now()).toISOString().slice(0, 19)}Z.

  Public site   ${siteUrl}
  Mailbox       ${deskUrl}
  Clock         ${deskUrl}/clock
  AWS endpoint  ${endpoint}   (region ${region}, any access key)

  A real AWS client, with the names of this stack:
  export AWS_ENDPOINT_URL=${endpoint} AWS_REGION=${region} AWS_DEFAULT_REGION=${region} AWS_ACCESS_KEY_ID=me AWS_SECRET_ACCESS_KEY=local
  aws dynamodb scan --table-name ${outputs["RecordsTable"] ?? "…"}
  aws scheduler list-schedules
  The bus for aws events put-events is ${outputs["BusName"] ?? "…"}; npx convoke event puts one of events/commands on it.

  Ctrl-C ends it. Everything is kept in ${data}: the next start goes on from there, --reset begins anew.`);
}

function fail(error: unknown): void {
  const sentence = error instanceof Error ? error.message : String(error);
  console.error(sentence.startsWith("Port ") ? `${sentence}; choose another with --port` : sentence);
  process.exitCode = 1;
}

let stack: Stack | undefined;
let ending = false;

/** The first call ends everything; a second signal does not wait for it. */
function end(code: number): void {
  if (ending) process.exit(code);
  ending = true;
  process.exitCode = code;
  if (stack === undefined) process.exit(code);
  stack.stop().then(
    () => process.exit(code),
    (error: unknown) => {
      fail(error);
      process.exit(1);
    },
  );
}

process.on("SIGINT", () => end(0));
process.on("SIGTERM", () => end(0));
process.on("SIGHUP", () => end(0));

try {
  const flags = readFlags(process.argv.slice(2));
  if (flags === undefined) console.log(USAGE);
  else {
    const { json, assembly: given, ...options } = flags;
    const synthesizing = () => {
      if (!json) console.error("Synthesizing the stacks …");
    };
    const onDeath = (sentence: string) => {
      console.error(sentence);
      end(1);
    };
    const assembly = given ?? (await synthesizeIfChanged(synthesizing));
    stack = await startStack({ assembly, tolerate: true, onDeath, ...options });
    if (flags.now !== undefined && stack.clock.isKept)
      console.error(`--now counts only for a new clock: the one kept in ${flags.data} goes on. --reset begins anew.`);
    remember(stack);
    announce(stack, flags);
  }
} catch (error) {
  fail(error);
  end(1);
}
