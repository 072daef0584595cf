import * as z from "zod/mini";
import { audienceRule } from "#events/audience-rule";
import { language } from "#events/envelope";
import { contributor, domains, modality, quota } from "#events/meeting-part";

export const texts = z.object({ en: z.string(), fr: z.exactOptional(z.string()), ar: z.exactOptional(z.string()) });
export const moment = z.object({
  wall: z.string(),
  zone: z.string(),
  instant: z.string(),
  offset: z.string(),
  tzdata: z.string(),
});
const none = z._default(z.array(z.string()), []);
const list = z._default(z.array(texts), []);
const orNull = <S extends z.ZodMiniType>(schema: S) => z._default(z.nullable(schema), null);
export const placeSchema = z.object({
  city: orNull(z.string()),
  country: z.string(),
  venue: orNull(z.string()),
});
/** Rows written before a field existed hold none of it. */
export const substanceSchema = {
  organisers: none,
  hosts: none,
  coHosts: none,
  chair: orNull(z.string()),
  coChairs: none,
  agenda: list,
  objectives: list,
  pillars: list,
  topics: list,
  domains: orNull(domains),
  buildsOn: none,
  preparesFor: orNull(z.string()),
  firstInPersonSince: orNull(z.string()),
  assumed: none,
  unpublished: none,
};

export const partSchema = z.object({
  id: z.string(),
  kind: z.string(),
  title: texts,
  state: z._default(z.enum(["convened", "postponed", "cancelled"]), "convened"),
  timeZone: z.string(),
  modality,
  place: z.nullable(placeSchema),
  sessions: z.array(z.object({ from: moment, until: moment })),
  audience: audienceRule,
  ...substanceSchema,
  module: orNull(z.number()),
  workingLanguages: z._default(z.array(language), []),
  capacity: orNull(z.number()),
  quota: orNull(quota),
  contributors: z._default(z.array(contributor), []),
  passed: orNull(z.object({ from: z.string(), to: z.string(), at: z.string() })),
  confirmFrom: z._default(z.number(), 1),
});
