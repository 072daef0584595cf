import { randomUUID } from "node:crypto";
import type { Activity } from "./activity.ts";
import { type Asking, Child, type Failure } from "./child.ts";
import type { Clock } from "./clock.ts";
import { contextOf, environmentOf, type FunctionDescription } from "./function-description.ts";
import type { Grants } from "./grants.ts";
import { errorsIn, type Logs } from "./logs.ts";
import type { Problems } from "./problems.ts";
import type { Tally } from "./tally.ts";

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
}

/** How many environments a function has on this machine; further invocations wait. */
const AT_ONCE = 5;
/** Lambda's limit for what goes in and out of a synchronous invocation. */
export const LARGEST_PAYLOAD = 6 * 1024 * 1024;

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
  async invoke(name: string, event: string): Promise<Outcome> {
    const runner = this.#runners.get(name);
    if (runner === undefined) throw new Error(`There is no function ${name}`);
    this.#options.tally.invoked(name);
    const outcome = await this.#options.activity.during(this.#invoke(runner, event));
    const { problems } = this.#options;
    if (this.#stopped) return outcome;
    if (outcome.failure !== undefined) problems.add(`${name} failed: ${outcome.failure.errorMessage}`);
    for (const error of outcome.errors) problems.add(`${name}: ${error}`);
    return outcome;
  }

  async #invoke(runner: Runner, event: string): Promise<Outcome> {
    if (runner.running >= AT_ONCE) await new Promise<void>((resolve) => runner.waiting.push(resolve));
    else runner.running += 1;
    try {
      return await this.#run(runner, event);
    } finally {
      const next = runner.waiting.shift();
      if (next === undefined) runner.running -= 1;
      else next();
    }
  }

  async #run(runner: Runner, event: string): Promise<Outcome> {
    const { description } = runner;
    const requestId = randomUUID();
    const child = this.#childOf(runner);
    const asking: Asking = {
      id: requestId,
      event,
      context: contextOf(description, requestId),
      deadline: Date.now() + description.timeoutMs,
    };
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), description.timeoutMs);
    });
    const answered = await Promise.race([child.ask(asking), late]);
    clearTimeout(timer);
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
  #timedOut(runner: Runner, child: Child, requestId: string): Outcome {
    child.forget(requestId);
    if (runner.child === child) delete runner.child;
    if (child.busy === 0) child.kill();
    const errorMessage = `Task timed out after ${(runner.description.timeoutMs / 1000).toFixed(2)} seconds`;
    return {
      requestId,
      failure: { errorType: "Sandbox.Timedout", errorMessage, trace: [] },
      timedOut: true,
      logs: "",
      errors: [],
    };
  }

  #childOf(runner: Runner): Child {
    if (runner.child !== undefined && !runner.child.ended) return runner.child;
    const { description } = runner;
    const { clock, logs } = this.#options;
    this.#checkLogging(description);
    const child = new Child({
      file: description.file,
      handler: description.handler,
      environment: environmentOf(description, this.#options),
      offset: () => clock.offset(),
      log: (text) => logs.add(description.name, text),
      onEnd: () => this.#children.delete(child),
    });
    this.#children.add(child);
    runner.child = child;
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
