import { existsSync, readFileSync } from "node:fs";
import * as z from "zod/mini";

/** Where `npm start` writes the addresses of the stack that runs here. */
export const RUNNING_FILE = ".convoke/running.json";
const running = z.looseObject({
  site: z.string(),
  endpoint: z.string(),
  bus: z.string(),
  region: z.string(),
  pid: z.number(),
  /** The outputs of its templates. */
  outputs: z.exactOptional(z.record(z.string(), z.string())),
  /** When that process began: another one may have its number by now. */
  began: z.exactOptional(z.string()),
});
export type Running = z.infer<typeof running>;

export interface Connection {
  readonly url: string;
  readonly region: string;
  readonly as?: string;
  readonly local?: Running;
  /** The bus of a deployed stage. */
  readonly bus?: string;
  /** What the names of a deployed stage's queues begin with. */
  readonly prefix?: string;
}

/** The stack of this folder that is up. What a dead one left behind does not count. */
export function runningHere(): Running | undefined {
  if (!existsSync(RUNNING_FILE)) return undefined;
  try {
    const here = running.parse(JSON.parse(readFileSync(RUNNING_FILE, "utf-8")));
    process.kill(here.pid, 0);
    return here.began === beganAt(here.pid) ? here : undefined;
  } catch {
    return undefined;
  }
}

/** The moment in which a process began, in the system's own count; undefined where there is no /proc to say it. */
export function beganAt(pid: number): string | undefined {
  try {
    // The 22nd field; the second is the program's name in parentheses, with whatever it holds.
    return readFileSync(`/proc/${pid}/stat`, "utf-8")
      .replace(/^.*\) /s, "")
      .split(" ")[19];
  } catch {
    return undefined;
  }
}

/** The stack to talk to: the address given, else the environment's, else the one that runs on this machine. */
export function connection(options: {
  url?: string;
  as?: string;
  region?: string;
  stageBus?: string;
  stageQueues?: string;
}): Connection | undefined {
  const local = runningHere();
  const given = options.url ?? process.env["CONVOKE_URL"];
  const region = options.region ?? process.env["AWS_REGION"] ?? local?.region ?? "eu-west-1";
  if (given !== undefined)
    return {
      url: given,
      region,
      ...(options.as !== undefined && { as: options.as }),
      ...(options.stageBus !== undefined && { bus: options.stageBus }),
      ...(options.stageQueues !== undefined && { prefix: options.stageQueues }),
    };
  if (!local) return undefined;
  // On this machine there is nobody to sign in with; the name is whoever says it.
  return { url: local.site, region: local.region, as: options.as ?? process.env["USER"] ?? "staff", local };
}
