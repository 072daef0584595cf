import * as z from "zod/mini";
import { audienceRule } from "#events/audience-rule";
import { capacity } from "#events/capacity";
import { day, id, language, line, partyCode, texts, timeOfDay } from "#events/envelope";

/** An IANA name such as Africa/Nairobi; whether it exists is asked when a time is resolved. */
export const zone = z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/));
export const modality = z.enum(["in-person", "online", "hybrid"]);
export const meetingKind = z.enum([
  "ministerial-conference",
  "senior-officials-meeting",
  "steering-committee",
  "thematic-meeting",
  "regional-training",
  "virtual-roundtable",
  "webinar",
]);
/** Where a meeting is. The city may not be known yet; the venue is a building or a room. */
export const place = z.strictObject({
  city: z.exactOptional(line(80)),
  country: z.string().check(z.regex(/^[A-Z]{2}$/)),
  venue: z.exactOptional(line(120)),
});
export const sessions = z
  .array(z.strictObject({ day, from: timeOfDay, until: timeOfDay }))
  .check(z.minLength(1), z.maxLength(40));
/** People, never none and never more than a hall holds. */
export const seats = z.int().check(z.gte(1), z.lte(100_000));
/** How many of one delegation: in all, and by Capacity. */
export const quota = z.strictObject({
  total: z.exactOptional(seats),
  byCapacity: z.exactOptional(z.partialRecord(capacity, z.int().check(z.gte(0), z.lte(200)))),
});
const parties = z.exactOptional(z.array(partyCode).check(z.maxLength(20)));
const list = z.exactOptional(z.array(texts(400)).check(z.maxLength(40)));
/** A name of a field of this record, such as `sessions` or `place.city`. */
const fields = z.exactOptional(z.array(z.string().check(z.regex(/^[A-Za-z][A-Za-z.]{0,39}$/))).check(z.maxLength(40)));

export const tagCode = z.string().check(z.regex(/^[A-Za-z0-9-]{1,20}$/));
/** Tags of a scheme that the dialogue knows, by its name and version, such as jvap-2015. */
export const domains = z.strictObject({
  scheme: id,
  codes: z.array(tagCode).check(z.minLength(1), z.maxLength(20)),
});

/** What a meeting is about and who is behind it: the same for one that is convened and one that is only recorded. */
export const substance = {
  organisers: parties,
  hosts: parties,
  coHosts: parties,
  chair: z.exactOptional(partyCode),
  coChairs: parties,
  agenda: list,
  objectives: list,
  pillars: list,
  topics: list,
  domains: z.exactOptional(domains),
  /** Meetings, convened or recorded, that it goes on from; the meeting that it prepares, which may not be convened yet. */
  buildsOn: z.exactOptional(z.array(id).check(z.maxLength(20))),
  preparesFor: z.exactOptional(id),
  firstInPersonSince: z.exactOptional(id),
  /** What the source does not say and somebody assumed; what was never published. */
  assumed: fields,
  unpublished: fields,
};

/** Who contributes, by party: each in the room or online. */
export const contributor = z.strictObject({
  party: partyCode,
  capacity: z.enum(["Speaker", "Trainer", "Expert", "Interpreter"]),
  modality: z.enum(["in-person", "online"]),
  topic: z.exactOptional(texts(200)),
});

export const meetingPart = z.strictObject({
  id,
  kind: meetingKind,
  title: texts(200),
  timeZone: zone,
  modality,
  place: z.exactOptional(place),
  sessions,
  audience: audienceRule,
  ...substance,
  /** Its place in a series. */
  module: z.exactOptional(z.int().check(z.gte(1), z.lte(40))),
  /** The languages spoken in the room; those of the letters stand on the convocation. */
  workingLanguages: z.exactOptional(z.array(language)),
  /** The size of the room. */
  capacity: z.exactOptional(seats),
  quota: z.exactOptional(quota),
  contributors: z.exactOptional(z.array(contributor).check(z.maxLength(60))),
});
