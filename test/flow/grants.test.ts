import { expect, inject, test } from "vitest";
import { startStack } from "#lib/local/stack";
import { everything } from "./everything.ts";
import { START } from "./play.ts";

/** Grants that nothing here can make a function use, each with the reason why it has to stand all the same. */
const onlyElsewhere: { readonly [grant: string]: string } = {
  "mail-facts may dynamodb:PutItem on Records":
    "the pump's row is put by its first run ever; here that is mail-moments, after a test mail that met a paused account",
};

test("every grant is used by somebody: a role may nothing that no code does", { timeout: 180_000 }, async () => {
  const stack = await startStack({ assembly: inject("assembly"), now: START, quiet: true, tolerate: true });
  try {
    await everything(stack);
    expect(stack.problems.filter((sentence) => sentence.includes("was denied"))).toEqual([]);
    const { used, unused } = stack.used;
    const named = unused
      .map(
        ({ holder, action, resource }) =>
          `${holder} may ${action} on ${resource.split(":").at(-1)?.replace("table/", "")}`,
      )
      .sort();
    expect(named, "grants that nothing used: take them out of lib, or let test/flow/everything.ts use them").toEqual(
      Object.keys(onlyElsewhere).sort(),
    );
    expect(used.length).toBeGreaterThan(200);
  } finally {
    await stack.stop();
  }
});
