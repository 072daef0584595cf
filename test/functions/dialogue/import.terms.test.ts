import { describe, expect, it } from "vitest";
import { bodyOn, chairOn, focalPointsOn, membersOn } from "#domain/registry";
import { readRegistry } from "#records/registry";
import { contact, contacts, parties, party, registryOf, withAustria } from "#test/functions/dialogue/files";
import { newWorld, type World, withDialogue } from "#test/functions/world";

type What = "memberships" | "seats" | "chairs";
const take = async (world: World, what: What, text: string, detail: Record<string, unknown> = {}) =>
  world.import("parties", text, "csv", { what, ...detail });
async function withThree() {
  const world = newWorld();
  await world.import("parties", parties({}, { code: "SD" }, { code: "SO" }));
  return world;
}

describe("a table of terms", () => {
  it.each<[What, string]>([
    ["memberships", "party,kind,from,until\nAT,member,2014-11-28,\nSO,observer,unknown,2020-01-01\n"],
    ["memberships", "Partie;Qualité;Du;Au\nAT;membre;2014-11-28;\nSO;observateur;unknown;2020-01-01\n"],
    ["memberships", "الطرف\tالعضوية\tمن\tحتى\nAT\tعضو\t2014-11-28\t\nSO\tمراقب\tunknown\t2020-01-01\n"],
    ["seats", "party,from,until,held_for\nSD,2019-03-06,,\nSO,2022-10-11,,SD\n"],
    ["seats", "partie;depuis;siège de\nSD;2019-03-06;\nSO;2022-10-11;SD\n"],
    ["chairs", "party,from,until\nAT,2019-03-07,2020-03-05\nSD,2020-03-05,\n"],
    ["chairs", "الرمز,منذ,حتى\nAT,2019-03-07,2020-03-05\nSD,2020-03-05,\n"],
  ])("of %s is imported, and again changes nothing", async (what, text) => {
    const world = await withThree();
    expect(await take(world, what, text)).toMatchObject({ accepted: true, added: 2, notes: [] });
    expect(await take(world, what, text)).toMatchObject({ accepted: true, rows: 0, unchanged: 2 });
  });
  it("counts as of a day", async () => {
    const world = await withThree();
    await take(
      world,
      "memberships",
      "party,kind,from,until\nAT,member,2014-11-28,2019-12-31\nAT,suspended,2020-01-01,\n",
    );
    await take(world, "seats", "party,from,held_for\nSD,2019-03-06,\nSO,2022-10-11,SD\n");
    await take(world, "chairs", "party,from,until\nAT,2019-03-07,2020-03-05\nSD,2020-03-05,\n");
    const registry = await registryOf(world);
    expect([membersOn(registry, "2019-12-31"), membersOn(registry, "2020-01-01")]).toEqual([["AT"], []]);
    expect(bodyOn(registry, "steering-committee", "2022-10-10")).toEqual(["SD"]);
    expect(bodyOn(registry, "steering-committee", "2022-10-11")).toEqual(["SO"]);
    expect([chairOn(registry, "2020-03-04"), chairOn(registry, "2020-03-05")]).toEqual(["AT", "SD"]);
  });
  it("as a dry run tells what would change, and writes nothing", async () => {
    const world = await withThree();
    await take(world, "seats", "party,from\nSD,2019-03-06\n");
    const before = world.snapshot();
    const said = await take(world, "seats", "party,from,until\nSD,2019-03-06,2024-01-01\nAT,2019-03-06,\n", {
      dryRun: true,
    });
    expect(said).toMatchObject({
      dryRun: true,
      added: 1,
      changed: 1,
      changes: [
        { line: "line 2", what: "SD, seat", does: "change", fields: [{ field: "until", from: "", to: "2024-01-01" }] },
        { line: "line 3", what: "AT, seat", does: "add" },
      ],
    });
    expect(world.snapshot()).toBe(before);
  });
  it.each<[string, What, string, string, RegExp]>([
    [
      "an unknown kind",
      "memberships",
      "party,kind,from\nAT,king,2020-01-01\n",
      "column kind",
      /write member, observer or suspended/,
    ],
    ["an unknown code", "chairs", "party,from\nZZ,2020-01-01\n", "column party", /unknown/],
    ["a seat for a party that has none", "seats", "party,from,held_for\nSO,2020-01-01,SD\n", "", /has no seat/],
    [
      "a membership twice at once",
      "memberships",
      "party,kind,from\nAT,member,2020-01-01\nAT,observer,2021-01-01\n",
      "",
      /same time/,
    ],
    [
      "two chairs at once",
      "chairs",
      "party,from,until\nAT,2020-01-01,2021-01-02\nSD,2021-01-01,\n",
      "",
      /two chairs at once, with line 2/,
    ],
    [
      "72 · an end before its beginning",
      "chairs",
      "party,from,until\nAT,2020-01-01,2019-01-02\n",
      "column until",
      /lies before/,
    ],
  ])("with %s is refused by row, whole", async (_, what, text, column, sentence) => {
    const world = await withThree();
    const before = world.rows("DLG#");
    const said = await take(world, what, text);
    expect(said).toMatchObject({
      code: "bad-rows",
      bad: [{ ...(column !== "" && { column }), sentence: expect.stringMatching(sentence) }],
    });
    expect(world.rows("DLG#")).toEqual(before);
  });
  it("of another kind than it says has not the columns", async () => {
    expect(await take(await withThree(), "memberships", "party,from\nAT,2020-01-01\n")).toMatchObject({
      code: "missing-columns",
      sentence: expect.stringContaining("no column for kind (or catégorie, الفئة)"),
    });
  });
});

describe("terms beside those that the dialogue holds", () => {
  it("are refused where two hold at once, whichever of the two the file has", async () => {
    const world = await withThree();
    await take(world, "memberships", "party,kind,from,until\nAT,member,2020-01-01,2020-12-31\n");
    const said = await take(world, "memberships", "party,kind,from\nAT,member,2019-01-01\n");
    expect(said).toMatchObject({
      code: "bad-rows",
      bad: [
        {
          line: "line 2",
          sentence: expect.stringContaining("the one from 2020-01-01 to 2020-12-31 that the dialogue holds"),
        },
      ],
    });
    const ended = "party,kind,from,until\nAT,member,2019-01-01,2019-12-31\nAT,observer,2021-01-01,\n";
    expect(await take(world, "memberships", ended)).toMatchObject({ added: 2 });
  });
  it("may be ended and followed in one file; with --existing skip the end is not taken, and the next one refused", async () => {
    const text = "party,from,until\nAT,2020-01-01,2021-01-01\nSD,2021-01-01,\n";
    for (const [existing, expected] of [
      ["update", { added: 1, changed: 1 }],
      ["skip", { code: "bad-rows" }],
    ] as const) {
      const world = await withThree();
      await take(world, "chairs", "party,from\nAT,2020-01-01\n");
      expect(await take(world, "chairs", text, { existing })).toMatchObject(expected);
    }
  });
  it("are no second chair from the same day: the wrong one is first taken back", async () => {
    const world = await withThree();
    await take(world, "chairs", "party,from,until\nAT,2020-01-01,2021-01-01\n");
    const right = "party,from,until\nSD,2020-01-01,2021-01-01\n";
    expect(await take(world, "chairs", right)).toMatchObject({
      bad: [{ line: "line 2", sentence: expect.stringMatching(/two chairs at once, with AT,.*writing never/) }],
    });
    expect(await take(world, "chairs", "party,from,until\nAT,2020-01-01,never\n")).toMatchObject({ changed: 1 });
    expect(chairOn(await registryOf(world), "2020-06-01")).toBeUndefined();
    expect(await take(world, "chairs", right)).toMatchObject({ changed: 1 });
    expect(chairOn(await registryOf(world), "2020-06-01")).toBe("SD");
  });
  it("of seats that begin on one day cannot be both a party's own and another's", async () => {
    const world = await withThree();
    await take(world, "seats", "party,from,held_for\nSD,2019-03-06,\nSO,2022-10-11,SD\n");
    expect(await take(world, "seats", "party,from\nSO,2022-10-11\n")).toMatchObject({
      bad: [{ sentence: expect.stringContaining("the one of SD") }],
    });
    expect(await take(world, "seats", "party,from,held_for\nSD,2019-03-06,SO\n")).toMatchObject({
      bad: [{ sentence: expect.stringContaining("its own") }, { sentence: expect.stringContaining("no seat") }],
    });
  });
  it("leave a recorded hand-over as it is, unless the file says open", async () => {
    const world = await withThree();
    await take(world, "chairs", "party,from,until\nAT,2020-01-01,2021-01-01\n");
    expect(await take(world, "chairs", "party,from\nAT,2020-01-01\n")).toMatchObject({ unchanged: 1, rows: 0 });
    expect(await take(world, "chairs", "party,from,until\nAT,2020-01-01,open\n")).toMatchObject({ changed: 1 });
    expect(chairOn(await registryOf(world), "2030-01-01")).toBe("AT");
  });
  it("of a seat that is taken back hold no more, and are no overlap", async () => {
    const world = await withThree();
    await take(world, "seats", "party,from\nAT,2020-01-01\n");
    await take(world, "seats", "party,from,until\nAT,2020-01-01,never\nAT,2019-01-01,\n");
    expect(bodyOn(await registryOf(world), "steering-committee", "2019-06-01")).toEqual(["AT"]);
  });
});

describe("a JSON file", () => {
  const file = JSON.stringify({
    parties: [party({ membership: [{ kind: "member", from: "2020-01-01", until: null }] })],
    memberships: [{ party: "AT", kind: "observer", from: "2019-01-01", until: "2019-12-31", assumed: true }],
    chairmanships: [{ party: "AT", from: "2020-01-01" }],
  });
  it("may hold memberships beside their parties, and gives one kind alone where that is asked for", async () => {
    const world = newWorld();
    expect(await world.import("parties", file)).toMatchObject({ added: 4 });
    expect((await registryOf(world)).memberships).toMatchObject([
      { kind: "observer", assumed: true },
      { kind: "member" },
    ]);
    const alone = await withAustria();
    expect(await alone.import("parties", file, "json", { what: "chairs" })).toMatchObject({ added: 1 });
    expect(await alone.import("parties", file, "json", { what: "seats" })).toMatchObject({ code: "empty-file" });
  });
  it("has a row refused for an unknown kind of membership, like a table", async () => {
    const text = JSON.stringify({ memberships: [{ party: "AT", kind: "king", from: "2020-01-01" }] });
    expect(await (await withAustria()).import("parties", text)).toMatchObject({
      bad: [{ line: "membership 1", column: "kind" }],
    });
  });
  it("may name the dialogue and say in which order its parties are shown", async () => {
    const world = await withAustria();
    const settings = (dialogue: object) => world.import("parties", JSON.stringify({ dialogue }));
    expect((await readRegistry(world.tables, "khartoum")).order).toBe("english");
    expect(await settings({ order: "protocol", name: { en: "Khartoum Process" } })).toMatchObject({ added: 1 });
    expect((await readRegistry(world.tables, "khartoum")).order).toBe("protocol");
    expect(await settings({ order: "page" })).toMatchObject({ changed: 1 });
    expect(await settings({ order: "random" })).toMatchObject({
      bad: [{ line: "the dialogue", column: "order", sentence: "is no order; write english, or page, or protocol" }],
    });
    expect(await settings({})).toMatchObject({ code: "empty-file" });
  });
});

describe("a region that no party had so far", () => {
  it("is a note, told once, but not in the first file of a dialogue", async () => {
    const world = newWorld();
    expect(await world.import("parties", parties({}, { code: "SD", region: "africa" }))).toMatchObject({ notes: [] });
    const said = await world.import(
      "parties",
      parties({ code: "BE" }, { code: "XX", region: "evrope" }, { code: "XY", region: "evrope" }),
    );
    expect(said).toMatchObject({
      added: 3,
      notes: ["party 2 (XX) has a region that no party had so far, evrope: correct it if it is a slip of the pen."],
    });
  });
});

describe("names", () => {
  it("are needed in the languages that the stage offers, and in no other", async () => {
    const csv = "code,kind,region,name_en,language,time_zone\nAT,partner-state,europe,Austria,en,Europe/Vienna\n";
    const english = newWorld({ languages: ["en"] });
    expect(await english.import("parties", csv, "csv")).toMatchObject({ added: 1 });
    expect((await registryOf(english)).parties[0]?.names).toEqual({ en: "Austria" });
    expect(await newWorld().import("parties", csv, "csv")).toMatchObject({ code: "missing-columns" });
    expect(await english.import("parties", parties({ names: { en: "Austria", fr: "Autriche" } }))).toMatchObject({
      changed: 1,
    });
  });
});

describe("focal points, with their days and the note that named them", () => {
  const head = "party,role,rank,name,email,language,since,until,evidence";
  it("hold as of a day; the note's reference is kept", async () => {
    const world = await withAustria();
    const csv = `${head}\nAT,focal-point,primary,Amina,a@example.org,en,2020-01-01,2021-12-31,NV/2020/17\nAT,focal-point,primary,Bruno,b@example.org,en,2022-01-01,,NV/2021/4\n`;
    expect(await world.import("contacts", csv, "csv")).toMatchObject({ added: 2, notes: [] });
    const registry = await registryOf(world);
    expect(focalPointsOn(registry, "AT", "2021-12-31").map(({ evidence }) => evidence)).toEqual(["NV/2020/17"]);
    expect(focalPointsOn(registry, "AT", "2022-01-01").map(({ evidence }) => evidence)).toEqual(["NV/2021/4"]);
    expect(await world.import("contacts", csv, "csv")).toMatchObject({ rows: 0, unchanged: 2 });
  });
  it("keep their end and their note where a file does not speak of them", async () => {
    const world = await withAustria();
    await world.import("contacts", contacts({ until: "2021-12-31", evidence: "NV/1" }));
    expect(await world.import("contacts", contacts({}))).toMatchObject({ rows: 0, unchanged: 1 });
    expect(await world.import("contacts", contacts({ until: "open" }))).toMatchObject({ changed: 1 });
    expect((await registryOf(world)).focalPoints).toMatchObject([{ until: null, evidence: "NV/1" }]);
  });
  it("who come back have a second term, under the same person; both again change nothing", async () => {
    const world = await withAustria();
    await world.import("contacts", contacts({ until: "2021-12-31" }));
    const back = contacts({ since: "2023-01-01" });
    expect(await world.import("contacts", back)).toMatchObject({ changed: 1 });
    const { focalPoints } = await registryOf(world);
    expect(focalPoints.map(({ from, until }) => [from, until])).toEqual([
      ["2020-01-01", "2021-12-31"],
      ["2023-01-01", null],
    ]);
    expect(new Set(focalPoints.map(({ person }) => person)).size).toBe(1);
    const both = contacts({ until: "2021-12-31" }, { since: "2023-01-01" });
    expect(await world.import("contacts", both)).toMatchObject({ rows: 0, unchanged: 2 });
    expect(await (await withAustria()).import("contacts", both)).toMatchObject({ added: 2, notes: [] });
  });
  it("in two rows with two languages are refused", async () => {
    const two = contacts({ until: "2021-12-31" }, { since: "2023-01-01", language: "fr" });
    expect(await (await withAustria()).import("contacts", two)).toMatchObject({
      bad: [
        {
          line: "contact 2",
          sentence: "is the person of contact 1 in another language; write one language in both rows",
        },
      ],
    });
  });
  it("whose corrected day was another's key keep both terms", async () => {
    const world = await withAustria();
    await world.import("contacts", contacts({ since: "2021-01-01" }));
    await world.import("contacts", contacts({ since: "2022-01-01" }));
    const text = contacts({ since: "2021-01-01", until: "2021-12-31" }, { since: "2022-01-01" });
    expect(await world.import("contacts", text)).toMatchObject({ accepted: true });
    expect((await registryOf(world)).focalPoints.map(({ from }) => from).sort()).toEqual(["2021-01-01", "2022-01-01"]);
  });
  it("are refused where one person's terms overlap, in the file or beside the dialogue's", async () => {
    const world = await withAustria();
    expect(await world.import("contacts", contacts({}, { since: "2021-01-01" }))).toMatchObject({
      bad: [{ line: "contact 2", sentence: expect.stringMatching(/same person, contact 1; end the one/) }],
    });
    await world.import("contacts", contacts({}));
    const two = contacts({ since: "2021-01-01" }, { since: "2022-01-01", until: "2022-02-01" });
    expect(await world.import("contacts", two)).toMatchObject({ code: "bad-rows", badCount: 2 });
    expect(world.rows("PER#")).toHaveLength(1);
  });
  it("two primary ones of a party at a time are noted", async () => {
    const world = await withAustria();
    await world.import("contacts", contacts({}));
    const said = await world.import(
      "contacts",
      JSON.stringify({ contacts: [contact({ name: "Bruno", email: "b@example.org" })] }),
    );
    expect(said).toMatchObject({
      added: 1,
      notes: [expect.stringMatching(/^contact 1 makes two primary .* 2020-01-01 to now/)],
    });
  });
  it("without an address are refused", async () => {
    expect(
      await (await withAustria()).import("contacts", `${head}\nAT,focal-point,primary,Amina,,en,2020-01-01,,\n`, "csv"),
    ).toMatchObject({
      bad: [
        {
          line: "line 2",
          column: "column email",
          sentence: expect.stringContaining("give the person's e-mail address"),
        },
      ],
    });
  });
});

describe("the real dialogue", () => {
  it("holds no terms that overlap: every part of it is taken again by itself", async () => {
    const world = await withDialogue();
    const { memberships, seats, chairs } = await registryOf(world);
    expect([memberships.length, seats.length, chairs.length]).toEqual([44, 17, 6]);
  });
});
