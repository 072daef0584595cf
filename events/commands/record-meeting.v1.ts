import * as z from "zod/mini";
import { command, id, partyCode, texts } from "#events/envelope";
import { meetingKind, modality, place, substance, zone } from "#events/meeting-part";

/** A day, a month or a year, as far as the source knows. */
export const when = z.string().check(z.regex(/^\d{4}(-\d{2}(-\d{2})?)?$/));
const count = z.int().check(z.gte(0), z.lte(100_000));

/**
 * Records a meeting of the past, or of others: it stands among the dialogue's meetings, has no round and sends nothing. The same id
 * again corrects what is recorded.
 */
export const recordMeeting = command(
  "record-meeting.v1",
  { noun: "meeting", machines: "any" },
  {
    dialogueId: id,
    meetingId: id,
    kind: meetingKind,
    title: texts(200),
    dates: z.strictObject({ from: when, until: when }),
    timeZone: z.exactOptional(zone),
    modality: z.exactOptional(modality),
    place: z.exactOptional(place),
    ...substance,
    /** The meetings of one cluster have it in common. */
    cluster: z.exactOptional(id),
    handOver: z.exactOptional(z.strictObject({ from: partyCode, to: partyCode })),
    outcome: z.exactOptional(texts(400)),
    /** Counts as they were published. */
    published: z.exactOptional(
      z.strictObject({
        participants: z.exactOptional(count),
        countries: z.exactOptional(count),
        days: z.exactOptional(z.number().check(z.gte(0.5), z.lte(60))),
      }),
    ),
  },
);
