import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { log } from "#platform/log";
import { convoke, doors } from "#test/bin/door";
import { stubSecretariat } from "#test/functions/secretariat";
import { CONVOCATION, expand, release, type World, withInvitations, withMeeting } from "#test/functions/world";

log.setLogLevel("SILENT");
beforeAll(() => {
  vi.stubEnv("SITE_URL", "https://site.example.org");
  stubSecretariat();
  vi.stubEnv("ALLOW_LIST", "@example.org");
  vi.stubEnv("CONVOKE_MAIL", undefined);
});
afterAll(() => vi.unstubAllEnvs());

const open = doors();
/** The command line at a world's door, as Amina unless another is named. */
async function at(world: World) {
  const door = await open(world);
  const said = async (line: string, ...more: string[]) =>
    convoke(...line.split(" ").map((word) => word.replaceAll("_", " ")), ...more, "--url", door.url, "--as", "amina");
  return { ...door, said };
}

describe("looking", () => {
  it("lists and shows everything that there is, in plain lines", async () => {
    const { said } = await at(await withInvitations());
    for (const [line, expected] of [
      ["meeting list", /som-8-cluster .* convened/],
      ["meeting show som-8-cluster", /Answers by .*\(.*\)/],
      ["party list", /EG +Egypt/],
      ["party show EG", /Egypt · .* · /],
      ["contact list --party AT", /focal\.point\.at@example\.org/],
      ["round list --meeting som-8-cluster", /round-1 +released +2 +6 +staff:amina +staff:bruno/],
      ["round show round-1", /Mails: 6 waiting, 0 sent/],
      ["board som-8-cluster", /AT +Austria/],
      ["document list", /^There is no document of the dialogue khartoum/],
      ["answer show som-8-cluster --party AT", /Nothing was said yet/],
      ["audit RND#round-1", /round-released\.v1 +staff:bruno +gateway/],
    ] as const) {
      const { code, out, err } = await said(line);
      expect([line, code, err]).toEqual([line, 0, ""]);
      expect(out).toMatch(expected);
      const json = await said(line, "--json");
      expect([line, json.code, json.err, json.out.split("\n").length]).toEqual([line, 0, "", 1]);
      expect(JSON.parse(json.out)).toMatchObject({ accepted: true });
    }
  });
});

describe("did you mean", () => {
  it.each([
    ["board som-8-clutser", "som-8-cluster"],
    ["round show rond-1", "round-1"],
    ["round stop ruond-1", "round-1"],
    ["round release round-2", "round-1"],
    ["party show EGY", "EG"],
    ["answer show som-8-cluster --party ATT", "AT"],
  ])("%s", async (line, meant) => {
    const { said } = await at(await withInvitations());
    const { code, out, err } = await said(line);
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(new RegExp(`^Refused \\([a-z-]+\\): .*Did you mean ${meant}\\?$`));
    expect(JSON.parse((await said(line, "--json")).out)).toMatchObject({ accepted: false, didYouMean: meant });
  });
  it("is not asked where nothing is near", async () => {
    const { said } = await at(await withInvitations());
    expect((await said("board zzzzzzzzzzzzz")).err).toBe(
      "Refused (not-found): There is no meeting zzzzzzzzzzzzz. See convoke meeting list.",
    );
  });
});

describe("a round", () => {
  it("is tested, stopped with honest counts, and says so again", async () => {
    const world = await withInvitations();
    const { said } = await at(world);
    expect(await said("round test round-1 --to me")).toMatchObject({
      code: 1,
      err: expect.stringMatching(/no-address/),
    });
    vi.stubEnv("CONVOKE_MAIL", "amina@example.org");
    expect((await said("round test round-1 --to me")).out).toBe(
      "A test of round-1 is on its way to amina@example.org.",
    );
    vi.stubEnv("CONVOKE_MAIL", undefined);
    for (const row of world.rows("MB#r-round-1").slice(0, 4))
      await world.tables.update({ key: { pk: row.pk, sk: row.sk }, set: { state: "delivered" }, when: [] });
    expect((await said("round stop round-1")).out).toMatch(
      /^Stopped: round-1: 4 sent, 2 cancelled\. Its reminders stop too/,
    );
    expect((await said("round stop round-1")).out).toMatch(/^round-1 was stopped already: 4 sent, 2 cancelled\./);
    expect(JSON.parse((await said("round stop round-1 --json")).out)).toMatchObject({
      accepted: true,
      state: "stopped",
      mails: { sent: 4, inFlight: 0, cancelled: 2 },
    });
  });
  it("is closed, and says that nobody is reminded any more", async () => {
    const { said } = await at(await withInvitations());
    expect((await said("round close round-1")).out).toMatch(/^Closed: round-1\. Nobody of it is reminded any more/);
    expect(await said("round close round-1")).toMatchObject({ code: 0, out: expect.stringMatching(/closed already/) });
  });
  it("for words that mean nobody is wrong usage, with what they may be", async () => {
    const { said } = await at(await withMeeting());
    const { code, err } = await said("round draft r1 --meeting som-8-cluster --audience member");
    expect([code, err]).toEqual([
      2,
      expect.stringMatching(/^--audience member means nobody\. Did you mean members\? Say /),
    ]);
  });
  it("of another's drafting is refused once, with its code, exit 1", async () => {
    const world = await withMeeting();
    const { said } = await at(world);
    await said("round draft r1 --meeting som-8-cluster --audience AT");
    await said("round submit r1");
    const { code, out, err } = await said("round release r1");
    expect([code, out, err.split("\n").length]).toEqual([1, "", 1]);
    expect(err).toMatch(/^Refused \(four-eyes\): /);
  });
});

describe("an answer by letter", () => {
  const line =
    "answer record som-8-cluster --party AT --answer come --name Karl --channel note-verbale --reference NV_12";
  it("is recorded, and its history says by whom and through which channel", async () => {
    const { said } = await at(await withInvitations());
    expect((await said(line)).out).toMatch(/^Recorded for AT, by note-verbale\. .*receipt/);
    expect((await said(line)).out).toMatch(/^Nothing to record/);
    expect((await said("answer show som-8-cluster --party AT")).out).toMatch(/Karl +staff:amina +note-verbale NV 12/);
    expect((await said("audit som-8-cluster/AT")).out).toMatch(
      /invitation\.answered\.v1 +staff:amina +gateway, from a note verbale/,
    );
    expect((await said("audit som-8-cluster/AT")).out).not.toMatch(/Karl|NV 12/);
  });
});

describe("verify", () => {
  it("says how many facts the chain has, of one object or of a whole meeting", async () => {
    const world = await withInvitations();
    await expand(world, await release(world, "round-2", { parties: ["DE"] }));
    const { said } = await at(world);
    expect(await said("audit verify RND#round-1")).toMatchObject({ code: 0, out: "4 facts, chain whole." });
    const { code, out } = await said(`audit verify --meeting ${CONVOCATION}`);
    expect([code, out]).toEqual([0, expect.stringMatching(/^\d+ facts, chain whole, in \d+ objects\.$/)]);
  });
  it.each(["audit verify RND#round-1", `audit verify --meeting ${CONVOCATION}`])(
    "%s names the first broken row, exit 1",
    async (line) => {
      const world = await withInvitations();
      const { query } = world.tables;
      world.tables.query = async (asked, table) =>
        (await query(asked, table)).map((row) => (row.sk === "00000002#0" ? { ...row, actor: "staff:mallory" } : row));
      const { said } = await at(world);
      const { code, err } = await said(line);
      expect([code, err]).toEqual([1, expect.stringMatching(/^Refused \(chain-broken\): RND#round-1#00000002#0: /)]);
    },
  );
});

describe("a file for the bus", () => {
  it("81 · of 1 MB is refused with its size", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "convoke-")), "big.json");
    writeFileSync(file, JSON.stringify({ roundId: "r".repeat(1_000_000) }));
    const { code, err } = await convoke("event", "submit-round.v1", "--file", file, "--bus", "b");
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(/^Refused \(too-large\): The entry has 977 KiB; the bus takes 256\./),
    ]);
  });
});
