import { randomUUID } from "node:crypto";
import type { Activity } from "./activity.ts";
import { type Asking, Child, type Failure } from "./child.ts";
import type { Clock } from "./clock.ts";
import { contextOf, environmentOf, type FunctionDescription } from "./function-description.ts";
import type { Grants } from "./grants.ts";
import { errorsIn, type Logs } from "./logs.ts";
import type { Problems } from "./problems.ts";
import type { Tally } from "./tally.ts";
import type { Dooms } from "./unkind/doom.ts";
import type { Faults } from "./unkind/faults.ts";

export interface FunctionsOptions {
  region: string;
  account: string;
  endpoint: string;
  clock: Clock;
  grants: Grants;
  activity: Activity;
  problems: Problems;
  logs: Logs;
  tally: Tally;
  faults: Faults;
  dooms: Dooms;
}

/** Who hands an event over, and what follows where it fails. */
export interface Invoking {
  /** A queue or a stream, which hands it over again. */
  from?: "queue" | "stream";
  /** The function that waits for the answer. */
  by?: string;
}

export interface Outcome {
  requestId: string;
  /** The result as JSON; absent where the invocation failed. */
  payload?: string;
  failure?: Failure;
  timedOut: boolean;
  logs: string;
  /** Sentences of what it logged as errors. */
  errors: string[];
  /** What went wrong may come of a fault that the stack itself made, or is tried again on a stack that makes some: no problem yet. */
  excused: boolean;
}
type Ran = Omit<Outcome, "excused">;

/** How many environments a function has on this machine; further invocations wait. */
const AT_ONCE = 5;
/** Lambda's limit for what goes in and out of a synchronous invocation. */
export const LARGEST_PAYLOAD = 6 * 1024 * 1024;
/** A doomed invocation dies after fewer calls to AWS. */
const MOST_CALLS = 8;

interface Runner {
  description: FunctionDescription;
  child?: Child;
  running: number;
  waiting: (() => void)[];
}

/** The functions, each in a process of its own that starts with its first invocation. */
export class Functions {
  readonly #runners = new Map<string, Runner>();
  readonly #children = new Set<Child>();
  readonly #options: FunctionsOptions;
  #stopped = false;

  constructor(descriptions: readonly FunctionDescription[], options: FunctionsOptions) {
    this.#options = options;
    for (const description of descriptions) {
      const { name, roleArn } = description;
      if (!options.grants.trusts(roleArn, "lambda.amazonaws.com"))
        throw new Error(`Lambda may not take on ${roleArn}, the role of ${name}`);
      this.#runners.set(name, { description, running: 0, waiting: [] });
    }
  }

  list(): FunctionDescription[] {
    return [...this.#runners.values()].map(({ description }) => description);
  }

  get(name: string): FunctionDescription | undefined {
    return this.#runners.get(name)?.description;
  }

  /** Runs it. What fails is an outcome, never an exception, and a problem of the stack. */
  async invoke(name: string, event: string, { from, by }: Invoking = {}): Promise<Outcome> {
    const runner = this.#runners.get(name);
    if (runner === undefined) throw new Error(`There is no function ${name}`);
    const { activity, faults, problems, tally } = this.#options;
    tally.invoked(name);
    if (from === "queue") tally.add("batches");
    if (from === undefined && by === undefined) tally.add("requests");
    const before = faults.hurts(name);
    const ran = await activity.during(this.#invoke(runner, event, from));
    const suffered = faults.hurts(name) > before;
    if (suffered && by !== undefined) faults.hurt(by);
    const outcome = { ...ran, excused: faults.active && (suffered || from !== undefined) };
    if (this.#stopped || outcome.excused) return outcome;
    if (outcome.failure !== undefined) problems.add(`${name} failed: ${outcome.failure.errorMessage}`);
    for (const error of outcome.errors) problems.add(`${name}: ${error}`);
    return outcome;
  }

  async #invoke(runner: Runner, event: string, from: Invoking["from"]): Promise<Ran> {
    if (runner.running >= AT_ONCE) await new Promise<void>((resolve) => runner.waiting.push(resolve));
    else runner.running += 1;
    try {
      const { faults } = this.#options;
      const kind = from === "stream" ? "stream-batch-died" : "function-killed";
      const doom = faults.strikeFunction(kind, runner.description.name);
      return doom === undefined ? await this.#run(runner, event) : await this.#kill(runner.description, event, doom);
    } finally {
      const next = runner.waiting.shift();
      if (next === undefined) runner.running -= 1;
      else next();
    }
  }

  async #run(runner: Runner, event: string): Promise<Ran> {
    const { description } = runner;
    const child = this.#childOf(runner);
    const asking = askingOf(description, event);
    const { id: requestId } = asking;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), description.timeoutMs);
    });
    const began = performance.now();
    const answered = await Promise.race([child.ask(asking), late]);
    clearTimeout(timer);
    this.#options.tally.add("mbMilliseconds", (performance.now() - began) * description.memoryMb);
    this.#options.tally.add("logBytes", Buffer.byteLength(answered?.logs ?? ""));
    if (answered === undefined) return this.#timedOut(runner, child, requestId);
    if (runner.child !== child && child.busy === 0) child.kill();
    this.#options.logs.add(description.name, [answered.logs, ...(answered.failure?.trace ?? [])].join("\n"));
    const errors = errorsIn(answered.logs);
    if (answered.payload !== undefined && Buffer.byteLength(answered.payload) > LARGEST_PAYLOAD) {
      const errorMessage = `Response payload size exceeded maximum allowed payload size (${LARGEST_PAYLOAD} bytes).`;
      return {
        requestId,
        failure: { errorType: "Function.ResponseSizeTooLarge", errorMessage, trace: [] },
        timedOut: false,
        logs: answered.logs,
        errors,
      };
    }
    return { requestId, ...answered, timedOut: false, errors };
  }

  /** The process is given up as Lambda gives up an environment; whatever else it still runs may end. */
  #timedOut(runner: Runner, child: Child, requestId: string): Ran {
    child.forget(requestId);
    if (runner.child === child) delete runner.child;
    if (child.busy === 0) child.kill();
    return timedOut(runner.description, requestId);
  }

  /** Runs it in a process of its own that dies after some of its calls to AWS, or when all are done and nobody has heard yet. */
  async #kill(description: FunctionDescription, event: string, how: number): Promise<Ran> {
    const asking = askingOf(description, event);
    const calls = Math.floor(how * MOST_CALLS);
    if (calls > 0) {
      const token = `doomed-${asking.id}`;
      const child = this.#spawn(description, token);
      this.#options.dooms.add(token, calls, () => child.kill());
      await child.ask(asking);
      child.kill();
    }
    if ((how * MOST_CALLS) % 1 < 0.5) return timedOut(description, asking.id);
    const failure = {
      errorType: "Runtime.ExitError",
      errorMessage: "Runtime exited with error: signal: killed",
      trace: [],
    };
    return { requestId: asking.id, failure, timedOut: false, logs: "", errors: [] };
  }

  #childOf(runner: Runner): Child {
    if (runner.child !== undefined && !runner.child.ended) return runner.child;
    this.#checkLogging(runner.description);
    runner.child = this.#spawn(runner.description);
    return runner.child;
  }

  #spawn(description: FunctionDescription, token?: string): Child {
    const { clock, logs } = this.#options;
    const environment = environmentOf(description, this.#options);
    const child = new Child({
      file: description.file,
      handler: description.handler,
      memoryMb: description.memoryMb,
      environment: token === undefined ? environment : { ...environment, AWS_SESSION_TOKEN: token },
      offset: () => clock.offset(),
      log: (text) => logs.add(description.name, text),
      onEnd: () => this.#children.delete(child),
    });
    this.#children.add(child);
    return child;
  }

  /** Lambda drops the lines of a function that may not write them. */
  #checkLogging({ name, roleArn, logGroup }: FunctionDescription): void {
    const { grants, problems, region, account } = this.#options;
    const resource = `arn:aws:logs:${region}:${account}:log-group:${logGroup}:log-stream:local`;
    for (const action of ["logs:CreateLogStream", "logs:PutLogEvents"]) {
      const need = { action, resource, context: {} };
      if (!grants.allows(roleArn, need))
        problems.add(`Nobody will see what ${name} logs: ${grants.denial({ name, roleArn }, need).message}`);
    }
  }

  /** Ends every process at once. */
  stop(): void {
    this.#stopped = true;
    for (const child of this.#children) child.kill();
  }
}

function askingOf(description: FunctionDescription, event: string): Asking {
  const id = randomUUID();
  return { id, event, context: contextOf(description, id), deadline: Date.now() + description.timeoutMs };
}

function timedOut({ timeoutMs }: FunctionDescription, requestId: string): Ran {
  const errorMessage = `Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`;
  const failure = { errorType: "Sandbox.Timedout", errorMessage, trace: [] };
  return { requestId, failure, timedOut: true, logs: "", errors: [] };
}
