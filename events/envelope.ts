import * as z from "zod/mini";

/** An id of ours: letters, digits, hyphen, 1 to 64 characters; safe in a key, a tag, a schedule's name and a path. */
export const id = z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/));
/** 80 random bits in base32: 16 characters. */
export const delegationId = z.string().check(z.regex(/^[a-z2-7]{16}$/));
/** Two base32 characters that number a person within a delegation. */
export const personNumber = z.string().check(z.regex(/^[a-z2-7]{2}$/));
/** A party's code in the dialogue: ISO 3166 alpha-2 for a State, an acronym for an organisation. */
export const partyCode = z.string().check(z.regex(/^[A-Z][A-Z0-9]{1,11}$/));
/** An instant in UTC with seconds, such as 2022-03-22T13:00:00Z. */
export const instant = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/));
/** A wall time without a zone, to the minute; with the offset behind it where a clock change makes it come twice. */
export const wallTime = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}([+-]\d{2}:\d{2})?$/));
/** A wall time, or a day alone, which ends at 23:59. */
export const deadline = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}([+-]\d{2}:\d{2})?)?$/));
/** A time of day, with the offset behind it where a clock change makes it come twice. */
export const timeOfDay = z.string().check(z.regex(/^\d{2}:\d{2}([+-]\d{2}:\d{2})?$/));
export const day = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/));
export const language = z.enum(["en", "fr", "ar"]);
export type Language = z.infer<typeof language>;
export const languages = language.options;

/** Who acted: staff by sign-in, an invitee by delegation and number, a machine by its source. Never a name, never an address. */
export const actor = z
  .string()
  .check(z.regex(/^(staff:[\w.@+-]{1,64}|invitee:[a-z2-7]{18}|system:[a-z][a-z0-9.-]{0,63})$/));

/** One line of text for people: no control, line-separator or bidi-override characters, not blank, at most `max` characters. */
export const line = (max: number) =>
  z.string().check(
    z.minLength(1),
    z.maxLength(max),
    z.refine(
      (text) => !/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069\uFEFF]/u.test(text),
      "must be one line without control characters",
    ),
    z.refine((text) => /[\p{L}\p{N}]/u.test(text), "must contain a letter or a digit"),
    z.refine((text) => text.isWellFormed(), "must be well-formed Unicode"),
  );

/** A text in the languages it exists in; English always. */
export const texts = (max: number) =>
  z.strictObject({ en: line(max), fr: z.exactOptional(line(max)), ar: z.exactOptional(line(max)) });
export type Texts = { en: string; fr?: string; ar?: string };

/** What every fact carries on the bus, beside its own data. `id` is aggregate, version and index: the same at every delivery. */
export const stamp = {
  id: z.string(),
  at: instant,
  by: actor,
  door: z.enum(["gateway", "bus", "link", "clock", "fact"]),
  commandId: z.exactOptional(id),
  aggregate: z.string(),
  version: z.number(),
};
export type Door = z.infer<(typeof stamp)["door"]>;

/** A fact before it is committed. */
export interface Fact {
  readonly type: string;
  readonly data: Record<string, unknown>;
}

type Consumers = "none" | "some";

/**
 * Declares a fact: something that happened, in the past tense, versioned, with ids only.
 * The contract is callable: `invitationAnswered({ … })` makes the fact that a commit then stamps and writes.
 */
export function fact<const T extends string, S extends z.core.$ZodLooseShape>(
  type: T,
  shape: S,
  options: { consumers: Consumers } = { consumers: "some" },
) {
  const data = z.object(shape);
  const make = (values: z.infer<typeof data>) => ({ type, data: values });
  return Object.assign(make, {
    type,
    noun: nounOf(type),
    consumers: options.consumers,
    schema: z.object({ ...stamp, data }),
  });
}

/** Which machines may ask for it over the bus: any partner, only a trusted source, or none. */
export type Machines = "any" | "trusted" | "none";

/**
 * Declares a command: what may be asked, imperative, versioned. `personal` marks one that holds names, addresses
 * or free text: it is taken at the gateway only and never travels on the bus.
 */
export function command<const T extends string, const N extends string, S extends z.core.$ZodLooseShape>(
  type: T,
  options: { noun: N; machines: Machines; personal?: boolean },
  shape: S,
) {
  return {
    type,
    noun: options.noun,
    machines: options.machines,
    personal: options.personal ?? false,
    schema: z.strictObject({ commandId: id, expectedVersion: z.exactOptional(z.number()), ...shape }),
  } as const;
}

function nounOf(type: string): string {
  return type.split(".", 1)[0] ?? type;
}

/** The source of our own facts on the bus. */
export const FACT_SOURCE = "convoke";
/** The sources that commands may come from. */
export const COMMAND_SOURCES = { secretariat: "convoke.secretariat", partnerPrefix: "convoke.partner." } as const;
