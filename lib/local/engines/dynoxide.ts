import { type ChildProcess, spawn } from "node:child_process";
import { Agent, request } from "node:http";
import { createRequire } from "node:module";
import { resolve as absolute } from "node:path";
import { freePort } from "#lib/local/listen";
import { endLeftovers } from "./leftover.ts";

const PACKAGE = "@dynoxide/linux-x64";
/** How long it may take to say that it listens; it takes 30 ms. */
const PATIENCE = 10_000;
/** Ends the engine when our end of the pipe closes, however we ended. */
const LEASH = '(cat; kill -9 $$) <&3 >/dev/null 2>&1 & exec "$0" "$@"';

export interface RawAnswer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

/** The DynamoDB engine: a process of its own, which lives no longer than this one. */
export class Dynoxide {
  readonly #child: ChildProcess;
  readonly #port: number;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 32 });
  #stopped = false;

  private constructor(child: ChildProcess, port: number, onDeath: (sentence: string) => void) {
    this.#child = child;
    this.#port = port;
    const ended = (code: number | null, signal: string | null) => {
      leash(child)?.destroy();
      if (!this.#stopped) onDeath(`The DynamoDB engine ended by itself (${signal ?? `exit ${code}`}).`);
    };
    if (child.exitCode === null && child.signalCode === null) child.once("exit", ended);
    else ended(child.exitCode, child.signalCode);
  }

  /** `database`: the file that keeps the rows; without one they live in memory. */
  static async start(database: string | undefined, onDeath: (sentence: string) => void): Promise<Dynoxide> {
    const binary = findBinary();
    const file = database === undefined ? undefined : absolute(database);
    if (file !== undefined) await endLeftovers(file);
    for (let attempt = 1; ; attempt++) {
      const port = await freePort();
      const kept = file === undefined ? [] : ["--db-path", file];
      const child = spawn("sh", ["-c", LEASH, binary, "--host", "127.0.0.1", "--port", String(port), ...kept], {
        stdio: ["ignore", "pipe", "pipe", "pipe"],
      });
      const failure = await untilListening(child);
      if (failure === undefined) return new Dynoxide(child, port, onDeath);
      // Somebody was quicker to take the port that was free.
      if (attempt === 5 || !failure.includes("in use"))
        throw new Error(
          `The DynamoDB engine did not start${database === undefined ? "" : ` on ${database}`}: ${failure}`,
        );
    }
  }

  /** Sends a request as it is. */
  send(headers: Record<string, string>, body: Uint8Array | string): Promise<RawAnswer> {
    return new Promise((resolve, reject) => {
      const options = {
        host: "127.0.0.1",
        port: this.#port,
        method: "POST",
        agent: this.#agent,
        headers: { ...headers, "content-length": Buffer.byteLength(body) },
      };
      const sent = request(options, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const answered = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
          resolve({
            status: response.statusCode ?? 500,
            headers: Object.fromEntries(answered),
            body: Buffer.concat(chunks),
          });
        });
      });
      sent.on("error", reject);
      sent.end(body);
    });
  }

  /** A request of the stack itself. */
  ask(target: string, input: unknown): Promise<RawAnswer> {
    const headers = {
      "x-amz-target": target,
      "content-type": "application/x-amz-json-1.0",
      "x-amz-date": new Date().toISOString().replace(/[-:]|\.\d+/g, ""),
      authorization:
        "AWS4-HMAC-SHA256 Credential=local/20220101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=0",
    };
    return this.send(headers, JSON.stringify(input));
  }

  /** As `ask`, for what must not be refused. */
  async answer(target: string, input: unknown): Promise<unknown> {
    const { status, body } = await this.ask(target, input);
    if (status !== 200) throw new Error(`The DynamoDB engine refused ${target}: ${body}`);
    return JSON.parse(body.toString());
  }

  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#agent.destroy();
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = new Promise((resolve) => this.#child.once("exit", resolve));
    this.#child.kill("SIGKILL");
    await ended;
  }
}

/** The pipe that holds the engine. */
function leash(child: ChildProcess) {
  const pipe = child.stdio[3];
  return pipe === null || pipe === undefined ? undefined : pipe;
}

function findBinary(): string {
  try {
    return createRequire(import.meta.url).resolve(`${PACKAGE}/dynoxide`);
  } catch {
    throw new Error(
      `The DynamoDB engine ${PACKAGE} is not installed: it exists for Linux on x64, and \`npm ci --omit=optional\` leaves it out.`,
    );
  }
}

/** Resolves with what went wrong; with nothing once the child itself says that it listens. Its own word counts, not whether the port answers: a stranger may. */
function untilListening(child: ChildProcess): Promise<string | undefined> {
  return new Promise((resolve) => {
    let said = "";
    const finish = (failure: string | undefined) => {
      clearTimeout(timer);
      child.stdout?.removeAllListeners("data").resume();
      child.stderr?.removeAllListeners("data").resume();
      child.removeAllListeners("exit").removeAllListeners("close").removeAllListeners("error");
      if (failure !== undefined) {
        leash(child)?.destroy();
        child.kill("SIGKILL");
      }
      resolve(failure);
    };
    const timer = setTimeout(() => finish(`it said nothing for ${PATIENCE / 1000} s`), PATIENCE);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk: Buffer) => {
        said += chunk;
        if (said.includes("listening on")) finish(undefined);
      });
    }
    child.once("error", (error) => finish(error.message));
    // Its last words may arrive after its end, and the streams close only once the leash is gone.
    child.once("exit", () => leash(child)?.destroy());
    child.once("close", () => finish(said.trim().replace(/^error: /, "") || "it ended without a word"));
  });
}
