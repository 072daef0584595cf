import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { log } from "#platform/log";
import { convoke, openDoor } from "#test/bin/door";
import { openUserPool } from "#test/bin/user-pool";
import { stubSecretariat } from "#test/functions/secretariat";
import { newWorld, type World, withInvitations } from "#test/functions/world";

log.setLogLevel("SILENT");
let folder: string;
const closes: (() => void)[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "convoke-init-"));
  stubSecretariat();
  for (const [name, value] of Object.entries({
    STAGE: "dev",
    SITE_URL: "https://site.example.org",
    MAIL_FROM: "secretariat@example.org",
    ALLOW_LIST: "@example.org",
    DIALOGUE: "khartoum",
    DIALOGUE_NAME: '{"en":"The Dialogue"}',
    AWS_ACCESS_KEY_ID: "chen",
    AWS_SECRET_ACCESS_KEY: "secret",
  }))
    vi.stubEnv(name, value);
});
afterEach(() => {
  for (const close of closes.splice(0)) close();
  rmSync(folder, { recursive: true });
  vi.unstubAllEnvs();
});

async function doorOf(world: World) {
  const door = await openDoor(world);
  closes.push(door.close);
  return door;
}
async function stageOf(world: World) {
  const [door, pool] = [await doorOf(world), await openUserPool("p")];
  closes.push(pool.close);
  vi.stubEnv("AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER", pool.url);
  const path = join(folder, "outputs.json");
  const record = { SiteUrl: door.url, StaffPool: "p" };
  writeFileSync(path, JSON.stringify({ "convoke-dev-record": record, "convoke-dev-workflow": { BusName: "bus" } }));
  return { pool, args: ["init", "--outputs", path] };
}

describe("init", () => {
  it("at a new stage says who one is, to whom it may write, and every step to do, ready to type", async () => {
    const world = newWorld();
    const { args } = await stageOf(world);
    const { code, out, err } = await convoke(...args);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(/^The stage dev answers, and takes files and commands\.$/m);
    expect(out).toMatch(/You are +staff:chen$/m);
    expect(out).toMatch(/Mails go to +@example\.org; to anybody else they are refused$/m);
    expect(out).toMatch(/It holds +0 parties, 0 contacts, 0 meetings$/m);
    expect(out).toMatch(/Languages +en, fr, ar; times in Europe\/Brussels$/m);
    expect(out.split("\n").slice(-6)).toEqual([
      "  npx convoke staff invite <your address> --role admin --stage dev",
      "  npx convoke import parties bin/demo/dialogue/parties.json --dry-run --stage dev",
      "  npx convoke import contacts bin/demo/dialogue/contacts.json --dry-run --stage dev",
      "  npx convoke meeting sample build/first-meeting.json",
      "  npx convoke convene build/first-meeting.json --stage dev",
      "  npx convoke round test <round> --to <your address> --stage dev",
    ]);
    expect(world.rows("DLG#")).toEqual([]);
  });
  it("again says what is there already, and leaves out what is done", async () => {
    const { args, pool } = await stageOf(await withInvitations());
    pool.users.push({ id: "1", email: "amina@example.org", groups: ["admin"] });
    const { out } = await convoke(...args);
    expect(out).toMatch(/It holds +\d\d+ parties, \d+ contacts, 1 meeting$/m);
    expect(out).toMatch(/Staff +amina@example\.org \(admin\)$/m);
    expect(out.split("Next:\n")[1]).toBe("  npx convoke round test <round> --to <your address> --stage dev");
    expect(JSON.parse((await convoke(...args, "--json")).out)).toMatchObject({
      accepted: true,
      stage: "dev",
      meetings: 1,
    });
  });
  it("at a stage whose functions do not work says so: the question alone would have been answered", async () => {
    const broken: World = Object.assign(newWorld(), {
      door: { ask: async () => ({ accepted: false, code: "failed", sentence: "It broke." }) },
    });
    const { args } = await stageOf(broken);
    expect(await convoke(...args)).toEqual({ code: 1, out: "", err: "Refused (failed): It broke." });
  });
  it("at an address says that it cannot know the accounts", async () => {
    const { url } = await doorOf(newWorld());
    const { out } = await convoke("init", "--url", url, "--as", "amina");
    expect(out).toMatch(/Staff +not known here; name the stage with --stage$/m);
    expect(out).toMatch(/round test <round> --to <your address> --as amina$/);
  });
});
