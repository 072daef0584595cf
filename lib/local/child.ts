import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";

const failure = z.object({ errorType: z.string(), errorMessage: z.string(), trace: z.array(z.string()) });
export type Failure = z.infer<typeof failure>;

const said = z.union([
  z.object({ log: z.string() }),
  z.object({ fatal: failure }),
  z.object({ id: z.string(), payload: z.string().optional(), error: failure.optional(), logs: z.array(z.string()) }),
]);

export interface Answered {
  payload?: string;
  failure?: Failure;
  logs: string;
}

export interface Asking {
  id: string;
  event: string;
  context: Record<string, string>;
  /** Real milliseconds since 1970. */
  deadline: number;
}

interface ChildOptions {
  file: string;
  handler: string;
  environment: Record<string, string>;
  /** What Lambda gives the function. */
  memoryMb: number;
  offset: () => number;
  log: (text: string) => void;
  /** The process has ended, by itself or not. */
  onEnd: () => void;
}

/** Ends the function when our end of the pipe closes, however we ended: one that computes for ever hears no channel. */
const LEASH = '(cat; kill -9 $$) <&4 3>&- >/dev/null 2>&1 & exec "$0" "$@"';

/** The process that runs one function. It ends when this one does. */
export class Child {
  readonly #options: ChildOptions;
  readonly #process: ChildProcess;
  readonly #waiting = new Map<string, (answer: Answered) => void>();
  #fatal: Failure | undefined;
  ended = false;

  constructor(options: ChildOptions) {
    this.#options = options;
    this.#process = fork(join(import.meta.dirname, "host.mjs"), {
      env: options.environment,
      execPath: "/bin/sh",
      execArgv: [
        "-c",
        LEASH,
        process.execPath,
        "--disable-warning=ExperimentalWarning",
        "--enable-source-maps",
        // As Lambda's runtime does; by itself Node would take this machine's size for its own and collect later.
        `--max-old-space-size=${Math.floor(0.9 * options.memoryMb)}`,
        // Many functions share this machine, and most are small: their young objects are few.
        "--max-semi-space-size=4",
      ],
      stdio: ["ignore", "pipe", "pipe", "ipc", "pipe"],
    });
    const { stdout, stderr } = this.#process;
    stdout?.on("data", (chunk: Buffer) => options.log(chunk.toString()));
    stderr?.on("data", (chunk: Buffer) => options.log(chunk.toString()));
    this.#process.on("message", (message) => this.#hear(said.parse(message)));
    this.#process.on("error", () => undefined);
    this.#process.once("exit", (code, signal) =>
      this.#end(`Runtime exited with error: ${signal ?? `exit status ${code}`}`),
    );
    const bundle = { file: pathToFileURL(`${options.file}.mjs`).href, name: options.handler };
    this.#process.send({ bundle, offset: options.offset() });
  }

  get busy(): number {
    return this.#waiting.size;
  }

  ask(asking: Asking): Promise<Answered> {
    return new Promise((resolve) => {
      if (this.ended) return resolve({ failure: this.#fatal ?? exited("Runtime exited"), logs: "" });
      this.#waiting.set(asking.id, resolve);
      this.#process.send({ invoke: asking, offset: this.#options.offset() }, () => undefined);
      return undefined;
    });
  }

  /** Nobody waits for this answer any longer. */
  forget(id: string): void {
    this.#waiting.delete(id);
  }

  kill(): void {
    this.#process.kill("SIGKILL");
  }

  #hear(message: z.infer<typeof said>): void {
    if ("log" in message) this.#options.log(message.log);
    if ("fatal" in message) this.#fatal = message.fatal;
    if (!("id" in message)) return;
    const { id, payload, error, logs } = message;
    const resolve = this.#waiting.get(id);
    this.#waiting.delete(id);
    resolve?.({ ...(payload !== undefined && { payload }), ...(error && { failure: error }), logs: logs.join("") });
  }

  #end(reason: string): void {
    this.ended = true;
    this.#process.stdio[4]?.destroy();
    for (const resolve of this.#waiting.values()) resolve({ failure: this.#fatal ?? exited(reason), logs: "" });
    this.#waiting.clear();
    this.#options.onEnd();
  }
}

const exited = (errorMessage: string): Failure => ({ errorType: "Runtime.ExitError", errorMessage, trace: [] });
