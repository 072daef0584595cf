import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import * as z from "zod/mini";
import { calendar, conveneCommandOf, convocationsOf, recordCommandOf, tagsCommandOf } from "#bin/demo/calendar";
import { Stage } from "#bin/demo/stage";
import { Timeline } from "#bin/demo/timeline";
import { startStack } from "#lib/local/stack";
import { dialogue, done, prepare, rows } from "./play.ts";

/** Before the first of the calendar's meetings that are convened. */
const BEGIN = "2021-01-15T08:00:00Z";
const PARTIES = ["CH", "DE", "EAPCCO", "EG", "ER", "ET", "FRONTEX", "IT", "KE", "NL", "PT", "SS", "UNHCR", "CF"];
const TRAINING = "training-south-sudan-2022";

let stage: Stage;
beforeAll(async () => {
  stage = new Stage(await startStack({ assembly: inject("assembly"), now: BEGIN, quiet: true }), new Timeline(true));
  await prepare(stage, dialogue(PARTIES));
});
afterAll(() => stage?.stack.stop());

const commandOf = (id: string) => {
  const found = convocationsOf(calendar.meetings).find((meetings) => meetings.some((meeting) => meeting.id === id));
  return conveneCommandOf(found ?? []);
};
const shown = z.looseObject({
  preparedBy: z.record(z.string(), z.array(z.string())),
  domains: z.record(z.string(), z.nullable(z.looseObject({ version: z.string() }))),
  meeting: z.looseObject({ parts: z.array(z.record(z.string(), z.unknown())) }),
});
const look = async (convocationId: string) => shown.parse(await stage.amina.query({ query: "meeting", convocationId }));

describe("every kind of meeting, each test the next chapter", () => {
  test("the past is recorded: it stands in the list, sends nothing, and nobody can be invited to it", async () => {
    await done(stage, stage.amina, "define-tags.v1", tagsCommandOf());
    const historical = calendar.meetings.filter((meeting) => meeting.historical);
    for (const meeting of historical) await done(stage, stage.amina, "record-meeting.v1", recordCommandOf(meeting));
    const { recorded } = await stage.amina.query({ query: "meetings", dialogueId: "khartoum" });
    expect(recorded).toHaveLength(historical.length);
    const round = {
      roundId: "r-past",
      convocationId: "tm-cairo-2019",
      template: "invitation",
      audience: { members: true },
    };
    expect(await stage.amina.command("draft-round.v1", round)).toMatchObject({
      accepted: false,
      code: "only-recorded",
    });
    await stage.stack.advance({ minutes: 5 });
    expect(await stage.letters()).toEqual([]);
  });

  test("a dry run shows what would be convened, and changes no row", async () => {
    const before = await stage.fingerprint();
    const said = await stage.amina.query({ query: "would-convene", meeting: commandOf("roundtable-2021") });
    expect(said).toMatchObject({
      accepted: true,
      notes: expect.arrayContaining(["roundtable-2021 prepares tm-geneva-2021, which is not convened yet."]),
    });
    expect(await stage.fingerprint()).toBe(before);
  });

  test("a roundtable online prepares a thematic meeting with host and co-host, which builds on it", async () => {
    for (const id of ["roundtable-2021", "tm-geneva-2021", "tm-mombasa-2022"])
      await done(stage, stage.amina, "convene-meeting.v1", commandOf(id));
    const geneva = await look("tm-geneva-2021");
    expect(geneva.preparedBy).toEqual({ "tm-geneva-2021": ["roundtable-2021"] });
    expect(geneva.domains["tm-geneva-2021"]?.version).toBe("2015");
    expect(geneva.meeting.parts).toMatchObject([
      { hosts: ["CH"], coHosts: ["ET"], buildsOn: ["roundtable-2021"], place: { city: "Geneva", country: "CH" } },
    ]);
    expect((await look("tm-mombasa-2022")).meeting.parts).toMatchObject([
      { hosts: ["KE"], coHosts: ["DE"], buildsOn: ["tm-cairo-2019"] },
    ]);
  });

  test("a hybrid training invites the guest State beside the African partners; a trainer joins online", async () => {
    await done(stage, stage.amina, "convene-meeting.v1", commandOf(TRAINING));
    const [part] = (await look(TRAINING)).meeting.parts;
    expect(part).toMatchObject({
      modality: "hybrid",
      contributors: expect.arrayContaining([{ party: "FRONTEX", capacity: "Trainer", modality: "online" }]),
    });
    const roundId = "training-round";
    const audience = { groups: [{ membership: "member", region: "africa" }], guests: ["CF"] };
    const draft = { roundId, convocationId: TRAINING, template: "invitation", audience };
    await done(stage, stage.amina, "draft-round.v1", draft);
    const { hash } = await done(stage, stage.amina, "submit-round.v1", { roundId });
    await done(stage, stage.bilal, "release-round.v1", { roundId, hash });
    await stage.stack.advance({ minutes: 2 });
    const invited = (await rows(stage.stack, `CNV#${TRAINING}`)).flatMap(({ sk }) =>
      String(sk).startsWith("INVITED#") ? [String(sk).slice("INVITED#".length)] : [],
    );
    expect(invited.sort()).toEqual(["CF", "EG", "ER", "ET", "KE", "SS"]);
    expect((await stage.letters("invitation")).map(({ to }) => to)).toContain("focal.point.cf@example.org");
    expect(stage.stack.problems).toEqual([]);
  });

  test("the public page says who hosts what is coming, and where", async () => {
    const home = await (await fetch(`${stage.stack.siteUrl}/?lang=en`)).text();
    for (const words of ["Legal Pathways", "Host:", "Kenya", "Co-host:", "Germany", "Objectives:", "Geneva"])
      expect(home).toContain(words);
  });
});
