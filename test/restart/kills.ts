import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { captured, count, kept, type Sums } from "./count.ts";
import { type Addresses, freePorts, isAlive, Program } from "./program.ts";
import { move, prepareRound, release } from "./round.ts";
import { seeded } from "./seeded.ts";

/** Until all leases and delays of a kill are over. */
const HOURS = 1;
/** After so many moves of the clock a round that is not at rest never will be. */
const MOST_MOVES = 12;
/** How long further mails are waited for, in milliseconds. */
const PATIENCE = 10_000;
/** How long what belonged to a killed process may take to be gone. */
const GONE_WITHIN = 5_000;

/** A folder in which a round waits for its release; every trial begins with a copy of it. */
export interface Prepared {
  readonly folder: string;
  readonly assembly: string;
  readonly hash: string;
  readonly invitees: number;
}

export async function prepare(assembly: string): Promise<Prepared> {
  const folder = mkdtempSync(join(tmpdir(), "convoke-restart-"));
  const flags = ["--assembly", assembly, "--port", String(await freePorts()), "--now", "2022-01-31T08:00:00Z"];
  const program = new Program(folder, ...flags);
  const round = await prepareRound(await program.ready);
  await program.stop();
  return { folder, assembly, ...round };
}

export interface Trial {
  readonly sums: Sums;
  /** Every kill: what was under way, and the milliseconds after which it came. */
  readonly log: readonly string[];
  /** How many mails had been captured at each kill. */
  readonly captured: readonly number[];
  /** Processes that outlived the one that was killed. */
  readonly left: readonly number[];
}

/** Releases the round and kills the stack at moments that the seed decides, again and again; then lets it come to rest and counts. */
export async function trial(prepared: Prepared, seed: number, kills: number): Promise<Trial> {
  const random = seeded(seed);
  const folder = mkdtempSync(join(tmpdir(), "convoke-restart-"));
  cpSync(prepared.folder, folder, { recursive: true });
  const data = join(folder, ".convoke", "data");
  const flags = ["--assembly", prepared.assembly, "--port", String(await freePorts())];
  const start = () => new Program(folder, ...flags);
  const log: string[] = [];
  const left: number[] = [];
  const captures: number[] = [];
  let program = start();
  try {
    for (let kill = 0; kill < kills; kill++) {
      const moment = drawn(random, kill);
      log.push(moment.said);
      await reach(moment, program, data, prepared);
      left.push(...(await outlived(await program.kill())));
      captures.push(captured(data));
      program = start();
    }
    const running = await program.ready;
    await release(running, prepared.hash);
    await rest(data, running);
    const sums = await count(data, running);
    await program.stop();
    return { sums, log, left, captured: captures };
  } finally {
    await program.kill();
    rmSync(folder, { recursive: true });
  }
}

interface Moment {
  /** What is set going once the stack is up; undefined: it is not waited for. */
  readonly work: "release" | "move" | "nothing" | undefined;
  /** So many further mails are waited for first; not for long, where there are none. */
  readonly mails: number;
  readonly delay: number;
  readonly said: string;
}

/** The first two kills hit the release; later ones a start, a running stack or a moving clock, at any time or while mails leave. */
function drawn(random: () => number, kill: number): Moment {
  const work = kill < 2 ? "release" : pick(random(), [undefined, "nothing", "move", "move"] as const);
  const mails = work !== undefined && random() < 0.6 ? 1 + Math.floor(random() * 25) : 0;
  const delay = Math.floor(random() * (mails > 0 ? 30 : 1200));
  return { work, mails, delay, said: `${work ?? "start"}${mails > 0 ? ` ${mails} mails` : ""} + ${delay} ms` };
}

async function reach({ work, mails, delay }: Moment, program: Program, data: string, round: Prepared): Promise<void> {
  if (work !== undefined) {
    const running = await program.ready;
    const target = Math.min(captured(data) + mails, round.invitees);
    let until = Date.now() + (work === "nothing" ? PATIENCE / 4 : PATIENCE);
    const working =
      work === "release" ? release(running, round.hash) : work === "move" ? move(running, HOURS) : undefined;
    // It is cut off, or it is done before; what a moved clock has not sent it sends no more.
    working?.then(
      () => {
        if (work === "move") until = 0;
      },
      () => undefined,
    );
    while (captured(data) < target && Date.now() < until) await wait(2);
  }
  await wait(delay);
}

/** Moves the clock until no queue holds anything. */
async function rest(data: string, running: Addresses): Promise<void> {
  for (let moves = 0; moves < MOST_MOVES; moves++) {
    await move(running, HOURS);
    if (Object.keys(kept(data, running.region).messages).length === 0) return;
  }
}

async function outlived(processes: readonly number[]): Promise<number[]> {
  const until = Date.now() + GONE_WITHIN;
  for (;;) {
    const alive = processes.filter(isAlive);
    if (alive.length === 0 || Date.now() > until) return alive;
    await wait(5);
  }
}

function pick<T>(chance: number, among: readonly T[]): T | undefined {
  return among[Math.floor(chance * among.length)];
}
