import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { faultsOf } from "#bin/convoke/export-verify";
import { type Stack, startStack } from "#lib/local/stack";
import { convoke } from "#test/bin/door";
import { desksOf, dialogue, prepare, release, rows, START } from "./play.ts";

let stack: Stack;
const root = mkdtempSync(join(tmpdir(), "convoke-handed-"));
beforeAll(async () => {
  stack = await startStack({ assembly: inject("assembly"), now: START, quiet: true });
  const desks = desksOf(stack);
  await prepare(desks, dialogue());
  await release(desks);
  await stack.advance({ minutes: 3 });
});
afterAll(async () => {
  await stack?.stop();
  rmSync(root, { recursive: true });
});

test("a dialogue of the size of the real one is exported from the stack page by page, and verified", async () => {
  const to = join(root, "all");
  const { code, err } = await convoke("export", "--all", "--to", to, "--url", stack.siteUrl, "--as", "amina");
  expect([code, err]).toEqual([0, ""]);
  const { faults, manifest } = faultsOf(to);
  expect(faults).toEqual([]);
  expect(manifest?.files["people.jsonl"]?.lines).toBe(
    (await rows(stack, "PER#")).filter(({ sk }) => sk === "#").length,
  );
  const delegations = (await rows(stack, "DEL#")).filter(({ hash }) => hash === undefined).length;
  expect(manifest?.files["delegations.jsonl"]?.lines).toBe(delegations);
  expect(delegations).toBeGreaterThan(100);
  await stack.settle();
  expect(stack.problems).toEqual([]);
});
