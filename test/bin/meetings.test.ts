import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { calendar, conveneCommandOf, convocationsOf, recordCommandOf, tagsCommandOf } from "#bin/demo/calendar";
import { conveneMeeting } from "#events/commands/convene-meeting.v1";
import { convoke, openDoor } from "#test/bin/door";
import { som8 } from "#test/domain/examples";
import { stubSecretariat } from "#test/functions/secretariat";
import { answer, type World, withDialogue, withInvitations } from "#test/functions/world";

const folder = mkdtempSync(join(tmpdir(), "convoke-meetings-"));
beforeAll(() => stubSecretariat());
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

let files = 0;
/** A file with this content, for a command that reads one. */
function fileOf(content: object): string {
  const path = join(folder, `${++files}.json`);
  writeFileSync(path, JSON.stringify(content));
  return path;
}
/** The command line at a door over this world, as amina. */
async function at(world: World, ...args: string[]) {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "amina");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "local");
  const door = await openDoor(world);
  try {
    return await convoke(...args, "--url", door.url, "--as", "amina");
  } finally {
    door.close();
  }
}
const meetingOf = (id: string) => {
  const found = calendar.meetings.find((meeting) => meeting.id === id);
  if (!found) throw new Error(`The calendar has no meeting ${id}`);
  return found;
};
const commandOf = (id: string) => {
  const found = convocationsOf(calendar.meetings).find((meetings) => meetings.some((meeting) => meeting.id === id));
  return conveneCommandOf(found ?? []);
};
/** The dialogue in January 2021, with the JVAP's domains and what was before. */
async function before2021() {
  const world = await withDialogue();
  world.clock.set("2021-01-15T08:00:00Z");
  await world.done("define-tags.v1", tagsCommandOf());
  for (const meeting of calendar.meetings.filter(({ historical }) => historical))
    await world.done("record-meeting.v1", recordCommandOf(meeting));
  return world;
}

describe("convene", () => {
  it("twice from one file says by whom and when it was convened, and does nothing again", async () => {
    const world = await withDialogue();
    const file = fileOf({ commandId: "convene-som-8", ...som8 });
    expect(await at(world, "convene", file)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Convened: som-8-cluster/),
    });
    world.clock.set("2022-02-01T09:00:00Z");
    expect(await at(world, "convene", file)).toMatchObject({
      code: 0,
      out: "som-8-cluster was convened already, by staff:amina on 2022-01-31 08:00:00 UTC, from this very file. Nothing was done again.",
    });
    expect(world.facts("meeting.convened.v1")).toHaveLength(1);
  });
  it("from another file under the same id is refused, and says by whom and when too", async () => {
    const world = await withDialogue();
    await at(world, "convene", fileOf({ ...som8 }));
    expect(await at(world, "convene", fileOf({ ...som8 }))).toMatchObject({
      code: 1,
      err: expect.stringMatching(/convened already.*It was convened by staff:amina on 2022-01-31 08:00:00 UTC/),
    });
  });
  it("35 · from a changed file under a used commandId is refused", async () => {
    const world = await withDialogue();
    await at(world, "convene", fileOf({ commandId: "c-som", ...som8 }));
    expect(await at(world, "convene", fileOf({ commandId: "c-som", ...som8, languages: ["en"] }))).toMatchObject({
      code: 1,
      err: expect.stringContaining("command-id-reused"),
    });
  });
  it("--dry-run shows parts, offsets, whom it would let in and why, and notes; it writes nothing", async () => {
    const world = await before2021();
    const snapshot = world.snapshot();
    const { code, out } = await at(world, "convene", fileOf(commandOf("roundtable-2021")), "--dry-run");
    expect(code).toBe(0);
    expect(out).toMatch(/^Would be convened: roundtable-2021.* Nothing was written\.$/m);
    expect(out).toContain("2021-09-21 10:00 to 13:00 Europe/Zurich (UTC+02:00)");
    expect(out).toMatch(/^CH +Switzerland +member +3$/m);
    expect(out).toContain("Note: roundtable-2021 prepares tm-geneva-2021, which is not convened yet.");
    expect(world.snapshot()).toBe(snapshot);
  });
  it.each<[string, object, RegExp]>([
    ["72 · a deadline in the past", { answersBy: "2021-01-01T12:00" }, /deadline-past/],
    ["a host that is not a party", { parts: [{ ...som8.parts[0], hosts: ["ZZ"] }] }, /no party ZZ/],
    ["82 · no room at all", { parts: [{ ...som8.parts[0], capacity: 0 }] }, /malformed/],
    ["a meeting that is recorded", { parts: [{ ...som8.parts[0], id: "rome-2014" }] }, /meeting-exists/],
  ])("--dry-run of %s refuses as convening would", async (_, change, sentence) => {
    const world = await before2021();
    const file = fileOf({ ...som8, ...change });
    const [dry, wet] = [await at(world, "convene", file, "--dry-run"), await at(world, "convene", file)];
    expect([dry.code, wet.code]).toEqual([1, 1]);
    expect(dry.err).toMatch(sentence);
    expect(dry.err.split(":")[0]).toBe(wet.err.split(":")[0]);
  });
  it("--dry-run of what is convened already is refused", async () => {
    const world = await withDialogue();
    const file = fileOf({ ...som8 });
    await at(world, "convene", file);
    expect((await at(world, "convene", file, "--dry-run")).err).toMatch(/already-convened/);
  });
});

describe("looking at meetings", () => {
  it("lists convened and recorded ones by date, with their kinds", async () => {
    const world = await before2021();
    await world.done("convene-meeting.v1", commandOf("training-south-sudan-2022"));
    const { out } = await at(world, "meeting", "list");
    const rows = out
      .split("\n")
      .slice(1)
      .map((line) => line.split(/ {2,}/));
    expect(rows.map(([id, , kind, , state]) => [id, kind, state])).toEqual([
      ["rome-2014", "ministerial-conference", "recorded"],
      ["tm-return-2016", "thematic-meeting", "recorded"],
      ["tm-cairo-2019", "thematic-meeting", "recorded"],
      ["sc-2020-03", "steering-committee", "recorded"],
      ["som-2020-03", "senior-officials-meeting", "recorded"],
      ["training-south-sudan-2022", "regional-training", "convened"],
    ]);
  });
  it("shows a recorded one with what is assumed, and that nobody is invited", async () => {
    const world = await before2021();
    const { out } = await at(world, "meeting", "show", "som-2020-03");
    expect(out).toMatch(/^som-2020-03 .*recorded, revision 1; nobody is invited to it$/m);
    expect(out).toContain("chair before the hand-over: Eritrea (ER) (assumed); after it: Netherlands (NL)");
    expect(out).toContain("where: The Hague, NL");
  });
  it("shows a training: host, trainers where they are, half days, domains in words, what was not published", async () => {
    const world = await before2021();
    await world.done("convene-meeting.v1", commandOf("training-south-sudan-2022"));
    const { out } = await at(world, "meeting", "show", "training-south-sudan-2022");
    for (const line of [
      "when: 2.5 days; 2022-05-24 09:00 to 17:00 Africa/Juba (UTC+02:00); ",
      "where: SS; city not published",
      "host: South Sudan (SS)",
      "Trainer: European Border and Coast Guard Agency (FRONTEX), online",
      "topics: trafficking in human beings, smuggling of migrants, terrorism",
      "Domains of the Joint Valletta Action Plan, 2015: 4 Prevention of and fight against irregular migration",
    ])
      expect(out).toContain(line);
    expect(out).toMatch(/when: .*\(assumed\)$/m);
  });
  it("shows what prepared a meeting, what it builds on, and the pillars", async () => {
    const world = await before2021();
    for (const id of ["roundtable-2021", "tm-geneva-2021", "tm-mombasa-2022"])
      await world.done("convene-meeting.v1", commandOf(id));
    const { out } = await at(world, "meeting", "show", "tm-geneva-2021");
    for (const line of [
      "prepared by: roundtable-2021",
      "builds on: roundtable-2021",
      "pillars: return, reintegration, integration",
      "co-host: Ethiopia (ET)",
      "where: Geneva, CH",
    ])
      expect(out).toContain(line);
    const mombasa = (await at(world, "meeting", "show", "tm-mombasa-2022")).out;
    expect(mombasa).toMatch(/builds on: tm-cairo-2019$/m);
    expect(mombasa).toContain("    5. Propose recommendations for implementation");
  });
  it("shows the chair before and after the hand-over, and a place that was not published", async () => {
    const world = await withInvitations();
    world.clock.set("2022-03-23T10:00:00Z");
    await world.done("hand-over-chair.v1", {
      convocationId: "som-8-cluster",
      part: "som-8",
      from: "NL",
      to: "SS",
      reason: "The chair rotates.",
    });
    const { out } = await at(world, "meeting", "show", "som-8-cluster");
    expect(out).toContain(
      "chair before the hand-over: Netherlands (NL); since 2022-03-23 10:00:00 UTC: South Sudan (SS)",
    );
    expect(out).toContain("where: place not published");
    expect(out).toContain("when: half a day;");
  });
  it("shows whom a part lets in, with the reason for each, before any round", async () => {
    const world = await before2021();
    await world.done("convene-meeting.v1", commandOf("som-8"));
    const { out } = await at(world, "meeting", "audience", "som-8-cluster", "--part", "sc-2022-03");
    expect(out).toMatch(/^IT +Italy +steering-committee +3$/m);
    expect(out).toMatch(/^sc-2022-03: 13 parties as of 2022-03-22\.$/m);
    expect((await at(world, "meeting", "audience", "som-8-cluster")).out).toContain("som-8: ");
    expect((await at(world, "meeting", "audience", "som-8-cluster", "--part", "x")).err).toMatch(/unknown-part/);
    expect((await at(world, "meeting", "audience", "nowhere")).err).toMatch(/not-found/);
  });
});

describe("recording and tags", () => {
  it("records, and says at a correction that what stood before is not kept", async () => {
    const world = await withDialogue();
    const detail = recordCommandOf(meetingOf("rome-2014"));
    expect((await at(world, "meeting", "record", fileOf(detail))).out).toMatch(/^Recorded: rome-2014/);
    expect((await at(world, "meeting", "record", fileOf(detail))).out).toMatch(
      /^Corrected: rome-2014, revision 2\. .*not kept/,
    );
  });
  it("defines a scheme once and lists it", async () => {
    const world = await withDialogue();
    expect((await at(world, "tags", "list")).out).toMatch(/no scheme of tags yet/);
    expect((await at(world, "tags", "define", fileOf(tagsCommandOf()))).out).toBe("Defined: jvap-2015 with 5 tags.");
    expect((await at(world, "tags", "define", fileOf(tagsCommandOf()))).out).toMatch(/defined so already/);
    expect((await at(world, "tags", "list")).out).toMatch(/^jvap-2015 +2015 +3 +Protection and asylum$/m);
  });
});

describe("clone", () => {
  const cloned = async (world: World, ...args: string[]) => {
    const path = join(folder, `clone-${++files}.json`);
    const said = await at(world, "meeting", "clone", "som-8-cluster", path, "--id", "som-9", ...args);
    return { ...said, path, text: said.code === 0 ? readFileSync(path, "utf-8") : "" };
  };
  it("copies the structure to other days, wall times kept and deadlines shifted alike", async () => {
    const world = await withInvitations();
    const { text, code } = await cloned(world, "--starting", "2023-03-21");
    expect(code).toBe(0);
    const clone = JSON.parse(text);
    expect(conveneMeeting.schema.safeParse({ commandId: "c-1", ...clone }).error).toBeUndefined();
    expect(clone).toMatchObject({
      convocationId: "som-9",
      answersBy: "2023-03-03T23:59",
      namesBy: "2023-03-10T23:59",
      languages: ["en", "fr", "ar"],
      parts: [
        {
          id: "som-9-1",
          audience: { bodies: ["steering-committee"] },
          sessions: [{ day: "2023-03-21", from: "09:00", until: "12:00" }],
        },
        {
          id: "som-9-2",
          chair: "NL",
          sessions: [{ day: "2023-03-21" }, { day: "2023-03-22", from: "09:00", until: "16:00" }],
        },
      ],
    });
    expect(await world.ask("convene-meeting.v1", clone)).toMatchObject({ accepted: true });
  });
  it("leaves out a part that was cancelled, and the days of the others count", async () => {
    const world = await withInvitations();
    const said = { convocationId: "som-8-cluster", parts: ["sc-2022-03"], reason: "It met in writing." };
    await world.done("cancel-meeting.v1", said);
    const clone = JSON.parse((await cloned(world, "--starting", "2023-03-21")).text);
    expect(clone.parts).toMatchObject([{ id: "som-9", kind: "senior-officials-meeting" }]);
    expect(clone.parts[0].sessions[0].day).toBe("2023-03-21");
    expect(await world.ask("convene-meeting.v1", clone)).toMatchObject({ accepted: true });
  });
  it("keeps the weekdays and lies about eight weeks ahead where no day is given", async () => {
    const { text } = await cloned(await withInvitations());
    const [day] = /\d{4}-\d{2}-\d{2}/.exec(JSON.stringify(JSON.parse(text).parts)) ?? [];
    expect(new Date(`${day}T00:00:00Z`).getUTCDay()).toBe(2);
  });
  it("holds no delegation, token, mail, person, answer, hand-over or revision of the meeting it is like", async () => {
    const world = await withInvitations();
    await answer(world, "AT", "ab", { kind: "come", parts: ["som-8"] });
    world.clock.set("2022-03-23T10:00:00Z");
    await world.done("hand-over-chair.v1", {
      convocationId: "som-8-cluster",
      part: "som-8",
      from: "NL",
      to: "SS",
      reason: "The chair rotates.",
    });
    const { text } = await cloned(world, "--starting", "2023-03-21");
    const rows = world.rows("").filter(({ pk }) => !pk.startsWith("DLG#"));
    const private_ = rows.flatMap((row) => [
      row["did"],
      row["mailId"],
      row["person"],
      row["email"],
      row["name"],
      row["kid"],
      row["epoch"],
      row["by"],
    ]);
    const held = private_.filter((value): value is string => typeof value === "string" && value.length > 3);
    expect(held.length).toBeGreaterThan(50);
    expect(held.filter((value) => text.includes(value))).toEqual([]);
    expect(text).not.toMatch(/passed|revision|confirmFrom|instant|tzdata|"state"|2022-|CNV#|DEL#/);
    expect(JSON.parse(text).parts[1].chair).toBe("SS");
  });
  it("keeps what its own parts say of one another, and no other meeting", async () => {
    const world = await before2021();
    await world.done("convene-meeting.v1", commandOf("roundtable-2021"));
    const path = join(folder, "roundtable.json");
    await at(world, "meeting", "clone", "roundtable-2021", path, "--id", "roundtable-2022", "--starting", "2022-09-20");
    const text = readFileSync(path, "utf-8");
    expect(text).not.toMatch(/preparesFor|buildsOn|assumed/);
    expect(JSON.parse(text)).toMatchObject({
      parts: [{ id: "roundtable-2022", coHosts: ["CH", "ET"], modality: "online" }],
    });
  });
  it.each([
    ["a day that is none", ["--starting", "2023-02-30"], 2, /--starting is a day/],
    ["a word for a day", ["--starting", "tomorrow"], 2, /--starting is a day/],
  ])("with %s is wrong usage", async (_, args, code, sentence) => {
    const said = await cloned(await withInvitations(), ...args);
    expect([said.code, said.err]).toEqual([code, expect.stringMatching(sentence)]);
  });
  it("of what is not there, or is recorded only, is refused; a file that is there stays", async () => {
    const world = await before2021();
    const path = join(folder, "none.json");
    expect((await at(world, "meeting", "clone", "nowhere", path, "--id", "x")).err).toMatch(/no meeting nowhere/);
    expect((await at(world, "meeting", "clone", "rome-2014", path, "--id", "x")).err).toMatch(/recorded only/);
    await world.done("convene-meeting.v1", commandOf("som-8"));
    writeFileSync(path, "mine");
    expect((await at(world, "meeting", "clone", "som-8-cluster", path, "--id", "x")).err).toMatch(/is there already/);
    expect(readFileSync(path, "utf-8")).toBe("mine");
  });
});
