import { cancelMeeting } from "#events/commands/cancel-meeting.v1";
import { changeModality } from "#events/commands/change-modality.v1";
import { changeRoom } from "#events/commands/change-room.v1";
import { conveneMeeting } from "#events/commands/convene-meeting.v1";
import { correctTitle } from "#events/commands/correct-title.v1";
import { extendDeadline } from "#events/commands/extend-deadline.v1";
import { handOverChair } from "#events/commands/hand-over-chair.v1";
import { postponeMeeting } from "#events/commands/postpone-meeting.v1";
import { relocateMeeting } from "#events/commands/relocate-meeting.v1";
import { rescheduleMeeting } from "#events/commands/reschedule-meeting.v1";
import { CommandSteps } from "#lib/constructs/command-steps";
import type { Flow } from "#lib/constructs/ground";
import { MomentSteps } from "#lib/constructs/moment-steps";
import { ledger, records, told } from "#lib/constructs/uses";

/** Convocations and their parts, from convening to the end of the last session. */
export function meeting(flow: Flow): CommandSteps {
  const moments = new MomentSteps(flow, "meeting-moments", {
    impact: "a meeting that is over stays open: answers are still taken, and no readout is asked for",
    uses: [records(flow, "get", "list", "put"), ledger(flow, "append"), told(flow, "DIALOGUE")],
  });
  moments.use(moments.booked());
  moments.every("rate(1 day)", "day");
  return new CommandSteps(flow, "meeting-commands", {
    takes: [
      conveneMeeting,
      rescheduleMeeting,
      relocateMeeting,
      changeModality,
      postponeMeeting,
      cancelMeeting,
      extendDeadline,
      correctTitle,
      handOverChair,
      changeRoom,
    ],
    impact: "no meeting can be convened, moved or cancelled, and the chair cannot be handed over",
    uses: [records(flow, "get", "query", "put"), ledger(flow, "append"), moments.booked()],
  });
}
