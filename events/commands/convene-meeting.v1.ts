import * as z from "zod/mini";
import { command, day, deadline, id, language, partyCode, texts, timeOfDay } from "#events/envelope";

/** Whom a part or a round is for: a union of rules, less the exceptions, resolved as of a day. */
export const audienceRule = z.strictObject({
  members: z.exactOptional(z.boolean()),
  bodies: z.exactOptional(z.array(z.enum(["steering-committee"]))),
  kinds: z.exactOptional(
    z.array(
      z.enum([
        "partner-state",
        "governing-organisation",
        "partner-organisation",
        "invited-organisation",
        "secretariat",
        "guest",
      ]),
    ),
  ),
  parties: z.exactOptional(z.array(partyCode)),
  except: z.exactOptional(z.array(partyCode)),
});

/** An IANA name such as Africa/Nairobi; whether it exists is asked when a time is resolved. */
const zone = z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/));

/** Convenes a meeting, a cluster or a series: one convocation with its parts. Times are wall times in the part's zone. */
export const conveneMeeting = command(
  "convene-meeting.v1",
  { noun: "meeting", machines: "any" },
  {
    dialogueId: id,
    convocationId: id,
    title: texts(200),
    answersBy: deadline,
    namesBy: z.exactOptional(deadline),
    timeZone: zone,
    languages: z.array(language).check(z.minLength(1)),
    parts: z
      .array(
        z.strictObject({
          id,
          kind: z.enum([
            "ministerial-conference",
            "senior-officials-meeting",
            "steering-committee",
            "thematic-meeting",
            "regional-training",
            "virtual-roundtable",
            "webinar",
          ]),
          title: texts(200),
          timeZone: zone,
          modality: z.enum(["in-person", "online", "hybrid"]),
          place: z.exactOptional(
            z.strictObject({
              city: z.string().check(z.minLength(1), z.maxLength(80)),
              country: z.string().check(z.regex(/^[A-Z]{2}$/)),
            }),
          ),
          sessions: z
            .array(z.strictObject({ day, from: timeOfDay, until: timeOfDay }))
            .check(z.minLength(1), z.maxLength(40)),
          audience: audienceRule,
          organisers: z.array(partyCode),
          chair: z.exactOptional(partyCode),
        }),
      )
      .check(z.minLength(1), z.maxLength(12)),
  },
);
