import { rmSync } from "node:fs";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { type Prepared, prepare, trial } from "./kills.ts";

/** `RESTART_SEED=<number> npm run test:restart` plays one run again. */
const seed = Number(process.env["RESTART_SEED"] ?? Date.now() % 1_000_000);
const ROUNDS = 10;
const KILLS_A_ROUND = 5;

let prepared: Prepared;
const cutInTheMiddle: number[] = [];
beforeAll(async () => {
  prepared = await prepare(inject("assembly"));
});
afterAll(() => rmSync(prepared.folder, { recursive: true, force: true }));

test.for(Array.from({ length: ROUNDS }, (_, round) => seed + round))(
  `after ${KILLS_A_ROUND} kills every invitee has exactly one mail (seed %i)`,
  async (one) => {
    const { sums, log, left, captured } = await trial(prepared, one, KILLS_A_ROUND);
    const { invitees } = prepared;
    const replay = `RESTART_SEED=${one}: ${log.join(", ")}; tried again: ${sums.retried}`;
    const { retried: _, ...counted } = sums;
    expect(counted, replay).toEqual({
      rows: { "delivered, captured 1": invitees },
      strangers: 0,
      addresses: invitees,
      most: 1,
      board: { waiting: 0, sent: invitees, notSent: 0, unknown: 0 },
      messages: {},
    });
    cutInTheMiddle.push(captured.filter((mails) => mails > 0 && mails < invitees).length);
    expect(left, "nothing outlives a killed stack").toEqual([]);
  },
);

test("most rounds were cut while their mails left", () => {
  const rounds = cutInTheMiddle.filter((kills) => kills > 0).length;
  expect(rounds, `kills between the first mail and the last, by round: ${cutInTheMiddle.join(", ")}`).toBeGreaterThan(
    ROUNDS / 2,
  );
});
