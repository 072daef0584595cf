import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { readConvocation } from "#records/convocation";
import { convoke, doors } from "#test/bin/door";
import { stubSecretariat } from "#test/functions/secretariat";
import { CONVOCATION, type World, withInvitations, withMeeting } from "#test/functions/world";

beforeAll(() => {
  vi.stubEnv("SITE_URL", "https://site.example.org");
  stubSecretariat();
});
afterAll(() => vi.unstubAllEnvs());

const open = doors();
/** The command line at a world's door, as Amina; an underscore stands for a space. */
async function at(world: World) {
  const door = await open(world);
  return (line: string, ...more: string[]) =>
    convoke(...line.split(" ").map((word) => word.replaceAll("_", " ")), ...more, "--url", door.url, "--as", "amina");
}
const meeting = async (world: World) => (await readConvocation(world.tables, CONVOCATION))!.convocation;
const APRIL =
  "reschedule som-8-cluster --session sc-2022-03=2022-04-05T09:00/12:00 som-8=2022-04-05T14:00/18:00 som-8=2022-04-06T09:00/16:00 --reason The_chair_asked";

describe("a change of a meeting", () => {
  it.each([
    [
      APRIL,
      /^Done: som-8-cluster \(sc-2022-03, som-8\) is rescheduled, revision 2\. Everybody who was invited is told; answers are to be given again/,
    ],
    [
      "reschedule som-8-cluster --part som-8 --session 2022-04-05T14:00/18:00 --zone Africa/Cairo --reason Why",
      /rescheduled, revision 2/,
    ],
    [
      "relocate som-8-cluster --city Ghent --country BE --reason Why",
      /is relocated, revision 2\. .* nobody has to confirm/,
    ],
    [
      "modality som-8-cluster --to online --part som-8 --reason Why",
      /is held in another way, .* visa, travel and social programme are void/,
    ],
    ["postpone som-8-cluster --reason Why", /is postponed, .* tentative, .* no more reminders/],
    ["cancel som-8-cluster --part som-8 --reason Why", /^Done: som-8-cluster \(som-8\) is cancelled/],
    [
      "extend som-8-cluster --answers-by 2022-03-09T23:59 --reason Why",
      /is given more time, revision 2\. Whoever has not answered is told/,
    ],
    [
      "retitle som-8-cluster --part som-8 --en Senior_Officials --fr Hauts_fonctionnaires --reason Why",
      /is retitled, .* The registered are told/,
    ],
  ])("%s is done, and says what came of it", async (line, expected) => {
    const world = await withMeeting();
    const said = await at(world);
    const { code, out, err } = await said(line);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(expected);
    expect((await meeting(world)).revision).toBe(2);
  });
  it("of a title keeps the languages that are not named, and takes one out that is empty", async () => {
    const world = await withMeeting();
    const said = await at(world);
    const title = async () => (await meeting(world)).parts.find(({ id }) => id === "som-8")?.title;
    const retitle = "retitle som-8-cluster --part som-8 --reason Why";
    await said(`${retitle} --en Officials --fr Fonctionnaires --ar none`);
    await said(`${retitle} --ar Arabic`);
    expect(await title()).toEqual({ en: "Officials", fr: "Fonctionnaires", ar: "Arabic" });
    await said(`${retitle} --fr=`);
    expect(await title()).toEqual({ en: "Officials", ar: "Arabic" });
    expect(await said(retitle)).toMatchObject({ code: 2, err: expect.stringMatching(/^Give the title: --en/) });
  });
  it("with --dry-run prints the consequences and the numbers, and changes nothing", async () => {
    const world = await withInvitations();
    const said = await at(world);
    const { code, out } = await said("cancel som-8-cluster --reason Why --dry-run");
    expect([code, out]).toEqual([
      0,
      [
        "Nothing is changed yet: som-8-cluster (sc-2022-03, som-8) would be cancelled, as revision 2. Everybody who was invited is told; nobody has to confirm; calendars take it out (CANCEL); requests for visa, travel and social programme are void; there are no more reminders of it.",
        "It concerns 6 people invited, of 2 delegations, and 0 registered. Without --dry-run it is done.",
      ].join("\n"),
    ]);
    expect((await meeting(world)).revision).toBe(1);
  });
  it("that is refused is told with what to do, and is exit 1", async () => {
    const said = await at(await withMeeting());
    const { code, err } = await said("extend som-8-cluster --answers-by 2022-03-01T23:59 --reason Why");
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(/^Refused \(not-later\): A deadline is extended to a later time/),
    ]);
  });
  it.each([
    [
      "reschedule som-8-cluster --part som-8 --session tomorrow --reason Why",
      /tomorrow is not a session\. Write its day/,
    ],
    [
      "reschedule som-8-cluster --session 2022-04-05T14:00/18:00 --reason Why",
      /has the parts sc-2022-03, som-8\. Say which one/,
    ],
    ["relocate som-8-cluster --reason Why", /Say where to: --city, --country, --venue/],
    ["extend som-8-cluster --reason Why", /Say which deadline: --answers-by, --names-by/],
    ["modality som-8-cluster --reason Why", /--to/],
    ["cancel som-8-cluster", /--reason/],
    ["room som-8-cluster som-8 --capacity many", /many is not a number of people/],
    ["quota som-8-cluster AT --part som-8 --as-capacity Speaker", /Speaker is not of the form Speaker=1/],
  ])("%s is wrong usage, and says how", async (line, expected) => {
    const world = await withMeeting();
    const said = await at(world);
    const { code, err } = await said(line);
    expect(code).toBe(2);
    expect(err).toMatch(expected);
    expect((await meeting(world)).revision).toBe(1);
  });
});

describe("the history of a meeting", () => {
  it("is every change with when, by whom and why; before any, it says that there was none", async () => {
    const said = await at(await withMeeting());
    expect((await said("meeting history som-8-cluster")).out).toMatch(/stands as it was convened/);
    await said(APRIL);
    await said("cancel som-8-cluster --part sc-2022-03 --reason The_committee_met_in_writing");
    const { out } = await said("meeting history som-8-cluster");
    expect(out).toMatch(/2 +rescheduled +sc-2022-03, som-8 +2022-01-31 08:00:00 UTC +staff:amina +The chair asked/);
    expect(out).toMatch(/3 +cancelled +sc-2022-03 .* staff:amina +The committee met in writing/);
    expect((await said("meeting history nowhere")).code).toBe(1);
    const { out: shown } = await said("meeting show som-8-cluster");
    expect(shown).toMatch(/sc-2022-03 .*: cancelled\n {2}announced before: half a day/);
    expect(shown).toMatch(/som-8 .*: convened\n {2}when: 1\.5 days/);
    await said("postpone som-8-cluster --reason The_host_asked");
    expect((await said("meeting list")).out).toMatch(/was 2022-.* postponed/);
  });
});

describe("rooms and quotas", () => {
  it("are said in plain words", async () => {
    const world = await withInvitations();
    const said = await at(world);
    expect((await said("room som-8-cluster som-8 --capacity 120")).out).toBe(
      "Done: the room of som-8 is for 120 people; 0 are registered.",
    );
    expect((await said("room som-8-cluster som-8")).out).toMatch(/is for any number of people/);
    expect((await said("quota som-8-cluster IT --part som-8 --total 3 --as-capacity Speaker=1 Adviser=2")).out).toBe(
      "Done: IT may send 3 people to som-8; it has named 0.",
    );
    expect((await world.delegation("IT")).delegation.quota).toEqual({
      "som-8": { total: 3, byCapacity: { Speaker: 1, Adviser: 2 } },
    });
    expect((await said("quota som-8-cluster IT --part som-8")).out).toMatch(/any number of people/);
  });
});
