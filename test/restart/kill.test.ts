import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, afterEach, beforeAll, expect, inject, test } from "vitest";
import * as z from "zod/mini";
import { client } from "#bin/convoke/client";
import { boardAnswer } from "#bin/convoke/meetings";
import { MEETING, MEMBERS_ROUND } from "#bin/demo/world";
import { type Stack, startStack } from "#lib/local/stack";
import { desksOf, dialogue, hashOf, prepare, START } from "#test/flow/play";

/** 50 deaths: ten rounds, each killed five times, at moments that the seed decides. A failing one names its seed and moments. */
const ROUNDS = Number(process.env["RESTART_ROUNDS"] ?? 10);
const KILLS = 5;
const SEED = Number(process.env["RESTART_SEED"] ?? 1);
/** A round's mails leave within ten seconds; the first kill falls in the release itself or soon after. */
const LONGEST_LIFE = 1_500;

const root = dirname(dirname(import.meta.dirname));
const home = mkdtempSync(join(tmpdir(), "convoke-kill-"));
const prepared = join(home, "prepared");
const everybody = dialogue();
let stack: Stack | undefined;
const leftAtLastDeath: number[] = [];
let running: ChildProcess | undefined;

beforeAll(async () => {
  stack = await startStack({ assembly: inject("assembly"), now: START, quiet: true, data: prepared });
  await prepare(desksOf(stack), everybody);
  await stack.stop();
});
afterEach(async () => {
  running?.kill("SIGKILL");
  await stack?.stop();
  stack = undefined;
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const roundAnswer = z.looseObject({
  round: z.looseObject({ state: z.string(), hash: z.string() }),
  audience: z.array(z.looseObject({ code: z.string() })),
});
const line = z.looseObject({ site: z.string(), region: z.string() });

/** `npm start` on this folder, as a process of its own, until it says that it is ready. */
async function live(data: string): Promise<z.infer<typeof line>> {
  const flags = ["--data", data, "--assembly", inject("assembly"), "--port", "0", "--json"];
  const child = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", "--import", "./bin/guard.mjs", "bin/local.ts", ...flags],
    { cwd: root, stdio: ["ignore", "pipe", "pipe"] },
  );
  running = child;
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said += chunk;
  });
  for await (const first of createInterface(child.stdout)) return line.parse(JSON.parse(first));
  throw new Error(`It did not start: ${said}`);
}

/** A death like a power cut's, so many milliseconds from now. */
async function dieAfter(milliseconds: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  const ended = new Promise((resolve) => running?.once("exit", resolve));
  running?.kill("SIGKILL");
  await ended;
}

/** The seed's numbers from 0 to below 1 (xorshift32). */
function numbers(seed: number): () => number {
  let state = seed * 2_654_435_761 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

test.each(Array.from({ length: ROUNDS }, (_, round) => SEED + round))(
  "killed five times in a round (seed %i), every invitee has exactly one mail",
  async (seed) => {
    const data = join(home, `round-${seed}`);
    cpSync(prepared, data, { recursive: true });
    const next = numbers(seed);
    const moments: number[] = [];
    for (let kill = 0; kill < KILLS; kill++) {
      const { site, region } = await live(data);
      const moment = Math.round(next() * LONGEST_LIFE);
      moments.push(moment);
      const death = dieAfter(moment);
      if (kill === 0) await release(site, region);
      await death;
    }

    stack = await startStack({ assembly: inject("assembly"), quiet: true, data });
    leftAtLastDeath.push(stack.mailbox.length);
    const desks = desksOf(stack);
    const { round, audience } = roundAnswer.parse(await desks.bilal.query({ query: "round", roundId: MEMBERS_ROUND }));
    // Killed before the release was committed, it is asked for again, as a person would.
    if (round.state !== "released")
      await desks.bilal.command("release-round.v1", { roundId: MEMBERS_ROUND, hash: await hashOf(desks) });
    await stack.advance({ hours: 1 });

    const codes = new Set(audience.map(({ code }) => code));
    const invited = everybody.contacts.filter(({ party }) => codes.has(party)).map(({ email }) => email);
    expect(invited).toHaveLength(132);
    const mails = stack.mailbox.filter(({ tags }) => tags["kind"] === "invitation").flatMap(({ to }) => to);
    expect({ seed, moments, mails: mails.sort() }).toEqual({ seed, moments, mails: invited.sort() });
    const board = boardAnswer.parse(await desks.bilal.query({ query: "board", convocationId: MEETING }));
    expect(board.mails).toEqual({
      waiting: 0,
      sent: invited.length,
      notSent: 0,
      unknown: 0,
      delivered: invited.length,
    });
    expect(stack.problems).toEqual([]);
  },
  180_000,
);

test("most of the rounds were cut in their middle", () => {
  const cut = leftAtLastDeath.filter((left) => left > 0 && left < 132);
  expect(cut.length, `mails that had left at the last death: ${leftAtLastDeath.join(", ")}`).toBeGreaterThanOrEqual(
    ROUNDS / 2,
  );
});

/** Dies with the stack where the moment says so; what it would have been told is not known then. */
async function release(site: string, region: string): Promise<void> {
  const bilal = client({ url: site, region, as: "bilal" });
  try {
    const { round } = roundAnswer.parse(await bilal.query({ query: "round", roundId: MEMBERS_ROUND }));
    await bilal.command("release-round.v1", { roundId: MEMBERS_ROUND, hash: round.hash });
  } catch {
    // The death was faster.
  }
}
