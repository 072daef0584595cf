import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { capacityOf, personOf } from "#bin/convoke/person-text";
import { log } from "#platform/log";
import { convoke, doors } from "#test/bin/door";
import { stubSecretariat } from "#test/functions/secretariat";
import { DURING, register, TRAINING, withTraining } from "#test/functions/training";
import type { World } from "#test/functions/world";

log.setLogLevel("SILENT");
beforeAll(() => stubSecretariat());
afterAll(() => vi.unstubAllEnvs());

const open = doors();
async function at(world: World) {
  const door = await open(world);
  return (...args: string[]) => convoke(...args, "--url", door.url, "--as", "amina");
}
const record = ["answer", "record", TRAINING, "--party", "KE", "--answer", "come", "--channel", "letter"] as const;

describe("a person, as typed", () => {
  it.each([
    [
      "Ms Delegate <ms@example.org>; HeadOfDelegation; online; som-8",
      {
        name: "Ms Delegate",
        email: "ms@example.org",
        capacity: "HeadOfDelegation",
        attends: "online",
        parts: ["som-8"],
      },
    ],
    ["Mr Expert", { name: "Mr Expert" }],
    [
      "  Dr. Jür, MD ; head of delegation ; In person ",
      { name: "Dr. Jür, MD", capacity: "HeadOfDelegation", attends: "in-person" },
    ],
  ])("%s", (text, person) => {
    expect(personOf(text)).toEqual(person);
  });
  it.each(["", "<ms@example.org>", "; Expert", "A < B"])("without a name is wrong usage: %j", (text) => {
    expect(() => personOf(text)).toThrow(/has no name/);
  });
  it("has an address in angle brackets", () => {
    expect(() => personOf("Ms Head head.de@example.org; Expert")).toThrow(/^An address stands in angle brackets/);
  });
  it("has one Capacity and one way", () => {
    expect(() => personOf("Ms D; Expert; Adviser")).toThrow(/one Capacity/);
    expect(() => personOf("Ms D; online; in person")).toThrow(/one way/);
    expect([capacityOf("trainer"), capacityOf("chief")]).toEqual(["Trainer", undefined]);
  });
});

describe("recording several people", () => {
  it("says for how many nobody is written to, and shows each with number, Capacity and way", async () => {
    const world = await withTraining("KE");
    const said = await at(world);
    const people = ["Ms Head <head@example.org>; HeadOfDelegation; in person", "Mr Expert; Expert; online"];
    const { code, out } = await said(...record, "--person", ...people);
    expect([code, out]).toEqual([
      0,
      expect.stringContaining("Nobody is written to for the 1 named without an address"),
    ]);
    const shown = await said("answer", "show", TRAINING, "--party", "KE");
    expect(shown.out).toMatch(/^\w{2} Ms Head, HeadOfDelegation: confirmed \(training-2022 in-person\)$/m);
    expect(shown.out).toMatch(/^\w{2} Mr Expert, Expert: confirmed \(training-2022 online\)$/m);
    await register(world);
    expect((await said("board", TRAINING)).out).toMatch(/^KE .* coming +2 \(1 online\) /m);
    expect((await said(...record, "--name", "Ms Trainer", "--capacity", "Trainer", "--online", "--add")).code).toBe(0);
    expect((await said("answer", "show", TRAINING, "--party", "KE")).out).toMatch(/Ms Trainer, Trainer: confirmed/);
  });
  it.each<[string, string[], RegExp]>([
    ["a name beside --person", ["--person", "A", "--name", "B"], /not both/],
    ["a way without a name", ["--online"], /--name/],
    ["two ways", ["--name", "A", "--online", "--in-person"], /one of the two/],
    ["a Capacity that there is not", ["--name", "A", "--capacity", "Chief"], /Chief/],
    ["a person without a name", ["--person", "<a@example.org>"], /no name/],
  ])("is wrong usage: %s", async (_, more, sentence) => {
    const said = await at(await withTraining("KE"));
    const { code, err } = await said(...record, ...more);
    expect([code, err]).toEqual([2, expect.stringMatching(sentence)]);
  });
});

describe("attendance", () => {
  async function begun() {
    const world = await withTraining("KE");
    const said = await at(world);
    await said(...record, "--person", "Ms Head; HeadOfDelegation; in person", "Mr Expert; Expert; online", "Ms Third");
    await register(world);
    world.clock.set(DURING);
    const numbers = (await world.delegation("KE", TRAINING)).registrations.map(
      ({ registration }) => registration.number,
    );
    return { said, numbers };
  }
  const mark = ["attendance", "mark", TRAINING, TRAINING, "--party", "KE"] as const;

  it("is marked by number, all at once or as a count, corrected, and shown as counts", async () => {
    const { said, numbers } = await begun();
    expect((await said(...mark, "--persons", numbers.slice(0, 2).join(", "))).out).toMatch(
      /2 of its registered people present/,
    );
    expect((await said(...mark, "--all")).out).toMatch(/^Recorded\..* 3 of its registered/);
    expect((await said(...mark, "--all")).out).toMatch(/^Nothing to record\./);
    expect((await said(...mark, "--persons", numbers[2] ?? "", "--absent")).out).toMatch(/2 of its registered/);
    expect((await said(...mark, "--walk-ins", "2", "--capacity", "Observer", "--online")).out).toMatch(
      /2 more walked in/,
    );
    const { out } = await said("attendance", "show", TRAINING);
    expect(out).toMatch(/^registered +3 +1 +0 +0 +1 +1 +1 *$/m);
    expect(out).toMatch(/^present +4 +1 +0 +0 +1 +3 +0 *$/m);
    expect(out).toContain("1 Expert, 1 HeadOfDelegation, 2 Observer");
    expect(out).toContain("Everybody registered was marked; walked in: 2.");
    expect(out).toMatch(/Counts are published, names are not\.$/);
    expect(out).not.toMatch(/Ms Head|Mr Expert/);
  });
  it("says who is not marked yet, of one part too", async () => {
    const { said } = await begun();
    const { out } = await said("attendance", "show", TRAINING, "--part", TRAINING);
    expect(out).toContain("Not marked yet: 3 registered; walked in: 0.");
    expect(out).toContain("By Capacity: nobody yet");
  });
  it.each<[string, string[], number, RegExp]>([
    ["nobody", [], 1, /Say who was there/],
    ["a number of nobody", ["--persons", "zz"], 1, /nobody of the number zz/],
    ["a count that is none", ["--walk-ins", "some"], 2, /--walk-ins is a number/],
    ["a Capacity of registered people", ["--all", "--capacity", "Expert"], 2, /recorded with their answer/],
  ])("is refused with a sentence: %s", async (_, more, code, sentence) => {
    const { said } = await begun();
    const answer = await said(...mark, ...more);
    expect([answer.code, answer.err]).toEqual([code, expect.stringMatching(sentence)]);
  });
  it("of a meeting or a part that is not there is told by name", async () => {
    const { said } = await begun();
    expect((await said("attendance", "show", "nowhere")).err).toMatch(/There is no meeting nowhere/);
    expect((await said("attendance", "show", TRAINING, "--part", "som-8")).err).toMatch(/with a part som-8/);
  });
});
