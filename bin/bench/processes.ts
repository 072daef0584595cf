import { readdirSync, readFileSync } from "node:fs";

const TICKS_A_SECOND = 100;

/** One process of the tree below this one, and this one itself. */
export interface Process {
  readonly pid: number;
  /** The function that it runs; undefined for the stack itself and its DynamoDB engine. */
  readonly runs: string | undefined;
}

/** In MB: what it holds alone and its part of what it shares, and what it has in memory at all. */
export interface Memory {
  readonly pss: number;
  readonly rss: number;
}

/** This process and everything that it has started, as Linux tells it. */
export function tree(): Process[] {
  const children = Map.groupBy(
    readdirSync("/proc").flatMap((name) => (/^\d+$/.test(name) ? [{ pid: Number(name), parent: parentOf(name) }] : [])),
    ({ parent }) => parent,
  );
  const below = (pid: number): number[] => [pid, ...(children.get(pid) ?? []).flatMap((child) => below(child.pid))];
  return below(process.pid).map((pid) => ({ pid, runs: pid === process.pid ? undefined : functionOf(pid) }));
}

/** The processes of functions only, each by the function's name. */
export function functionProcesses(): { readonly pid: number; readonly name: string }[] {
  return tree().flatMap(({ pid, runs }) => (runs === undefined ? [] : [{ pid, name: runs }]));
}

export function memoryOf(pid: number): Memory {
  const rollup = read(`/proc/${pid}/smaps_rollup`);
  return { pss: megabytes(rollup, "Pss"), rss: megabytes(rollup, "Rss") };
}

/** The most that a process has had in memory so far, in MB. */
export function highWater(pid: number): number {
  return megabytes(read(`/proc/${pid}/status`), "VmHWM");
}

export function sum(pids: readonly number[]): Memory {
  const each = pids.map(memoryOf);
  const total = (part: keyof Memory) => each.reduce((all, memory) => all + memory[part], 0);
  return { pss: total("pss"), rss: total("rss") };
}

/** Seconds that the tree's processes have worked so far, on any core: little moved by what else the machine does. */
export function worked(): number {
  return tree().reduce((all, { pid }) => all + ticks(pid) / TICKS_A_SECOND, 0);
}

/** Looks at the whole tree once a second while something is done; gives back the highest sums that it saw. */
export async function highest(work: () => Promise<unknown>): Promise<Memory> {
  let most: Memory = { pss: 0, rss: 0 };
  const look = () => {
    const { pss, rss } = sum(tree().map(({ pid }) => pid));
    most = { pss: Math.max(most.pss, pss), rss: Math.max(most.rss, rss) };
  };
  const timer = setInterval(look, 1000);
  try {
    await work();
    look();
  } finally {
    clearInterval(timer);
  }
  return most;
}

function ticks(pid: number): number {
  const { 11: user, 12: system } = read(`/proc/${pid}/stat`).split(") ")[1]?.split(" ") ?? [];
  return Number(user ?? 0) + Number(system ?? 0);
}

function functionOf(pid: number): string | undefined {
  const variables = read(`/proc/${pid}/environ`).split("\0");
  return variables.find((one) => one.startsWith("AWS_LAMBDA_FUNCTION_NAME="))?.split("=")[1];
}

function parentOf(pid: string): number {
  return Number(/^PPid:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0);
}

function megabytes(text: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(text)?.[1] ?? 0) / 1024;
}

/** A process that has ended meanwhile has nothing to say. */
function read(file: string): string {
  try {
    return readFileSync(file, "utf-8");
  } catch {
    return "";
  }
}
