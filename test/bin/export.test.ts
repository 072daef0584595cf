import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { canonical } from "#platform/canonical";
import { digest } from "#platform/ids";
import { log } from "#platform/log";
import { convoke, openDoor } from "#test/bin/door";
import { answer, BRUNO, CONVOCATION, newWorld, type World, withInvitations } from "#test/functions/world";

log.setLogLevel("SILENT");
const line = z.object({ sha256: z.string(), row: z.record(z.string(), z.unknown()) });

let world: World;
let door: Awaited<ReturnType<typeof openDoor>>;
let root: string;
beforeAll(async () => {
  world = await withInvitations();
  await answer(world, "IT", "ab", { kind: "come", parts: ["som-8"] });
  const document = {
    documentId: "note",
    convocationId: CONVOCATION,
    part: "som-8",
    kind: "note",
    title: { en: "Note" },
  };
  await world.done("draft-document.v1", { ...document, audience: "public" });
  await world.blobs.put("imports/f1", "What was said.", "text/plain");
  await world.done("add-rendition.v1", { documentId: "note", language: "en", fileId: "f1" });
  await world.done("clear-document.v1", { documentId: "note" }, BRUNO);
  const past = {
    meetingId: "past",
    kind: "webinar",
    title: { en: "Of the past" },
    dates: { from: "2019", until: "2019" },
  };
  await world.done("record-meeting.v1", { dialogueId: "khartoum", ...past });
  door = await openDoor(world);
});
afterAll(() => door?.close());
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "convoke-export-"));
});
afterEach(() => rmSync(root, { recursive: true }));

const folder = () => join(root, "handed-over");
const exported = async (...more: string[]) =>
  convoke("export", "--all", "--to", folder(), ...more, "--url", door.url, "--as", "amina");
const verified = async () => convoke("export", "verify", folder());
const linesOf = (file: string) => readFileSync(join(folder(), file), "utf-8").split("\n").slice(0, -1);
const rowsOf = (file: string) => linesOf(file).map((text) => line.parse(JSON.parse(text)).row);
/** Changes one line of a file, its own hash as well where somebody is careful. */
function tamper(file: string, change: (text: string) => string, careful = false): number {
  const lines = linesOf(file);
  const place = lines.findIndex((text) => change(text) !== text);
  const text = change(lines[place] ?? "");
  const { row } = line.parse(JSON.parse(text));
  lines[place] = careful ? JSON.stringify({ sha256: digest(canonical(row)), row }) : text;
  writeFileSync(join(folder(), file), `${lines.join("\n")}\n`);
  return place + 1;
}

describe("an export", () => {
  it("holds everything of the dialogue, says that it is personal, and is readable by nobody else", async () => {
    const before = world.snapshot();
    const { code, out } = await exported();
    expect([code, out]).toEqual([0, expect.stringContaining("personal data")]);
    expect(world.snapshot()).toBe(before);
    const kept = (pk: string) =>
      world
        .rows(pk)
        .map(({ pk, sk }) => `${pk} ${sk}`)
        .sort();
    const told = (...files: string[]) =>
      files
        .flatMap(rowsOf)
        .map(({ pk, sk }) => `${String(pk)} ${String(sk)}`)
        .sort();
    expect(told("dialogues.jsonl")).toEqual(kept("DLG#"));
    expect(told("people.jsonl")).toEqual(kept("PER#").filter((key) => key.endsWith(" #")));
    expect(told("meetings.jsonl")).toEqual([...kept("CNV#"), ...kept("MTG#")].sort());
    expect(told("rounds.jsonl")).toEqual(kept("RND#"));
    expect(told("delegations.jsonl")).toEqual(kept("DEL#"));
    expect(told("documents.jsonl")).toEqual(kept("DOC#"));
    expect(rowsOf("texts.jsonl")).toEqual([
      { documentId: "note", language: "en", revision: 1, text: "What was said." },
    ]);
    expect(rowsOf("ledger.jsonl").length).toBe(world.facts().length);
    const modes = readdirSync(folder()).map((file) => statSync(join(folder(), file)).mode & 0o777);
    expect([statSync(folder()).mode & 0o777, new Set(modes)]).toEqual([0o700, new Set([0o600])]);
  });
  it("is verified by whoever receives it, without asking anybody", async () => {
    await exported();
    const { code, out } = await verified();
    expect([code, out]).toEqual([0, expect.stringMatching(/ is what was exported on .* every hash and every chain/)]);
  });
  it("goes into an empty folder only", async () => {
    mkdirSync(folder());
    expect((await exported()).code).toBe(0);
    const again = await exported();
    expect([again.code, again.err]).toEqual([
      1,
      expect.stringMatching(/is not empty\. An export goes into a folder of its own/),
    ]);
    expect((await verified()).code).toBe(0);
  });
  it("that does not end has no manifest, and both say so", async () => {
    const { code, err } = await exported("--dialogue", "khartoum", "other");
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(/^There is nothing of a dialogue other\..*did not end: it has no manifest/),
    ]);
    const told = await verified();
    expect([told.code, told.err]).toEqual([1, expect.stringContaining("one that did not end")]);
  });
});

describe("what was changed is named", () => {
  it("a line whose content was changed, and where it stands", async () => {
    await exported();
    const place = tamper("people.jsonl", (text) => text.replace("example.org", "example.net"));
    const { code, err } = await verified();
    expect([code, err]).toEqual([1, expect.stringContaining(`people.jsonl, line ${place} was changed`)]);
  });
  it("a line whose hash was changed with it, by the file's own", async () => {
    await exported();
    tamper("people.jsonl", (text) => text.replace("example.org", "example.net"), true);
    expect((await verified()).err).toContain("people.jsonl is not what the manifest says");
  });
  it("a fact that was changed, even where every other hash fits, by its chain", async () => {
    await exported();
    tamper("ledger.jsonl", (text) => text.replace("staff:amina", "staff:bruno"), true);
    const path = join(folder(), "manifest.json");
    const said = z
      .looseObject({ files: z.record(z.string(), z.looseObject({})) })
      .parse(JSON.parse(readFileSync(path, "utf-8")));
    const sha256 = digest(readFileSync(join(folder(), "ledger.jsonl"), "utf-8"));
    const files = { ...said.files, "ledger.jsonl": { ...said.files["ledger.jsonl"], sha256 } };
    writeFileSync(path, JSON.stringify({ ...said, files }));
    expect((await verified()).err).toMatch(/The chain of \S+ is broken: \S+ does not give its hash\./);
  });
  it("the last fact of an object that was cut off, by the object's own row", async () => {
    await exported();
    const lines = linesOf("ledger.jsonl").filter((text) => !text.includes("report.document-cleared"));
    writeFileSync(join(folder(), "ledger.jsonl"), `${lines.join("\n")}\n`);
    const { err } = await verified();
    expect(err).toMatch(/^.*ledger\.jsonl has \d+ lines; the manifest says \d+\.$/m);
    expect(err).toContain("The chain of DOC#note is broken: its last fact is not the one that its own row knows of.");
  });
  it("a file that is missing, one too many, and a line that is none", async () => {
    await exported();
    rmSync(join(folder(), "texts.jsonl"));
    writeFileSync(join(folder(), "more.jsonl"), "");
    writeFileSync(join(folder(), "rounds.jsonl"), "{\n");
    const { err } = await verified();
    for (const said of [
      "texts.jsonl is missing.",
      "more.jsonl is no file of this export.",
      "rounds.jsonl, line 1 cannot be read.",
    ])
      expect(err).toContain(said);
  });
  it("a folder that is not there, and one that is no export", async () => {
    expect(await verified()).toMatchObject({ code: 1, err: `There is no folder ${folder()}.` });
    mkdirSync(folder());
    writeFileSync(join(folder(), "manifest.json"), "[]");
    expect((await verified()).err).toContain("manifest.json is not as an export writes it.");
  });
});

describe("wrong usage", () => {
  it.each([[[]], [["--all"]], [["--to", "x"]], [["--all", "--to", ""]]])("%j: exit 2", async (args) => {
    const { code, err } = await convoke("export", ...args);
    expect([code, err]).toEqual([2, expect.stringMatching(/^Say --all, and the folder with --to <folder>\./)]);
  });
  it("a dialogue that cannot be one, a file for a folder, and a door that knows nothing", async () => {
    expect((await exported("--dialogue", "a b")).err).toMatch(/^--dialogue is an id/);
    writeFileSync(folder(), "");
    expect((await exported()).err).toMatch(/is a file, and no folder\.$/);
    rmSync(folder());
    const empty = await openDoor(newWorld());
    const { code, err } = await convoke("export", "--all", "--to", folder(), "--url", empty.url, "--as", "amina");
    empty.close();
    expect([code, err]).toEqual([1, expect.stringContaining("There is nothing of a dialogue khartoum.")]);
  });
});
