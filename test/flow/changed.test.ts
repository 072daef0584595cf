import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import * as z from "zod/mini";
import { examined } from "#bin/convoke/doctor";
import { patientAt } from "#bin/convoke/doctor/patient";
import { Stage } from "#bin/demo/stage";
import { Timeline } from "#bin/demo/timeline";
import { MEETING } from "#bin/demo/world";
import { startStack } from "#lib/local/stack";
import { dialogue, done, placeHere, prepare, release, rows, START } from "./play.ts";

/** Both read English. */
const PARTIES = ["NL", "DE"];
const reason = "The chair asked for another week";

let stage: Stage;
beforeAll(async () => {
  stage = new Stage(await startStack({ assembly: inject("assembly"), now: START, quiet: true }), new Timeline(true));
  await prepare(stage, dialogue(PARTIES));
  await release(stage);
  await stage.stack.advance({ minutes: 2 });
});
afterAll(() => stage?.stack.stop());

const step = z.looseObject({
  step: z.string(),
  revision: z.number(),
  state: z.string(),
  reason: z.optional(z.string()),
});
const steps = async (revision: number) =>
  (await rows(stage.stack, `CNV#${MEETING}`))
    .filter(({ sk }) => String(sk).startsWith("STEP#") && !String(sk).includes("#C#"))
    .map((row) => step.parse(row))
    .filter((row) => row.revision === revision)
    .map((row) => `${row.step} ${row.reason ?? row.state}`)
    .sort();
const schedules = async () =>
  (await examined(await patientAt(placeHere(stage.stack), stage.amina, stage.stack.siteUrl))).find(
    ({ check }) => check === "Schedules",
  );
/** All reminders so far: to whom, and the deadline that each of them names. */
const reminders = async () => (await stage.letters("reminder")).map(({ text }) => text);
const change = (type: string, detail: object) =>
  done(stage, stage.amina, type, { convocationId: MEETING, reason, ...detail });

describe("73 · a meeting whose dates move in the minute of its reminder", () => {
  test("asked as a dry run it says whom it reaches, and nothing changes", async () => {
    const before = await stage.fingerprint();
    const said = await stage.amina.command("cancel-meeting.v1", { convocationId: MEETING, reason, dryRun: true });
    expect(said).toMatchObject({ accepted: true, told: "invited", calendar: "cancel", reaches: { delegations: 2 } });
    await stage.stack.settle();
    expect(await stage.fingerprint()).toBe(before);
  });

  test("nobody gets a reminder with the old deadline: not from the old wake-up, not at once from the new plan", async () => {
    await stage.stack.advance("2022-02-18T07:59:30Z");
    await change("reschedule-meeting.v1", {
      parts: [
        { id: "sc-2022-03", sessions: [{ day: "2022-03-29", from: "09:00", until: "12:00" }] },
        {
          id: "som-8",
          sessions: [
            { day: "2022-03-29", from: "14:00", until: "18:00" },
            { day: "2022-03-30", from: "09:00", until: "16:00" },
          ],
        },
      ],
      answersBy: "2022-03-11T23:59",
      namesBy: "2022-03-18T23:59",
    });
    await stage.stack.advance("2022-02-18T08:10:00Z");
    expect(await reminders()).toEqual([]);
    expect(await steps(2)).toEqual(["answer-14 planned", "answer-2 planned", "answer-7 planned", "meeting-3 planned"]);
    expect((await schedules())?.said).toBe("all 5 wake-ups of the convened meetings are booked");
  });

  test("a week later it comes, with the new deadline and the new days", async () => {
    await stage.stack.advance("2022-02-25T08:03:00Z");
    const texts = await reminders();
    expect(texts.length).toBeGreaterThan(0);
    for (const text of texts) {
      expect(text).toContain("11 March 2022");
      expect(text).toContain("29 March 2022");
      expect(text).not.toMatch(/\b4 March 2022|22 March 2022/);
    }
  });

  test("postponed in the minute of the next one, it reminds nobody, and the doctor waits for no wake-up", async () => {
    const before = (await reminders()).length;
    await stage.stack.advance("2022-03-04T07:59:30Z");
    await change("postpone-meeting.v1", {});
    await stage.stack.advance("2022-03-09T08:10:00Z");
    expect(await reminders()).toHaveLength(before);
    expect((await schedules())?.said).toBe("no meeting is convened, so none is needed");
  });

  test("with its new date reminders begin anew", async () => {
    await change("reschedule-meeting.v1", {
      parts: [{ id: "som-8", sessions: [{ day: "2022-05-10", from: "09:00", until: "17:00" }] }],
      answersBy: "2022-04-20T23:59",
      namesBy: "2022-04-27T23:59",
    });
    const before = (await reminders()).length;
    await stage.stack.advance("2022-04-06T07:03:00Z");
    const texts = (await reminders()).slice(before);
    expect(texts.length).toBeGreaterThan(0);
    for (const text of texts) expect(text).toContain("20 April 2022");
  });

  test("its history says what changed, by whom and why", async () => {
    const { changes } = await stage.bilal.query({ query: "changes", convocationId: MEETING });
    expect(changes).toMatchObject([
      { revision: 2, what: "rescheduled", who: "staff:amina", reason, confirm: true },
      { revision: 3, what: "postponed", parts: ["sc-2022-03", "som-8"], calendar: "tentative" },
      { revision: 4, what: "rescheduled", parts: ["som-8"], confirm: true },
    ]);
    expect(stage.stack.problems).toEqual([]);
  });
});
