import { describe, expect, it } from "vitest";
import { bodyOn, chairOn, membersOn } from "#domain/registry";
import type { TransactItem } from "#platform/table";
import { readPeople } from "#records/registry";
import { dialogueFile } from "#test/domain/examples";
import { realRegistry } from "#test/domain/real-registry";
import { parties, registryOf, withAustria } from "#test/functions/dialogue/files";
import { newWorld, withDialogue } from "#test/functions/world";
import { memoryTables } from "#test/memory/tables";

describe("importing the real parties, seats, chairs and contacts", () => {
  it("makes the registry that rule 6 reads from the files", async () => {
    const world = await withDialogue();
    const { parties, memberships, seats, chairs, focalPoints } = await registryOf(world);
    const real = realRegistry();
    expect(parties.map(({ code }) => code).sort()).toEqual(real.parties.map(({ code }) => code).sort());
    const inOrder = (terms: readonly { code: string }[]) => [...terms].sort((a, b) => (a.code < b.code ? -1 : 1));
    expect(inOrder(memberships)).toEqual(inOrder(real.memberships));
    expect(inOrder(seats)).toEqual(inOrder(real.seats));
    expect(chairs).toEqual(real.chairs);
    expect(focalPoints).toHaveLength(139);
  });
  it.each([
    ["2019-03-06", 13, 40, undefined],
    ["2021-09-29", 13, 44, "NL"],
    ["2022-03-22", 13, 44, "NL"],
    ["2024-04-16", 15, 44, "DE"],
  ])("on %s: %i in the committee, %i members, %s in the chair", async (day, committee, members, chair) => {
    const registry = await registryOf(await withDialogue());
    expect([
      bodyOn(registry, "steering-committee", day).length,
      membersOn(registry, day).length,
      chairOn(registry, day),
    ]).toEqual([committee, members, chair]);
  });
  it("says how many rows were new, in the answer and in a fact", async () => {
    const world = newWorld();
    expect(await world.import("parties", dialogueFile("parties"))).toEqual({
      accepted: true,
      importId: "c-1",
      rows: 95,
      added: 95,
      changed: 0,
      unchanged: 0,
      skipped: 0,
      notes: [],
    });
    expect(world.facts("dialogue.parties-imported.v1")).toMatchObject([
      { data: '{"dialogueId":"khartoum","importId":"c-1","rows":95,"unchanged":0}' },
    ]);
  });
  it("twice changes nothing, but that the second answer is kept", async () => {
    const world = await withDialogue();
    const before = world.snapshot();
    for (const [what, file] of [
      ["parties", "parties"],
      ["parties", "calendar"],
      ["contacts", "contacts"],
    ] as const)
      expect(await world.import(what, dialogueFile(file))).toMatchObject({ accepted: true, rows: 0 });
    for (const { pk, sk } of world.rows("CMD#").slice(3)) await world.tables.remove({ pk, sk });
    expect(world.snapshot()).toBe(before);
  });
  it("holds the people's names and addresses in their rows alone: no fact, no key", async () => {
    const world = await withDialogue();
    const kept = [world.facts(), world.tables.rows().map(({ pk, sk }) => pk + sk)];
    expect(JSON.stringify(kept)).not.toMatch(/@|Focal point/);
  });
  it("tells an office from a person", async () => {
    const world = await withDialogue();
    const { focalPoints } = await registryOf(world);
    const people = await readPeople(
      world.tables,
      focalPoints.map(({ person }) => person),
    );
    for (const { person, role } of focalPoints) expect(people.get(person)?.functional).toBe(role === "mission");
  });
});

describe("an import of more than ninety rows", () => {
  /** A table that breaks, once, at the first transaction that matches. */
  function breaking(at: (items: readonly TransactItem[]) => boolean) {
    let broken = false;
    return memoryTables({
      before(items) {
        if (broken || !at(items)) return undefined;
        broken = true;
        throw new Error("the connection was lost");
      },
    });
  }
  const pageOf = (code: string) => (items: readonly TransactItem[]) =>
    items.some((item) => "put" in item && item.put.sk === `PARTY#${code}`);
  /** The second page begins in the memberships of the last parties; the last write lifts the rows. */
  const stages: [string, (items: readonly TransactItem[]) => boolean][] = [
    ["its first page", pageOf("AT")],
    ["its second page", pageOf("CF")],
    ["the write that applies it", (items) => items.some((item) => item.table === "ledger")],
  ];

  it.each(stages)("that breaks before %s is invisible, whole", async (_, at) => {
    const world = newWorld({ tables: breaking(at) });
    await expect(world.import("parties", dialogueFile("parties"))).rejects.toThrow("lost");
    expect(await registryOf(world)).toEqual({ parties: [], memberships: [], seats: [], chairs: [], focalPoints: [] });
    expect(world.facts()).toEqual([]);
  });
  it.each(stages)("that broke before %s is finished by the same command", async (_, at) => {
    const world = newWorld({ tables: breaking(at) });
    await expect(world.import("parties", dialogueFile("parties"), "json", { commandId: "once" })).rejects.toThrow(
      "lost",
    );
    const fileId = world.blobs.keys()[0]!.slice("imports/".length);
    const again = await world.ask("import-parties.v1", {
      commandId: "once",
      dialogueId: "khartoum",
      fileId,
      format: "json",
    });
    expect(again).toMatchObject({ accepted: true, rows: 95 });
    expect((await registryOf(world)).parties).toHaveLength(51);
  });
  it.each(stages)("that broke before %s and was given up is taken over by the next one", async (_, at) => {
    const world = newWorld({ tables: breaking(at) });
    await expect(world.import("parties", dialogueFile("parties"))).rejects.toThrow("lost");
    expect(await world.import("parties", dialogueFile("parties"))).toMatchObject({ accepted: true, rows: 95 });
    expect((await registryOf(world)).parties).toHaveLength(51);
  });
  it("that was given up does not stand against a corrected file", async () => {
    const world = newWorld({ tables: breaking(stages[2]![1]) });
    await expect(world.import("parties", dialogueFile("parties"))).rejects.toThrow("lost");
    const corrected = dialogueFile("parties").replace('"Autriche"', '"Autriche (A)"');
    expect(await world.import("parties", corrected)).toMatchObject({ accepted: true, rows: 95 });
    expect((await registryOf(world)).parties.find(({ code }) => code === "AT")?.names.fr).toBe("Autriche (A)");
  });
  it("whose pages meet a conflict is written all the same, with no row left out", async () => {
    let conflicts = 0;
    const tables = memoryTables({
      before: (items) =>
        pageOf("AT")(items) && conflicts++ === 0
          ? items.map(() => ({ code: "TransactionConflict" as const }))
          : undefined,
    });
    const world = newWorld({ tables });
    expect(await world.import("parties", dialogueFile("parties"))).toMatchObject({ accepted: true, rows: 95 });
    expect((await registryOf(world)).parties).toHaveLength(51);
  });
});

describe("rows that exist already", () => {
  it("with the same content are counted, and the new ones imported", async () => {
    const world = await withAustria();
    expect(await world.import("parties", parties({}, { code: "BE" }))).toMatchObject({
      accepted: true,
      rows: 1,
      unchanged: 1,
    });
  });
});

describe("a command that was answered", () => {
  it("class 34 and 35: is answered the same again, and refused with another file, though it changed nothing", async () => {
    const world = await withAustria();
    const unchanged = await world.import("parties", parties({}), "json", { commandId: "again" });
    expect(unchanged).toMatchObject({ accepted: true, rows: 0, unchanged: 1 });
    expect(await world.import("parties", parties({ code: "BE" }), "json", { commandId: "again" })).toMatchObject({
      code: "command-id-reused",
    });
    expect((await registryOf(world)).parties).toHaveLength(1);
  });
});
