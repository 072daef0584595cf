import { mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { log } from "#platform/log";
import { convoke, doors } from "#test/bin/door";
import { stubSecretariat } from "#test/functions/secretariat";
import { newWorld, type World, withDialogue, withInvitations } from "#test/functions/world";

log.setLogLevel("SILENT");
beforeAll(() => {
  stubSecretariat();
  vi.stubEnv("DIALOGUE", "khartoum");
  vi.stubEnv("DIALOGUE_NAME", '{"en":"Khartoum Process"}');
});
afterAll(() => vi.unstubAllEnvs());

const open = doors();
async function at(world: World) {
  const door = await open(world);
  return async (...line: string[]) => convoke(...line, "--url", door.url, "--as", "amina");
}
const folder = () => mkdtempSync(join(tmpdir(), "convoke-registry-"));

describe("convoke registry export", () => {
  it("writes a workbook and JSON that are imported again without any change, readable by nobody else", async () => {
    const said = await at(await withDialogue());
    const place = folder();
    for (const name of ["all.xlsx", "all.json"]) {
      const file = join(place, name);
      expect(await said("registry", "export", file)).toMatchObject({
        code: 0,
        out: `Written to ${file}: 51 parties, 44 memberships, 17 seats, 6 chairs, 139 contacts.\nIt holds names and addresses: readable by you alone.`,
      });
      expect(statSync(file).mode & 0o077).toBe(0);
      for (const [what, count] of [
        ["memberships", 44],
        ["seats", 17],
        ["chairs", 6],
        ["contacts", 139],
      ] as const)
        expect((await said("import", what, file)).out).toContain(`Nothing to do: all ${count} are there already.`);
      const parties = name === "all.json" ? 118 : 51;
      expect((await said("import", "parties", file)).out).toContain(`Nothing to do: all ${parties} are there already.`);
    }
  });
  it("writes one table as CSV, as of a day, and writes over nothing", async () => {
    const said = await at(await withDialogue());
    const file = join(folder(), "chairs.csv");
    expect((await said("registry", "export", file, "--what", "chairs", "--as-of", "2021-01-01")).out).toBe(
      `Written to ${file}: 1 chairs.`,
    );
    expect(readFileSync(file, "utf-8")).toBe("\uFEFFparty,from,until,assumed\nNL,2020-03-05,2022-03-23,\n");
    expect(await said("registry", "export", file, "--what", "chairs")).toMatchObject({
      code: 1,
      err: expect.stringContaining("is there already, and nothing was written over it"),
    });
    expect(await said("registry", "export", "/nowhere/x.csv", "--what", "chairs")).toMatchObject({
      code: 1,
      err: expect.stringContaining("cannot be written"),
    });
    const empty = await at(newWorld());
    expect(await empty("registry", "export", join(folder(), "x.json"))).toMatchObject({
      code: 1,
      err: expect.stringContaining("There is nothing of a dialogue khartoum."),
    });
  });
  it.each([
    [["x.pdf"], /ends in \.csv, \.xlsx or \.json/],
    [["x.csv"], /say which with --what parties\|memberships/],
    [["x.csv", "--what", "kings"], /Allowed choices are/],
  ])("%s is wrong usage", async (line, sentence) => {
    const said = await at(await withDialogue());
    expect(await said("registry", "export", ...line)).toMatchObject({ code: 2, err: expect.stringMatching(sentence) });
  });
});

describe("convoke audience", () => {
  it("prints each party with its reason, how many they are, and what is assumed", async () => {
    const said = await at(await withDialogue());
    const then = await said("audience", "steering committee", "--as-of", "2022-03-22");
    expect(then).toMatchObject({ code: 0, err: "" });
    expect(then.out).toMatch(/^AUC +African Union Commission +steering-committee$/m);
    expect(then.out).toMatch(/^13 parties on 2022-03-22\.$/m);
    const later = await said("audience", "steering committee", "--as-of", "2024-04-16");
    expect(later.out).toMatch(/^SO +Somalia +steering-committee, in the seat of SD +assumed$/m);
    expect(later.out).toMatch(/^Assumed: SO, seat of SD from 2022-10-11 to now; no source gives both days\.$/m);
    expect(later.out).toMatch(/^Left out, as assumed: GB, seat from 2019-03-06 to 2023-12-31; no source/m);
    expect((await said("audience", "observers")).out).toBe("0 parties on 2022-01-31.");
    expect((await said("audience", "ICMPD")).out).toMatch(/1 party on/);
  });
  it("of a mistyped word says which was meant", async () => {
    const said = await at(await withDialogue());
    const wrong = await said("audience", "members, stering comittee");
    expect(wrong).toMatchObject({
      code: 1,
      err: expect.stringMatching(/Part 2 of these words means nobody.* Did you mean steering committee\?/),
    });
    expect((await said("audience", "xyzzyxyzzy")).err).not.toContain("Did you mean");
    expect(JSON.parse((await said("audience", "membres, observrs", "--json")).out)).toMatchObject({
      didYouMean: "observers",
      accepted: false,
    });
  });
});

describe("convoke party list", () => {
  it("shows those of a kind, a region, a membership or the committee, on a day", async () => {
    const said = await at(await withDialogue());
    const codes = async (...line: string[]) =>
      (await said("party", "list", "--as-of", "2022-03-22", ...line)).out
        .split("\n")
        .slice(1, -1)
        .map((row) => row.split(" ")[0]);
    expect(await codes("--kind", "partner-organisation")).toEqual(["IOM", "UNHCR", "UNODC"]);
    expect(await codes("--region", "International", "--kind", "secretariat")).toEqual(["ICMPD"]);
    expect((await codes("--member")).length).toBe(44);
    expect((await codes("--committee")).length).toBe(13);
    expect((await said("party", "list", "--observer")).out).toBe("0 parties on 2022-01-31.");
    expect((await said("party", "list", "--suspended")).out).toBe("0 parties on 2022-01-31.");
    expect((await said("party", "list", "--as-of", "2022-03-22")).out).toMatch(/^NL .*committee +chair$/m);
    expect((await said("party", "list")).out).toMatch(/^LY .*member \(assumed\)$/m);
    expect(await said("party", "list", "--member", "--observer")).toMatchObject({ code: 2 });
    expect(await said("party", "list", "--kind", "kingdom")).toMatchObject({ code: 2 });
  });
});

describe("convoke dialogue", () => {
  it("lists the stage's own, whether it holds anything or not, and every one that was imported into", async () => {
    const world = newWorld();
    const said = await at(world);
    expect((await said("dialogue", "list")).out).toMatch(/^khartoum +.* +english +the stage's own$/m);
    const party =
      '{"parties":[{"code":"MA","kind":"partner-state","region":"africa","names":{"en":"Morocco","fr":"Maroc","ar":"المغرب"},"language":"fr","timeZone":"Africa/Casablanca"}],"dialogue":{"name":{"en":"Rabat Process"},"order":"page"}}';
    await world.import("parties", party, "json", { dialogueId: "rabat" });
    expect((await said("dialogue", "list")).out).toMatch(/^rabat +Rabat Process +page$/m);
  });
  it("sets the order in which parties are shown, on the list and on the board", async () => {
    const said = await at(await withInvitations());
    const first = async (...line: string[]) =>
      (await said(...line)).out
        .split("\n")
        .slice(1, 4)
        .map((row) => row.split(" ")[0]);
    expect(await first("party", "list")).toEqual(["AUC", "AT", "BE"]);
    expect((await said("dialogue", "order", "protocol")).out).toBe(
      "Parties of khartoum are shown in the order: protocol.",
    );
    expect(await first("party", "list")).toEqual(["BE", "BG", "CZ"]);
    const file = join(folder(), "all.json");
    await said("registry", "export", file);
    expect(JSON.parse(readFileSync(file, "utf-8"))).toMatchObject({ dialogue: { order: "protocol" } });
    expect((await said("import", "parties", file)).out).toContain("Nothing to do: all 119 are there already.");
    expect(await said("dialogue", "order", "random")).toMatchObject({
      code: 1,
      err: expect.stringContaining("is no order; write english, or page, or protocol"),
    });
  });
});

describe("convoke import of terms", () => {
  it("shows by a dry run what a table would change, and names what is wrong by its line", async () => {
    const said = await at(await withDialogue());
    const file = join(folder(), "chairs.csv");
    writeFileSync(file, "party,from,until\nFR,2025-04-09,2026-04-09\nIT,2026-04-09,\n");
    expect((await said("import", "chairs", file, "--dry-run")).out).toMatch(
      /~ line 2: FR, chair: until \(empty\) → 2026-04-09\n\+ line 3: IT, chair\nA dry run/,
    );
    writeFileSync(file, "party,from,until\nIT,2026-04-09,\n");
    expect((await said("import", "chairs", file)).err).toMatch(
      /line 2: makes two chairs at once, with the one from 2025-04-09 to now/,
    );
  });
});
