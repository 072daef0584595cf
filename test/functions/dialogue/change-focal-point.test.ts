import { describe, expect, it } from "vitest";
import { dialogueFocalPointChanged } from "#events/dialogue/focal-point-changed.v1";
import { contacts } from "#functions/console/look-at-parties";
import { readFocalPoints } from "#records/registry";
import { dialogueFile } from "#test/domain/examples";
import { contacts as fileOf } from "#test/functions/dialogue/files";
import { type World, withDialogue } from "#test/functions/world";

const nora = {
  dialogueId: "khartoum",
  party: "AT",
  rank: "primary",
  name: "Nora Neu",
  email: "nora.neu@example.org",
  language: "fr",
  since: "2022-02-10",
  evidence: "NV 7/2022 of the embassy",
};
const end = { dialogueId: "khartoum", party: "AT", rank: "primary", until: "2022-02-28", evidence: "NV 9/2022" };
const on = async (world: World, day: string) =>
  (await contacts(world.tables, { dialogueId: "khartoum", party: "AT" }, day))?.contacts.map(
    ({ name, rank, language, until }) => [name, rank, language, until],
  );

describe("a change of a focal point", () => {
  it("is in the registry from its day on, with the letter's reference, and in one fact that holds ids alone", async () => {
    const world = await withDialogue();
    expect(await world.done("change-focal-point.v1", nora)).toMatchObject({ ended: 1 });
    const before = await on(world, "2022-02-09");
    expect(before).toHaveLength(3);
    expect(before).toContainEqual(["Focal point of Austria", "primary", "en", "2022-02-09"]);
    expect((await on(world, "2022-02-10"))?.filter(([, rank]) => rank === "primary")).toEqual([
      ["Nora Neu", "primary", "fr", null],
    ]);
    const points = await readFocalPoints(world.tables, "khartoum", "AT");
    expect(points.map(({ evidence, endEvidence }) => [evidence, endEvidence])).toEqual(
      expect.arrayContaining([
        ["NV 7/2022 of the embassy", undefined],
        [undefined, "NV 7/2022 of the embassy"],
      ]),
    );
    const fact = world.newest(dialogueFocalPointChanged);
    expect(fact).toMatchObject({
      by: "staff:amina",
      data: { dialogueId: "khartoum", party: "AT", rank: "primary", since: "2022-02-10" },
    });
    const people = points.filter(({ rank }) => rank === "primary").map(({ person }) => person);
    expect([...fact.data.previous, fact.data.person].sort()).toEqual(people.sort());
    expect(JSON.stringify(world.facts("dialogue.focal-point-changed.v1"))).not.toMatch(/Nora|@|NV 7/);
  });
  it("sent twice is done once; the same person a second time is refused", async () => {
    const world = await withDialogue();
    await world.done("change-focal-point.v1", { ...nora, commandId: "one" });
    const before = world.snapshot();
    expect(await world.ask("change-focal-point.v1", { ...nora, commandId: "one" })).toMatchObject({ accepted: true });
    expect(world.snapshot()).toBe(before);
    expect(await world.ask("change-focal-point.v1", { ...nora, email: "NORA.neu@example.org" })).toMatchObject({
      accepted: false,
      code: "same-person",
    });
  });
  it("by name and address of the deputy is the deputy, in the language that is given", async () => {
    const world = await withDialogue();
    const deputy = { name: "Deputy focal point of Austria", email: "deputy.at@example.org", language: "ar" };
    await world.done("change-focal-point.v1", { ...nora, ...deputy });
    expect(await on(world, "2022-03-22")).toEqual(
      expect.arrayContaining([["Deputy focal point of Austria", "primary", "ar", null]]),
    );
    expect(await on(world, "2022-03-22")).toHaveLength(2);
  });
  it("who shares the predecessor's mailbox is another person", async () => {
    const world = await withDialogue();
    await world.done("change-focal-point.v1", { ...nora, email: "focal.point.at@example.org" });
    expect((await on(world, "2022-02-10"))?.[0]?.[0]).not.toBe("Focal point of Austria");
    expect(await on(world, "2022-02-10")).toHaveLength(3);
  });
  it("of words that made the id of somebody whose address was corrected since is somebody new", async () => {
    const world = await withDialogue();
    const anna = { party: "AT", rank: "deputy", name: "Nora Neu", email: nora.email, since: "2020-01-01" };
    await world.import("contacts", fileOf(anna));
    await world.import("contacts", fileOf({ ...anna, email: "anna@example.org" }));
    await world.done("change-focal-point.v1", nora);
    const points = await readFocalPoints(world.tables, "khartoum", "AT");
    expect(new Set(points.map(({ person }) => person)).size).toBe(points.length);
    expect(await world.ask("change-focal-point.v1", { ...nora, since: "2022-03-01" })).toMatchObject({
      code: "same-person",
    });
  });
  it("is kept by the same file of contacts, imported again", async () => {
    const world = await withDialogue();
    await world.done("change-focal-point.v1", nora);
    const before = await on(world, "2022-03-22");
    expect(await world.import("contacts", dialogueFile("contacts"))).toMatchObject({ accepted: true, rows: 0 });
    expect(await on(world, "2022-03-22")).toEqual(before);
  });
  it("is a file's to correct: an import names no successor, and tells of none", async () => {
    const world = await withDialogue();
    const added = { party: "AT", name: nora.name, email: nora.email, since: "2022-02-10" };
    await world.import("contacts", fileOf(added));
    expect((await on(world, "2022-02-10"))?.filter(([, rank]) => rank === "primary")).toHaveLength(2);
    expect(world.facts("dialogue.focal-point-changed.v1")).toEqual([]);
  });
  it.each([
    ["a party that is unknown", { party: "ZZ" }, "unknown-party"],
    ["an address that cannot be written to", { email: "Nora <nora@example.org>" }, "address"],
    ["no address", { email: "" }, "address"],
    ["a day before the predecessor's first", { since: "2019-01-01" }, "overlapping-terms"],
    ["a day that is not in the calendar", { since: "2022-02-30" }, "no-such-day"],
    ["no reference", { evidence: " " }, "malformed"],
    ["a rank that there is not", { rank: "third" }, "malformed"],
    ["a dialogue that there is not", { dialogueId: "nowhere" }, "unknown-party"],
  ])("with %s is refused, and writes nothing but the refusal", async (_, change, code) => {
    const world = await withDialogue();
    const before = JSON.stringify(world.rows("").filter(({ pk }) => !pk.startsWith("CMD#")));
    expect(await world.ask("change-focal-point.v1", { ...nora, ...change })).toMatchObject({ accepted: false, code });
    expect(JSON.stringify(world.rows("").filter(({ pk }) => !pk.startsWith("CMD#")))).toBe(before);
  });
});

describe("the end of a focal point", () => {
  it("leaves the rank empty from the next day on, and somebody may be named later", async () => {
    const world = await withDialogue();
    await world.done("end-focal-point.v1", end);
    expect((await on(world, "2022-02-28"))?.map(([, rank]) => rank)).toContain("primary");
    expect((await on(world, "2022-03-01"))?.map(([, rank]) => rank)).not.toContain("primary");
    expect(world.newest(dialogueFocalPointChanged).data).toMatchObject({ person: null, since: "2022-03-01" });
    expect(await world.done("change-focal-point.v1", { ...nora, since: "2022-04-01" })).toMatchObject({ ended: 0 });
  });
  it("a second time is refused: there is nothing to end", async () => {
    const world = await withDialogue();
    await world.done("end-focal-point.v1", end);
    expect(await world.ask("end-focal-point.v1", end)).toMatchObject({ accepted: false, code: "nobody-to-end" });
  });
});
