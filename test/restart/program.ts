import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import * as z from "zod";

const bin = join(dirname(dirname(import.meta.dirname)), "bin");
const command = ["--disable-warning=ExperimentalWarning", "--import", join(bin, "guard.mjs"), join(bin, "local.ts")];
const addresses = z.object({
  site: z.string(),
  clock: z.string(),
  endpoint: z.string(),
  region: z.string(),
  now: z.string(),
  outputs: z.record(z.string(), z.string()),
});
export type Addresses = z.infer<typeof addresses>;

/** `npm start` in a folder of its own, as a process that can be killed. */
export class Program {
  readonly #process: ChildProcess;
  /** Resolves with the addresses once it is up; rejects with its last words where it ends before. */
  readonly ready: Promise<Addresses>;
  readonly ended: Promise<number | null>;
  said = "";

  constructor(folder: string, ...flags: string[]) {
    this.#process = spawn(process.execPath, [...command, "--json", ...flags], {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.ended = new Promise((resolve) => this.#process.once("close", (code) => resolve(code)));
    this.#process.stderr?.on("data", (chunk: Buffer) => {
      this.said += chunk;
    });
    this.ready = new Promise((resolve, reject) => {
      let line = "";
      this.#process.stdout?.on("data", (chunk: Buffer) => {
        line += chunk;
        if (line.includes("\n")) resolve(addresses.parse(JSON.parse(line)));
      });
      void this.ended.then((code) => reject(new Error(`It ended with ${code}: ${this.said}`)));
    });
    // Who kills it does not wait for it.
    this.ready.catch(() => undefined);
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  /** Ends it as a power cut would. Resolves with the processes that it had. */
  async kill(): Promise<number[]> {
    const children = descendants(this.pid);
    this.#process.kill("SIGKILL");
    await this.ended;
    return children;
  }

  async stop(): Promise<void> {
    this.#process.kill("SIGTERM");
    const code = await this.ended;
    if (code !== 0) throw new Error(`It ended with ${code}: ${this.said}`);
  }
}

/** Every process below one, on Linux. */
export function descendants(pid: number): number[] {
  try {
    const ids = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ");
    const children = ids.map(Number).filter((id) => id > 0);
    return [...children, ...children.flatMap(descendants)];
  } catch {
    return [];
  }
}

export function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

/** A port that is free, as are the two after it. */
export async function freePorts(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const free = await Promise.all([port, port + 1, port + 2].map(isFree));
    if (free.every(Boolean)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
