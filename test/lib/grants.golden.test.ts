import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { functions } from "#lib/functions";
import { wildcards } from "#lib/guard-rails";
import { goldenText, grantTexts } from "#test/lib/grants-text";
import { synthesized } from "#test/lib/synthesized";

const GOLDEN = join(import.meta.dirname, "grants.golden.txt");
const HOW =
  "The grants are not those of test/lib/grants.golden.txt. Where it is meant: npm test -- test/lib/grants.golden.test.ts -u, and have the file's diff reviewed";

function grantsAt(stage: string) {
  const { resources, stage: made } = synthesized(stage);
  return grantTexts(resources, made.workflow.config);
}
const dev = grantsAt("dev");

describe("what every function may do", () => {
  it("is exactly what the golden file says", async () => {
    await expect(goldenText(dev), HOW).toMatchFileSnapshot(GOLDEN);
  });
  it("is the same in test", () => {
    expect(goldenText(grantsAt("test"))).toBe(goldenText(dev));
  });
  it("is the same in prod, but that who lets a round go looks first whether its mails can arrive", () => {
    const lines = (grants: typeof dev) => goldenText(grants).split("\n");
    const [here, prod] = [new Set(lines(dev)), lines(grantsAt("prod"))];
    expect(prod.filter((line) => !here.has(line))).toEqual([
      "invitation-commands  ses:GetAccount  *",
      "invitation-commands  ses:GetEmailIdentity  arn:aws:ses:<region>:<account>:identity/<domain of mail.from>",
    ]);
    expect(prod).toHaveLength(lines(dev).length + 2);
  });
  it("is said of every function, and of the scheduler's one role", () => {
    expect([...new Set(dev.map(({ who }) => who))].sort()).toEqual(
      [...functions.map(({ name }) => name), "ScheduleRole"].sort(),
    );
  });
});

describe("a wildcard", () => {
  const open = dev.filter(({ action, resource }) => `${action}${resource}`.includes("*"));
  const reasonOf = ({ action, resource }: (typeof dev)[number]) =>
    wildcards.find((known) => known.action.test(action) && known.resource.test(resource))?.reason;
  it("stands only where lib/guard-rails.ts says why", () => {
    expect(open.filter((grant) => reasonOf(grant) === undefined)).toEqual([]);
  });
  it("has no reason that nothing needs", () => {
    expect(new Set(open.map(reasonOf))).toEqual(new Set(wildcards.map(({ reason }) => reason)));
  });
});
