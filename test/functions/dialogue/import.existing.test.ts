import { describe, expect, it } from "vitest";
import type { TransactItem } from "#platform/table";
import { readPeople } from "#records/registry";
import { dialogueFile } from "#test/domain/examples";
import { contact, contacts, parties, registryOf, withAustria } from "#test/functions/dialogue/files";
import { newWorld, type World } from "#test/functions/world";
import { memoryTables } from "#test/memory/tables";

const bruno = { name: "Bruno Berger", email: "bruno@example.org", rank: "deputy" };
async function withPeople() {
  const world = await withAustria();
  await world.import("contacts", contacts({}, bruno));
  return world;
}
async function peopleOf(world: World) {
  const { focalPoints } = await registryOf(world);
  const people = await readPeople(
    world.tables,
    focalPoints.map(({ person }) => person),
  );
  return focalPoints.map(({ person, rank, from }) => ({ rank, from, ...people.get(person) }));
}

describe("people who are known already", () => {
  it("with another address are the same people: it is corrected, and they stay who they are", async () => {
    const world = await withPeople();
    const before = await peopleOf(world);
    const corrected = contacts({ email: "a.diallo@example.org" }, bruno);
    expect(await world.import("contacts", corrected)).toMatchObject({
      accepted: true,
      added: 0,
      changed: 1,
      unchanged: 1,
    });
    const after = await peopleOf(world);
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect(after.find(({ name }) => name === "Amina Diallo")?.email).toBe("a.diallo@example.org");
    expect(await world.import("contacts", corrected)).toMatchObject({ rows: 0, unchanged: 2 });
  });
  it("with another rank, language or day are changed in place", async () => {
    const world = await withPeople();
    const said = await world.import("contacts", contacts({ rank: "deputy", language: "fr", since: "2021-05-01" }));
    expect(said).toMatchObject({ changed: 1, added: 0 });
    expect(await peopleOf(world)).toHaveLength(2);
    expect((await peopleOf(world)).find(({ name }) => name === "Amina Diallo")).toMatchObject({
      rank: "deputy",
      language: "fr",
      from: "2021-05-01",
    });
    expect(
      await world.import("contacts", contacts({ rank: "deputy", language: "fr", since: "2021-05-01" })),
    ).toMatchObject({ rows: 0 });
  });
  it("68 · another name behind the same address is another person", async () => {
    const world = await withPeople();
    expect(await world.import("contacts", contacts({ name: "Chen Wei" }))).toMatchObject({ added: 1, changed: 0 });
    expect(await peopleOf(world)).toHaveLength(3);
  });
  it("68 · of one name but two addresses in the file are not guessed at: both are there", async () => {
    const world = await withPeople();
    const said = await world.import("contacts", contacts({}, { email: "other@example.org", rank: "deputy" }));
    expect(said).toMatchObject({ added: 1, unchanged: 1, notes: [expect.stringContaining("with another address")] });
  });
  it("an address that comes back after a correction makes nobody of the same id", async () => {
    const world = await withPeople();
    await world.import("contacts", contacts({ email: "new@example.org" }));
    expect(await world.import("contacts", contacts({ email: "new@example.org" }, {}))).toMatchObject({
      added: 1,
      unchanged: 1,
    });
    expect(new Set((await peopleOf(world)).map(({ id }) => id)).size).toBe(3);
  });
});

describe("what becomes of those who are known with other content", () => {
  const changed = contacts({ email: "new@example.org" }, bruno, { name: "Chen Wei", email: "chen@example.org" });
  it("skip: they are left as they are, the new ones added", async () => {
    const world = await withPeople();
    expect(await world.import("contacts", changed, "json", { existing: "skip" })).toMatchObject({
      added: 1,
      changed: 0,
      unchanged: 1,
      skipped: 1,
    });
    expect((await peopleOf(world)).map(({ email }) => email)).toContain("amina@example.org");
  });
  it("refuse: nothing is imported, and each is named with what differs", async () => {
    const world = await withPeople();
    const before = world.rows("DLG#");
    expect(await world.import("contacts", changed, "json", { existing: "refuse" })).toMatchObject({
      code: "bad-rows",
      bad: [{ line: "contact 1", sentence: expect.stringContaining("(email)") }],
    });
    expect(world.rows("DLG#")).toEqual(before);
  });
  it("another word is malformed", async () => {
    const world = await withPeople();
    expect(await world.import("contacts", changed, "json", { existing: "overwrite" })).toMatchObject({
      code: "malformed",
    });
  });
  it("a party's name is changed by default; a hand-over that was recorded is not taken back", async () => {
    const world = await withAustria();
    const file = (until: string | null, fr = "Autriche") =>
      JSON.stringify({
        ...JSON.parse(parties({ names: { en: "Austria", fr, ar: "النمسا" } })),
        chairmanships: [{ party: "AT", from: "2020-01-01", until }],
      });
    await world.import("parties", file("2021-01-01"));
    expect(await world.import("parties", file(null, "L'Autriche"))).toMatchObject({ changed: 1, unchanged: 1 });
    expect(await registryOf(world)).toMatchObject({
      parties: [{ names: { fr: "L'Autriche" } }],
      chairs: [{ until: "2021-01-01" }],
    });
  });
});

describe("a dry run", () => {
  it("tells what would be added, changed field by field, skipped and left, and writes nothing, not even its answer", async () => {
    const world = await withPeople();
    const before = world.snapshot();
    const file = contacts({ email: "new@example.org", language: "fr" }, bruno, {
      name: "Chen Wei",
      email: "chen@example.org",
      rank: null,
    });
    expect(await world.import("contacts", file, "json", { dryRun: true })).toEqual({
      accepted: true,
      dryRun: true,
      rows: 2,
      added: 1,
      changed: 1,
      unchanged: 1,
      skipped: 0,
      notes: [],
      listed: 2,
      changes: [
        {
          line: "contact 1",
          what: "AT, Amina Diallo",
          does: "change",
          fields: [
            { field: "email", from: "amina@example.org", to: "new@example.org" },
            { field: "language", from: "en", to: "fr" },
          ],
        },
        { line: "contact 3", what: "AT, Chen Wei", does: "add", fields: [] },
      ],
    });
    expect(await world.import("contacts", file, "json", { dryRun: true, existing: "skip" })).toMatchObject({
      skipped: 1,
      changes: [{ does: "skip" }, { does: "add" }],
    });
    expect(world.snapshot()).toBe(before);
  });
  it("of a file that would be refused is refused, and leaves nothing either", async () => {
    const world = await withPeople();
    const before = world.snapshot();
    expect(await world.import("contacts", contacts({ name: "" }), "json", { dryRun: true })).toMatchObject({
      code: "bad-rows",
    });
    expect(world.snapshot()).toBe(before);
  });
});

describe("changes to more than ninety rows", () => {
  const many = (host: string) =>
    JSON.stringify({
      contacts: Array.from({ length: 120 }, (_, n) =>
        contact({ name: `Person ${n}`, email: `p${n}@${host}`, rank: null }),
      ),
    });
  const hosts = async (world: World) =>
    [...new Set((await peopleOf(world)).map(({ email }) => email?.split("@")[1]))].sort();
  /** A table that breaks at the write that would apply the second import. */
  function breaking() {
    let broken = 0;
    return memoryTables({
      before(items: readonly TransactItem[]) {
        const applies = items.some((item) => "put" in item && item.put["type"] === "dialogue.contacts-imported.v1");
        if (!applies || ++broken !== 2) return undefined;
        throw new Error("the connection was lost");
      },
    });
  }
  async function world() {
    const world = newWorld({ tables: breaking() });
    await world.import("parties", parties({}));
    await world.import("contacts", many("old.example.org"));
    return world;
  }
  it("that break off count for nobody: everybody keeps the old address", async () => {
    const w = await world();
    await expect(w.import("contacts", many("new.example.org"))).rejects.toThrow("lost");
    expect(await hosts(w)).toEqual(["old.example.org"]);
    expect(await peopleOf(w)).toHaveLength(120);
  });
  it("that broke off are taken over by the next import, whole", async () => {
    const w = await world();
    await expect(w.import("contacts", many("new.example.org"))).rejects.toThrow("lost");
    expect(await w.import("contacts", many("new.example.org"))).toMatchObject({ changed: 120 });
    expect(await hosts(w)).toEqual(["new.example.org"]);
    expect(await w.import("contacts", many("new.example.org"))).toMatchObject({ rows: 0, unchanged: 120 });
    expect(await hosts(w)).toEqual(["new.example.org"]);
  });
  it("count for nobody where the dialogue changed meanwhile", async () => {
    const w = newWorld();
    await w.import("parties", dialogueFile("parties"));
    const put = w.tables.transact;
    let raced = false;
    w.tables.transact = async (items) => {
      if (!raced && items.some((item) => "put" in item && item.put.sk.startsWith("FP#"))) {
        raced = true;
        await w.import("parties", parties({ code: "XX" }));
      }
      return put(items);
    };
    expect(await w.import("contacts", many("new.example.org"))).toMatchObject({ code: "busy" });
    expect((await registryOf(w)).focalPoints).toEqual([]);
  });
});

describe("what is kept of an answer", () => {
  it("has the first hundred of each list; the answer itself has all of them", async () => {
    const world = await withAustria();
    const bad = contacts(...Array.from({ length: 150 }, (_, n) => ({ name: `Person ${n}`, party: "ZZ" })));
    const said = await world.import("contacts", bad, "json", { commandId: "kept" });
    expect(said).toMatchObject({ badCount: 150, bad: expect.objectContaining({ length: 150 }) });
    expect(world.rows("CMD#kept")).toMatchObject([
      { outcome: { badCount: 150, bad: expect.objectContaining({ length: 100 }) } },
    ]);
  });
});
