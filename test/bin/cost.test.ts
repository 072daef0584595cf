import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { acts, measured, unitNames } from "#bin/convoke/measured";
import { besideMail, idleLines, prices, roundLines, sum } from "#bin/convoke/reckon";
import { convoke } from "#test/bin/door";
import { synthesized } from "#test/lib/synthesized";

const reckoned = z.looseObject({
  accepted: z.literal(true),
  dollars: z.number(),
  lines: z.array(z.looseObject({ what: z.string(), amount: z.number(), dollars: z.number() })),
});
const idle = (stage: string, changes = {}) => idleLines(synthesized(stage, changes).resources);

describe("a stage that nobody uses", { timeout: 120_000 }, () => {
  it("costs at most five dollars a month in dev and in test", () => {
    for (const stage of ["dev", "test"]) expect(sum(idle(stage)), JSON.stringify(idle(stage))).toBeLessThanOrEqual(5);
  });
  it("costs its alarms as well in prod, and said so by line", () => {
    const [dev, prod] = [idle("dev"), idle("prod")];
    const alarms = prod.find(({ what }) => what.startsWith("metrics that alarms"));
    expect(alarms?.amount).toBeGreaterThan(10);
    expect(sum(prod) - sum(dev)).toBeCloseTo(((alarms?.amount ?? 0) - 10) * 0.1, 6);
  });
  it("pays no poller for a subscriber", () => {
    const bus = "arn:aws:events:eu-west-1:123456789012:event-bus/registry";
    const subscribers = { registry: { bus, facts: ["meeting.ended.v1"] } };
    expect(idle("dev", { subscribers })).toEqual(idle("dev"));
  });
  it("is told for the stage that is named, without asking AWS", async () => {
    const { code, out } = await convoke("cost", "--idle", "--stage", "prod");
    expect(code).toBe(0);
    expect(out).toMatch(/metrics that alarms watch, beyond ten an account +\d+ +\$\d\.\d\d/);
    expect(out).toMatch(/The stage prod, while nobody uses it: \$\d\.\d\d a month\./);
    expect(out).toContain(`List prices of ${prices.region} as noted on ${prices.asOf}`);
  });
});

describe("what was measured", () => {
  const kept = measured();
  it("holds every unit of every act, with its day and its command", () => {
    for (const act of acts) expect(Object.keys(kept.acts[act]).sort()).toEqual([...unitNames].sort());
    expect(kept).toMatchObject({ measured: expect.stringMatching(/^\d{4}-\d\d-\d\d$/), command: "npm run bench cost" });
    expect([kept.acts.invitation.mails, kept.acts.reminder.mails, kept.acts.opening.writeUnits]).toEqual([1, 1, 0]);
  });
  it("stays within the budgets: beside mail 30 cents for 10,000 invitees, 50 for 10,000 reminders; 16 write units each", () => {
    expect(10_000 * besideMail("invitation")).toBeLessThanOrEqual(0.3);
    expect(10_000 * besideMail("reminder")).toBeLessThanOrEqual(0.5);
    expect(kept.acts.invitation.writeUnits).toBeLessThanOrEqual(16);
  });
});

describe("a round", () => {
  it("is reckoned by line, and the lines add up", async () => {
    const said = reckoned.parse(JSON.parse((await convoke("cost", "--invitees", "10000", "--json")).out));
    expect(said.dollars).toBeCloseTo(
      said.lines.reduce((total, { dollars }) => total + dollars, 0),
      9,
    );
    expect(said.lines[0]).toMatchObject({ what: "mails sent, SES à la carte", amount: 26_000, dollars: 2.6 });
  });
  it("costs in proportion: twice as many, twice as much", () => {
    expect(sum(roundLines(20_000))).toBeCloseTo(2 * sum(roundLines(10_000)), 9);
  });
  it("is told with what is taken, when it was counted and of which day the prices are", async () => {
    const { code, out } = await convoke("cost", "--invitees", "300");
    expect(code).toBe(0);
    expect(out).toMatch(
      /^A round to 300 invitees: about \$0\.\d\d, of which mail \$0\.08; \$0\.05 more on SES's Essentials/m,
    );
    expect(out).toMatch(/^Taken: delegations of three;/m);
    expect(out).toContain(`Counted on ${measured().measured}`);
    expect(out).toContain(`as noted on ${prices.asOf}`);
  });
});

describe("wrong usage", () => {
  it.each([
    ["0"],
    ["1.5"],
    ["1e3"],
    ["007"],
    ["9007199254740992"],
    ["10000001"],
    ["٣٠٠"],
    ["many"],
    [""],
    ["300 "],
    ["=-5"],
  ])("--invitees %j: exit 2, with the numbers that may stand there", async (number) => {
    const { code, out, err } = await convoke("cost", "--invitees", number);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(/^--invitees is a whole number from 1 to 10000000, such as 300\.$/m);
  });
  it.each<[string[], RegExp]>([
    [[], /^Say --invitees <number> for a round, or --idle/],
    [["--invitees", "3", "--idle"], /^Say --invitees <number> for a round, or --idle/],
    [["--invitees", "3", "--stage", "prod"], /^--stage goes with --idle/],
    [["--idle", "--stage", "prd"], /Did you mean prod\?/],
    [["--invitees", "-5"], /^--invitees is a whole number/],
    [["--inviteees", "5"], /^Unknown option '--inviteees'\. Did you mean --invitees\?|Did you mean --invitees/],
    [["300"], /^Too many arguments/],
  ])("%j: exit 2", async (args, sentence) => {
    const { code, err } = await convoke("cost", ...args);
    expect([code, err]).toEqual([2, expect.stringMatching(sentence)]);
  });
});
