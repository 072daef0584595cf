import { DeleteScheduleCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { examined } from "#bin/convoke/doctor";
import { patientAt } from "#bin/convoke/doctor/patient";
import { freshKey, keyRing } from "#bin/convoke/key-ring";
import { linkIn } from "#bin/demo/mailbox";
import { Stage } from "#bin/demo/stage";
import { Timeline } from "#bin/demo/timeline";
import { DIALOGUE } from "#bin/demo/world";
import { startStack } from "#lib/local/stack";
import { retired, rotated } from "#platform/link-ring";
import { dialogue, lateRound, placeHere, prepare, release, rows, START } from "./play.ts";

let stage: Stage;
beforeAll(async () => {
  stage = new Stage(await startStack({ assembly: inject("assembly"), now: START, quiet: true }), new Timeline(true));
  await prepare(stage, dialogue(["NL"]));
  await release(stage);
  await stage.stack.advance({ minutes: 2 });
});
afterAll(() => stage?.stack.stop());

describe("the doctor on one machine", () => {
  const look = async () => examined(await patientAt(placeHere(stage.stack), stage.amina, stage.stack.siteUrl));

  test("finds nothing wrong, and says what does not exist there", async () => {
    const found = await look();
    expect(found.filter(({ state }) => state === "not-ok")).toEqual([]);
    const absent = found.filter(({ state }) => state === "unknown");
    expect(new Set(absent.map(({ said }) => said))).toEqual(new Set(["not on this machine"]));
    expect(absent.map(({ check }) => check)).toEqual(
      expect.arrayContaining(["Clock", "Certificate", "Lambda", "Alarms"]),
    );
    expect(found.find(({ check }) => check === "Schedules")?.said).toBe(
      "all 5 wake-ups of the convened meetings are booked",
    );
  });

  test("74 · tells that every time means what was announced, by the zone data that the functions have", async () => {
    const stored = (await look()).find(({ check }) => check === "Stored times");
    expect(stored).toMatchObject({ state: "ok", said: "all 8 mean what was announced" });
    const tz = process.versions["tz"] ?? "";
    expect(await stage.amina.query({ query: "times", dialogueId: DIALOGUE })).toMatchObject({
      tzdata: tz,
      resolvedWith: { [tz]: 8 },
      moved: [],
    });
  });

  test("names a wake-up that got lost, and what a function gave up on", async () => {
    const client = new SchedulerClient(placeHere(stage.stack).client);
    const { wakeUps } = await stage.amina.query({ query: "wake-ups", dialogueId: DIALOGUE });
    const [lost] = Object.values(Object(wakeUps)) as { name: string }[];
    const GroupName = stage.stack.outputs["ScheduleGroup"];
    await client.send(new DeleteScheduleCommand({ Name: lost?.name, GroupName }));
    const dead = stage.stack.sqs.all().find(({ name }) => name === "mail-bulk-DeadLetters");
    stage.stack.sqs.send(dead?.arn ?? "", JSON.stringify({ mailId: "m-1" }));
    const wrong = (await look()).filter(({ state }) => state === "not-ok");
    expect(wrong).toMatchObject([
      { check: "Schedules", said: expect.stringContaining(`1 of 5 wake-ups are not booked: ${lost?.name}`) },
      { check: "Dead letters", said: "1 of mail-lanes" },
    ]);
    stage.stack.sqs.purge(dead?.arn ?? "");
  });
});

describe("keys that are turned while everything runs", () => {
  const now = () => new Date(stage.stack.clock.now()).toISOString().replace(/\.\d+Z$/, "Z");
  const invited = async (code: string) => {
    const letter = (await stage.letters("invitation")).find(({ to }) => to === `focal.point.${code}@example.org`);
    if (!letter) throw new Error(`Nobody invited ${code}`);
    return linkIn(letter, stage.stack.siteUrl);
  };
  const opened = async (link: string) => (await fetch(link)).status;

  test("older links go on, and a new round's links are by the new key, without a deploy", async () => {
    const old = await invited("nl");
    expect(await opened(old)).toBe(200);
    await keyRing(placeHere(stage.stack)).change((ring) => rotated(ring, freshKey(), now()));
    await stage.stack.advance({ minutes: 1 });
    await lateRound(stage, "SE", dialogue(["SE"]));
    await stage.stack.advance({ minutes: 2 });
    const kids = (await rows(stage.stack, "DEL#")).filter(({ kid }) => kid !== undefined).map(({ kid }) => kid);
    expect(kids.sort()).toEqual(["k1", "k1", "k1", "k2", "k2", "k2"]);
    expect([await opened(await invited("se")), await opened(old)]).toEqual([200, 200]);
  });

  test("a leaked key's links are dead within five minutes; the next mail has one that works", async () => {
    const old = await invited("nl");
    await keyRing(placeHere(stage.stack)).change((ring) => retired(ring, "k1"));
    await stage.stack.advance({ minutes: 5 });
    const [dead, never] = await Promise.all(
      [old, old.replace(/\.[a-z2-7]{32}$/, `.${"a".repeat(32)}`)].map(async (link) => (await fetch(link)).text()),
    );
    expect([await opened(old), dead]).toEqual([404, never]);
    expect(await opened(await invited("se"))).toBe(200);
    await stage.stack.advance("2022-02-18T08:03:00Z");
    const reminder = (await stage.letters("reminder")).find(({ to }) => to === "focal.point.nl@example.org");
    if (!reminder) throw new Error("Nobody was reminded");
    expect(await opened(linkIn(reminder, stage.stack.siteUrl))).toBe(200);
    expect(stage.stack.problems).toEqual([]);
  });
});
