import type { Convocation } from "#domain/convocation";
import { type Instant, isAfter } from "#domain/instant";
import { type Change, changed } from "#domain/meeting-change";
import { endOf, startOf } from "#domain/part";
import { type Refusal, refuse } from "#domain/refusal";
import { meetingChairHandedOver } from "#events/meeting/chair-handed-over.v1";
import type { meetingChanged } from "#events/meeting/changed.v1";

/** The chair passes inside a meeting: between its first session's begin and its last one's end, from the party that has it. */
export function handOverChair(
  convocation: Convocation,
  asked: { part: string; from: string; to: string; reason: string },
  now: Instant,
):
  | {
      convocation: Convocation;
      change: Change;
      facts: ReturnType<typeof meetingChairHandedOver | typeof meetingChanged>[];
    }
  | Refusal {
  const part = convocation.parts.find((candidate) => candidate.id === asked.part);
  if (!part)
    return refuse(
      "unknown-part",
      `${convocation.id} has no part ${asked.part}. Its parts are ${convocation.parts.map(({ id }) => id).join(", ")}.`,
    );
  if (part.state !== "convened")
    return refuse("not-convened", `${part.id} is ${part.state}: nobody takes the chair of it.`);
  if (part.chair !== asked.from)
    return refuse("not-in-the-chair", `${asked.from} does not chair ${part.id}; ${part.chair ?? "nobody"} does.`);
  if (asked.from === asked.to) return refuse("same-chair", "The chair cannot pass to the party that has it.");
  if (isAfter(startOf(part), now) || isAfter(now, endOf(part)))
    return refuse(
      "outside-the-meeting",
      `A hand-over is recorded inside the meeting, between ${startOf(part)} and ${endOf(part)} (UTC).`,
    );
  const parts = convocation.parts.map((candidate) =>
    candidate.id === part.id
      ? { ...candidate, chair: asked.to, passed: { from: asked.from, to: asked.to, at: now } }
      : candidate,
  );
  const made = changed(
    convocation,
    { ...convocation, parts },
    {
      what: "chair-handed-over",
      parts: [part.id],
      reason: asked.reason,
      at: now,
      before: { chair: asked.from },
      told: "nobody",
      confirm: false,
      calendar: "none",
      voids: false,
      replans: false,
    },
  );
  return {
    ...made,
    facts: [
      meetingChairHandedOver({
        dialogueId: convocation.dialogueId,
        convocationId: convocation.id,
        part: part.id,
        from: asked.from,
        to: asked.to,
        passedAt: now,
      }),
      ...made.facts,
    ],
  };
}
