import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { inUtc, inZone, printSpan, printTime } from "#bin/convoke/instants";
import { movedLines } from "#bin/convoke/times";
import { log } from "#platform/log";
import { convoke, doors } from "#test/bin/door";
import { storeOlderTimes } from "#test/functions/older-times";
import { stubSecretariat } from "#test/functions/secretariat";
import { answer, type World, withDialogue, withInvitations, withMeeting } from "#test/functions/world";

log.setLogLevel("SILENT");
beforeAll(() => {
  stubSecretariat();
  vi.stubEnv("SITE_URL", "https://site.example.org");
});
afterAll(() => vi.unstubAllEnvs());

const open = doors();
async function at(world: World) {
  const door = await open(world);
  return async (...line: string[]) => convoke(...line, "--url", door.url, "--as", "amina");
}

describe("convoke time check", () => {
  it("says that every time holds, by which zone data, and exits with 0", async () => {
    const said = await at(await withMeeting());
    expect(await said("time", "check")).toEqual({
      code: 0,
      out: "All 8 times of 1 meeting mean what was announced. Resolved: 8 with tzdata 2025b. The functions have tzdata 2025b.",
      err: "",
    });
    const none = await at(await withDialogue());
    expect((await none("time", "check", "--dialogue", "khartoum")).out).toBe(
      "No meeting is convened; the functions have tzdata 2025b.",
    );
  });
  it("74 · shows each that moved, says what to do, exits with 1 and writes nothing", async () => {
    const world = await withMeeting();
    await storeOlderTimes(world);
    const before = world.snapshot();
    const said = await at(world);
    const { code, out, err } = await said("time", "check");
    expect([code, world.snapshot()]).toEqual([1, before]);
    expect(out.split("\n")).toEqual([
      "som-8-cluster: names by 2022-03-11 23:59 Europe/Brussels (UTC+00:00)",
      "  announced: 2022-03-11 23:59:00 UTC (UTC+00:00), tzdata 2021a",
      "  now:       2022-03-11 22:59:00 UTC (UTC+01:00), tzdata 2025b",
      "som-8-cluster: sc-2022-03, session 1 begins 2022-03-22 09:00 Europe/Brussels (UTC+00:00)",
      "  announced: 2022-03-22 09:00:00 UTC (UTC+00:00), tzdata 2021a",
      "  now:       2022-03-22 08:00:00 UTC (UTC+01:00), tzdata 2025b",
    ]);
    expect(err).toBe(
      "Refused (times-moved): 2 of 8 times mean another instant than was announced. Nothing was changed and nothing was sent. Ask the host which one holds; then convoke reschedule som-8-cluster with the right times: that raises the revision and tells everybody.",
    );
    const json = await said("time", "check", "--json");
    expect([json.code, json.err]).toEqual([1, ""]);
    expect(JSON.parse(json.out)).toMatchObject({
      accepted: false,
      code: "times-moved",
      moved: [{ what: "names by" }, { what: "sc-2022-03, session 1 begins" }],
    });
  });
});

describe("a time that means nothing now, or two instants", () => {
  const was = {
    wall: "2026-10-25T02:30",
    zone: "Europe/Brussels",
    instant: "2026-10-24T23:30:00Z",
    offset: "+03:00",
    tzdata: "2021a",
  };
  const told = (now: { instant: string; offset: string }[]) =>
    movedLines({ convocationId: "som-9", what: "answers by", was, now }, "2026c");
  it("is told so", () => {
    expect(told([])).toEqual([
      "som-9: answers by 2026-10-25 02:30 Europe/Brussels (UTC+03:00)",
      "  announced: 2026-10-24 23:30:00 UTC (UTC+03:00), tzdata 2021a",
      "  now:       the clocks leave it out, tzdata 2026c",
    ]);
    const two = [
      { instant: "2026-10-25T00:30:00Z", offset: "+02:00" },
      { instant: "2026-10-25T01:30:00Z", offset: "+01:00" },
    ];
    expect(told(two)[2]).toBe(
      "  now:       comes twice, 2026-10-25 00:30:00 UTC (UTC+02:00) or 2026-10-25 01:30:00 UTC (UTC+01:00), tzdata 2026c",
    );
  });
});

describe("a time on the command line", () => {
  const time = (wall: string, offset: string) => ({ wall, zone: "Europe/Brussels", offset });
  it("stands with its zone and its offset from UTC", () => {
    expect(printTime(time("2022-03-22T14:00", "+01:00"))).toBe("2022-03-22 14:00 Europe/Brussels (UTC+01:00)");
    expect(inZone("2022-03-22T13:00:00Z", "Europe/Brussels")).toBe("2022-03-22 14:00:00+01:00");
    expect(inUtc("2022-03-22T13:00:00Z")).toBe("2022-03-22 13:00:00 UTC");
  });
  it("names day and offset of both ends where they differ", () => {
    expect(printSpan(time("2022-03-22T14:00", "+01:00"), time("2022-03-22T18:00", "+01:00"))).toBe(
      "2022-03-22 14:00 to 18:00 Europe/Brussels (UTC+01:00)",
    );
    expect(printSpan(time("2022-03-26T22:00", "+01:00"), time("2022-03-27T04:00", "+02:00"))).toBe(
      "2022-03-26 22:00 Europe/Brussels (UTC+01:00) to 2022-03-27 04:00 Europe/Brussels (UTC+02:00)",
    );
    expect(printSpan(time("2022-10-30T01:00", "+02:00"), time("2022-10-30T04:00", "+01:00"))).toContain(
      "(UTC+02:00) to",
    );
  });

  /** Times of day in a text that have neither "UTC" nor an offset on their line or in their column's head. */
  const bare = (text: string) => {
    const heads = text.split("\n")[0] ?? "";
    return text
      .split("\n")
      .filter((line) => /\d{1,2}:\d{2}/.test(line.replaceAll(/UTC[+-]\d{2}:\d{2}/g, "")))
      .filter((line) => !/UTC|:\d{2}[+-]\d{2}:\d{2}\b/.test(line) && !/\(UTC\)/.test(heads));
  };
  it("is never printed without one, whatever is looked at", async () => {
    const world = await withInvitations();
    await answer(world, "AT", "ab", { kind: "names-follow", parts: ["som-8"] });
    const said = await at(world);
    const seen: string[] = [];
    for (const line of [
      "meeting list",
      "meeting show som-8-cluster",
      "board som-8-cluster",
      "round list --meeting som-8-cluster",
      "round show round-1",
      "round preview round-1 --party AT --language en",
      "round preview round-1 --party IT --language fr",
      "answer show som-8-cluster --party AT",
      "audit RND#round-1",
      "document list",
      "time check",
    ]) {
      const { code, out } = await said(...line.split(" "));
      expect([line, code, bare(out)]).toEqual([line, 0, []]);
      if (/\d{1,2}:\d{2}/.test(out)) seen.push(line);
    }
    expect(seen).toEqual([
      "meeting list",
      "meeting show som-8-cluster",
      "round preview round-1 --party AT --language en",
      "answer show som-8-cluster --party AT",
      "audit RND#round-1",
    ]);
    expect(bare("Answers by 2022-03-04 23:59")).toHaveLength(1);
    expect((await said("answer", "show", "som-8-cluster", "--party", "AT")).out).toContain(
      "at (Europe/Brussels)       answer",
    );
  });
  it("of a new meeting says when answers end", async () => {
    const said = await at(await withDialogue());
    const { out } = await said("convene", "events/commands/convene-meeting.v1.sample.json");
    expect(out).toMatch(/^Convened: som-8-cluster\. Answers may be changed until 2022-03-\d\d \d\d:\d\d:00 UTC\.$/);
  });
});
