import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { attendance } from "#functions/console/attendance";
import { aggregatesOf, verified } from "#functions/console/chain";
import { postCommand } from "#functions/console/post-command";
import { log } from "#platform/log";
import { BEFORE, DURING, record, TRAINING, withTraining } from "#test/functions/training";
import { AMINA, BRUNO, type World } from "#test/functions/world";
import { posted } from "#test/memory/messages";

log.setLogLevel("SILENT");
beforeAll(() => vi.stubEnv("SECRETARIAT_NAME", '{"en":"Secretariat of the Dialogue"}'));
afterAll(() => vi.unstubAllEnvs());

const people = (...names: string[]) => names.map((name) => ({ name }));
/** Kenya with three, the Central African Republic with one, a trainer online; the first day has begun. */
async function begun(): Promise<World> {
  const world = await withTraining("KE", "CF", "FRONTEX");
  await record(world, "KE", [
    { name: "Anna", capacity: "HeadOfDelegation", attends: "in-person" },
    ...people("Bert", "Cleo"),
  ]);
  await record(world, "CF", people("Dora"));
  await record(world, "FRONTEX", [{ name: "Tara", capacity: "Trainer", attends: "online" }]);
  world.clock.set(DURING);
  return world;
}
const markOf = (world: World, party: string, asked: object, actor = AMINA) =>
  world.ask("mark-attendance.v1", { convocationId: TRAINING, part: TRAINING, party, ...asked }, actor);
const numbers = async (world: World, party: string) =>
  (await world.delegation(party, TRAINING)).registrations.map(({ registration }) => registration.number);

describe("a mark of presence", () => {
  it("is a row for each person and one fact, with numbers and no names", async () => {
    const world = await begun();
    const [anna, bert] = await numbers(world, "KE");
    expect(await markOf(world, "KE", { persons: [anna, bert] })).toEqual({
      accepted: true,
      party: "KE",
      part: TRAINING,
      present: 2,
      walkIns: 0,
      unchanged: false,
    });
    expect(world.rows("DEL#", `T#${TRAINING}#`)).toMatchObject([
      { number: anna, present: true, who: AMINA, at: DURING },
      { number: bert, present: true },
    ]);
    const [fact] = world.facts("registration.attended.v1");
    expect(fact).toMatchObject({ actor: AMINA, door: "gateway" });
    expect(JSON.stringify(world.facts())).not.toMatch(/Anna|Bert/);
  });
  it("told again changes nothing; told otherwise it is corrected, in one chain that can be verified", async () => {
    const world = await begun();
    await markOf(world, "KE", { all: true });
    const before = world.facts().length;
    expect(await markOf(world, "KE", { all: true })).toMatchObject({ unchanged: true, present: 3 });
    expect(world.facts()).toHaveLength(before);
    const [, bert] = await numbers(world, "KE");
    expect(await markOf(world, "KE", { persons: [bert], absent: true }, BRUNO)).toMatchObject({ present: 2 });
    const { delegation } = await world.delegation("KE", TRAINING);
    const object = `ATT#${delegation.id}#${TRAINING}`;
    expect(await verified(world.tables, object)).toMatchObject({ facts: 2, whole: true });
    expect((await aggregatesOf(world.tables, TRAINING))?.aggregates).toContain(object);
  });
  it("of two people at one moment: both stand", async () => {
    const world = await begun();
    const [anna, bert] = await numbers(world, "KE");
    const said = await Promise.all([
      markOf(world, "KE", { persons: [anna] }),
      markOf(world, "KE", { persons: [bert] }, BRUNO),
    ]);
    expect(said).toMatchObject([{ accepted: true }, { accepted: true }]);
    expect(world.rows("DEL#", `T#${TRAINING}#`)).toHaveLength(2);
  });
  it("goes through the gateway to the function of registrations, from a person who is signed in", async () => {
    const world = await begun();
    const body = {
      command: "mark-attendance.v1",
      detail: { commandId: "m-1", convocationId: TRAINING, part: TRAINING, party: "CF", all: true },
    };
    const arn = "arn:aws:sts::000000000000:assumed-role/staff/amina";
    const said = await postCommand(world)(posted(JSON.stringify(body), { arn, path: "/commands" }));
    expect([said.statusCode, JSON.parse(said.body ?? "")]).toMatchObject([200, { accepted: true, present: 1 }]);
  });
  it.each<[string, object, string]>([
    ["a meeting that is not there", { convocationId: "nowhere" }, "no-such-meeting"],
    ["a part that it does not have", { part: "som-8" }, "unknown-part"],
    ["a party that was not invited", { party: "DE" }, "no-such-invitation"],
    ["nobody", {}, "whom"],
    ["a person of another delegation", { persons: ["zz"] }, "not-registered"],
    ["more walk-ins than a hall holds", { walkIns: { count: 1001 } }, "malformed"],
    ["a number that is none", { persons: ["1"] }, "malformed"],
    ["a name in the place of a number", { persons: ["Anna"] }, "malformed"],
  ])("is refused, with a sentence: %s", async (_, change, code) => {
    const world = await begun();
    const said = await markOf(world, "KE", change);
    expect(said).toMatchObject({ accepted: false, code });
    expect(String(said["sentence"])).toMatch(/\.$/);
    expect(world.facts("registration.attended.v1")).toEqual([]);
  });
  it("is refused before the first session has begun", async () => {
    const world = await begun();
    world.clock.set(BEFORE);
    expect(await markOf(world, "KE", { all: true })).toMatchObject({ accepted: false, code: "not-begun" });
  });
});

describe("the counts", () => {
  it("say participants, countries, organisations, Capacity and way, without a name", async () => {
    const world = await begun();
    for (const party of ["KE", "CF", "FRONTEX"]) await markOf(world, party, { all: true });
    await markOf(world, "CF", { walkIns: { count: 2, capacity: "Expert" }, attends: "in-person" });
    const said = await attendance(world.tables, { convocationId: TRAINING });
    expect(said?.parts).toMatchObject([
      {
        id: TRAINING,
        modality: "hybrid",
        registered: { participants: 4, serving: 1, countries: 2, organisations: 0 },
        present: {
          participants: 6,
          serving: 1,
          countries: 2,
          organisations: 0,
          inPerson: 3,
          online: 1,
          notSaid: 3,
          byCapacity: { Expert: 2, HeadOfDelegation: 1, NotStated: 3, Trainer: 1 },
        },
        walkIns: 2,
        unmarked: 0,
      },
    ]);
    expect(JSON.stringify(said)).not.toMatch(/Anna|Bert|Cleo|Dora|Tara/);
  });
  it("are of one part where one is asked for, and none of a part that is not there", async () => {
    const world = await begun();
    expect((await attendance(world.tables, { convocationId: TRAINING, part: TRAINING }))?.parts).toHaveLength(1);
    expect(await attendance(world.tables, { convocationId: TRAINING, part: "som-8" })).toBeUndefined();
    expect(await attendance(world.tables, { convocationId: "nowhere" })).toBeUndefined();
  });
});
