import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import * as z from "zod/mini";
import {
  type CalendarMeeting,
  calendar,
  conveneCommandOf,
  convocationsOf,
  laterOf,
  recordCommandOf,
  tagsCommandOf,
} from "#bin/demo/calendar";
import { audiencesOf } from "#domain/meeting-audience";
import { daysOf, type Part, type Substance } from "#domain/part";
import type { RecordedMeeting } from "#domain/recorded-meeting";
import { meetings as listed } from "#functions/console/look-at-meetings";
import { readConvocation } from "#records/convocation";
import { readMeetings } from "#records/recorded-meeting";
import { readRegistry } from "#records/registry";
import { type World, withDialogue } from "#test/functions/world";

const source: { meetings: CalendarMeeting[] } = JSON.parse(
  readFileSync(new URL("../../../bin/demo/dialogue/calendar.json", import.meta.url), "utf-8"),
);
const historical = calendar.meetings.filter((meeting) => meeting.historical);
const convocations = convocationsOf(calendar.meetings);

let world: World;
/** The whole calendar in one dialogue: the past recorded, the rest convened a while before. */
beforeAll(async () => {
  world = await withDialogue();
  world.clock.set("2021-01-15T08:00:00Z");
  await world.done("define-tags.v1", tagsCommandOf());
  for (const meeting of historical) await world.done("record-meeting.v1", recordCommandOf(meeting));
  for (const meetings of convocations) await world.done("convene-meeting.v1", conveneCommandOf(meetings));
});
const parts = async () => {
  const all = await Promise.all(
    convocations.map(async (meetings) => {
      const { convocationId } = conveneCommandOf(meetings);
      const held = await readConvocation(world.tables, convocationId);
      return (held?.convocation.parts ?? []).map((part) => ({ part, convocation: held?.convocation }));
    }),
  );
  return all.flat();
};

/** What a row says, in the calendar's own words: the way back, written without the way there. */
const unnamed = (field: string) =>
  field === "domains" ? "jvap" : ["organisers", "hosts"].includes(field) ? `roles.${field}` : field;
const some = <T>(name: string, list: readonly T[]) => (list.length > 0 ? { [name]: list } : {});
const english = (lists: readonly { en: string }[]) => lists.map(({ en }) => en);
function ofSubstance(held: Substance & Pick<Part, "place">) {
  const roles = {
    ...some("organisers", held.organisers),
    ...some("hosts", held.hosts),
    ...some("coHosts", held.coHosts),
    ...(held.chair === null ? {} : { chair: [held.chair] }),
    ...some("coChairs", held.coChairs),
  };
  return {
    ...(Object.keys(roles).length > 0 && { roles }),
    ...(held.place && {
      place: { ...(held.place.city !== null && { city: held.place.city }), country: held.place.country },
    }),
    ...some("agenda", english(held.agenda)),
    ...some("objectives", english(held.objectives)),
    ...some("pillars", english(held.pillars)),
    ...some("topics", english(held.topics)),
    ...(held.domains && { jvap: held.domains.codes.map(Number) }),
    ...some("buildsOn", held.buildsOn),
    ...(held.preparesFor !== null && { preparesFor: held.preparesFor }),
    ...(held.firstInPersonSince !== null && { firstInPersonSince: held.firstInPersonSince }),
    ...some("assumed", held.assumed.map(unnamed)),
    ...some("unpublished", held.unpublished.map(unnamed)),
  };
}
function ofRecorded(held: RecordedMeeting) {
  return {
    id: held.id,
    kind: held.kind,
    historical: true,
    title: held.title.en,
    dates: held.dates,
    ...ofSubstance(held),
    ...(held.timeZone !== null && { timeZone: held.timeZone }),
    ...(held.cluster !== null && { cluster: held.cluster }),
    ...(held.handOver && { handOver: held.handOver }),
    ...(held.outcome && { outcome: held.outcome.en }),
  };
}
function ofPart(part: Part, convocationId: string) {
  const walls = part.sessions.map(({ from, until }) => ({ day: from.wall.slice(0, 10), from, until }));
  const by = (capacity: string) => part.contributors.filter((each) => each.capacity === capacity);
  const guests = part.audience.guests ?? [];
  return {
    id: part.id,
    kind: part.kind,
    title: part.title.en,
    dates: { from: walls[0]?.day, until: walls.at(-1)?.day },
    modality: part.modality,
    timeZone: part.timeZone,
    sessions: walls.map(({ day, from, until }) => ({ day, from: from.wall.slice(11), until: until.wall.slice(11) })),
    ...ofSubstance(part),
    ...(part.module === null ? {} : { series: { id: convocationId, module: part.module } }),
    ...(part.module === null && part.id !== convocationId && { cluster: convocationId }),
    ...some(
      "speakers",
      by("Speaker").map(({ party, topic }) => ({ party, topic: topic?.en })),
    ),
    ...some(
      "trainers",
      by("Trainer").map(({ party, modality }) => ({ party, modality })),
    ),
    ...some("guests", guests),
  };
}

describe("the calendar", () => {
  it("has meetings of every kind, five of them historical", () => {
    expect(new Set(source.meetings.map(({ kind }) => kind)).size).toBe(7);
    expect([historical.length, convocations.length]).toEqual([5, 7]);
  });
  it.each(source.meetings.filter((meeting) => meeting.historical))(
    "$id is recorded, and nothing that the source says of it is lost",
    async (meeting) => {
      const held = (await readMeetings(world.tables, "khartoum")).find(({ id }) => id === meeting.id)?.recorded;
      if (!held) throw new Error(`${meeting.id} is not recorded`);
      expect(ofRecorded(held)).toEqual(meeting);
    },
  );
  it.each(source.meetings.filter((meeting) => !meeting.historical))(
    "$id is convened, and nothing that the source says of it is lost",
    async (meeting) => {
      const held = (await parts()).find(({ part }) => part.id === meeting.id);
      if (!held?.convocation) throw new Error(`${meeting.id} is not convened`);
      // What happens later is a command or a document of its own; the audience is a rule here, and words there.
      const { audience, ...said } = meeting;
      expect({ ...ofPart(held.part, held.convocation.id), ...laterOf(meeting) }).toEqual(said);
      if (audience !== undefined) expect(held.part.audience).toMatchObject({ groups: [{ region: "africa" }] });
      if (meeting.published) expect(daysOf(held.part)).toBe(meeting.published.days);
    },
  );
  it("invites to the training the African partner States and the Central African Republic as a guest", async () => {
    const { registry } = await readRegistry(world.tables, "khartoum");
    const held = await readConvocation(world.tables, "training-south-sudan-2022");
    if (!held) throw new Error("The training is not convened");
    const [audience] = audiencesOf(held.convocation, registry);
    expect(audience?.entries.map(({ code, reason }) => `${code} ${reason}`).sort()).toEqual([
      "CF guest",
      ...["DJ", "EG", "ER", "ET", "KE", "LY", "SD", "SO", "SS", "TN", "UG"].map(
        (code) => `${code} member, partner-state, africa`,
      ),
    ]);
  });
  it("lasts half a day in Brussels, a day and a half at the SOM, two and a half in South Sudan", async () => {
    const days = Object.fromEntries((await parts()).map(({ part }) => [part.id, daysOf(part)]));
    expect(days).toMatchObject({
      "sc-2021-09": 0.5,
      "som-8": 1.5,
      "training-south-sudan-2022": 2.5,
      "tm-geneva-2021": 2,
    });
  });
  it("is listed whole: five recorded, seven convocations, each with its kinds", async () => {
    const { meetings, recorded } = await listed(world.tables, "khartoum");
    expect([meetings.length, recorded.length]).toEqual([7, 5]);
    expect(meetings.find(({ id }) => id === "som-8-cluster")?.kinds).toEqual([
      "steering-committee",
      "senior-officials-meeting",
    ]);
  });
  it("books an end for what is convened, and nothing for what is recorded", () => {
    const names = z.array(z.looseObject({ input: z.looseObject({ convocationId: z.string() }) }));
    const booked = names.parse(world.schedules.booked()).map(({ input }) => input.convocationId);
    expect(booked.sort()).toEqual(convocations.map((meetings) => conveneCommandOf(meetings).convocationId).sort());
    expect(world.rows("MB#")).toEqual([]);
  });
});
