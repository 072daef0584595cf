import { expect, inject, test } from "vitest";
import type { Grant } from "#lib/local/grants";
import { run } from "./break.ts";
import { everything } from "./everything.ts";

/** A grant that this test adds to the templates itself: that it is found shows that others would be. */
const PLANTED = "site-answer may dynamodb:DeleteItem on Records";

const HOW = "grants that nothing used: take them out of lib, or let test/flow/everything.ts use them";
const sentence = ({ holder, action, resource }: Grant) =>
  `${holder} may ${action} on ${resource.split(":").at(-1)?.replace("table/", "")}`;

test("every grant is used by somebody: a role may nothing that no code does", { timeout: 180_000 }, async () => {
  let [found, used, denied]: [readonly Grant[], number, readonly string[]] = [[], 0, []];
  const said = await run(
    inject("assembly"),
    (templates) => templates.change("siteanswerRole", '"dynamodb:GetItem"', '"dynamodb:GetItem","dynamodb:DeleteItem"'),
    async (stack) => {
      await everything(stack);
      found = stack.used.unused;
      used = stack.used.used.length;
      denied = stack.problems.filter((problem) => problem.includes("was denied"));
    },
    { tolerate: true },
  );
  expect([said, denied]).toEqual(["nothing", []]);
  expect(found.map(sentence).sort(), HOW).toEqual([PLANTED]);
  expect(used).toBeGreaterThan(200);
});
