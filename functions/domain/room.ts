import type { Convocation } from "#domain/convocation";
import { type Refusal, refuse } from "#domain/refusal";
import { meetingRoomChanged } from "#events/meeting/room-changed.v1";

/** The size of a part's room, in people; null where nobody counts. Never below who is registered for it. */
export function changeRoom(
  convocation: Convocation,
  asked: { readonly part: string; readonly capacity: number | null },
  registered: number,
): { convocation: Convocation; facts: ReturnType<typeof meetingRoomChanged>[] } | Refusal {
  const part = convocation.parts.find(({ id }) => id === asked.part);
  if (!part)
    return refuse(
      "unknown-part",
      `${convocation.id} has no part ${asked.part}. Its parts are ${convocation.parts.map(({ id }) => id).join(", ")}.`,
    );
  if (convocation.state === "ended" || part.state === "cancelled")
    return refuse(
      "meeting-over",
      `${part.id} is ${part.state === "cancelled" ? "cancelled" : "over"}; it needs no room.`,
    );
  if (part.capacity === asked.capacity)
    return refuse(
      "unchanged",
      `The room of ${part.id} is for ${part.capacity === null ? "any number of" : part.capacity} people already.`,
    );
  if (asked.capacity !== null && asked.capacity < registered)
    return refuse(
      "below-registered",
      `${registered} people are registered for ${part.id}; a room for ${asked.capacity} is too small. Find a larger one, or agree with delegations who stays away.`,
      { registered },
    );
  const parts = convocation.parts.map((known) =>
    known.id === part.id ? { ...known, capacity: asked.capacity } : known,
  );
  return {
    convocation: { ...convocation, parts },
    facts: [
      meetingRoomChanged({
        dialogueId: convocation.dialogueId,
        convocationId: convocation.id,
        part: part.id,
        before: part.capacity,
        after: asked.capacity,
      }),
    ],
  };
}
