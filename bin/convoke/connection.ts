import { existsSync, readFileSync } from "node:fs";
import * as z from "zod/mini";

/** Where `npm start` writes the addresses of the stack that runs here. */
export const RUNNING_FILE = ".convoke/running.json";
const running = z.looseObject({ site: z.string(), endpoint: z.string(), bus: z.string(), region: z.string() });
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

/** The stack to talk to: the address given, else the environment's, else the one that runs on this machine. */
export function connection(options: {
  url?: string;
  as?: string;
  region?: string;
  stageBus?: string;
  stageQueues?: string;
}): Connection | undefined {
  const local = existsSync(RUNNING_FILE)
    ? running.safeParse(JSON.parse(readFileSync(RUNNING_FILE, "utf-8"))).data
    : undefined;
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
