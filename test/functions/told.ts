import * as z from "zod/mini";
import { invitationAnswered } from "#events/invitation/answered.v1";
import { invitationDelegationTold } from "#events/invitation/delegation-told.v1";
import { meetingChanged } from "#events/meeting/changed.v1";
import { fromChangedPages } from "#functions/invitation/from-changed-pages";
import { onMeetingChanged } from "#functions/invitation/on-meeting-changed";
import { onInvitationAnswered } from "#functions/registration/on-invitation-answered";
import { onInvitationDelegationTold } from "#functions/registration/on-invitation-delegation-told";
import { detailOf, ledgerRow } from "#records/ledger";
import { mailSchema } from "#records/mail";
import { answer, CONVOCATION, type World } from "#test/functions/world";

export const COME = { kind: "come", parts: ["sc-2022-03", "som-8"] };
export const reason = "The minister travels";
/** One week later, with deadlines that fit; another day is to be confirmed. */
export const aWeekLater = {
  parts: [
    {
      id: "som-8",
      sessions: [
        { day: "2022-03-29", from: "14:00", until: "18:00" },
        { day: "2022-03-30", from: "09:00", until: "16:00" },
      ],
    },
  ],
};
const page = z.object({
  convocationId: z.string(),
  revision: z.number(),
  roundId: z.string(),
  page: z.number(),
  at: z.string(),
});

/** Changes the meeting; nobody is told yet. */
export const change = (world: World, command: string, detail: Record<string, unknown> = {}) =>
  world.done(`${command}.v1`, { convocationId: CONVOCATION, reason, ...detail });

/** What the bus and the queues do after the newest change: its pages, then the facts that those make. */
export async function tell(world: World): Promise<void> {
  await onMeetingChanged(world)(world.newest(meetingChanged));
  await tellPages(world);
  await follow(world);
}
export async function tellPages(world: World): Promise<void> {
  for (const body of world.queues.receive("PAGES_QUEUE_URL")) await fromChangedPages(world)(page.parse(body));
}
/** Every fact of a delegation that was told, each once more: they come at least once. */
export async function follow(world: World): Promise<void> {
  for (const row of world.facts(invitationDelegationTold.type)) {
    const fact = invitationDelegationTold.schema.parse(detailOf(ledgerRow.parse(row)));
    await onInvitationDelegationTold(world)(fact, world.act("system:registration"));
  }
}
export async function changeAndTell(world: World, command: string, detail: Record<string, unknown> = {}) {
  await change(world, command, detail);
  await tell(world);
}

/** Answers, and registers who is named. */
export async function register(
  world: World,
  code: string,
  person = "ab",
  said: Record<string, unknown> = COME,
  revision?: number,
) {
  const outcome = await answer(world, code, person, said, revision === undefined ? {} : { revision });
  if (!outcome.accepted) throw new Error(JSON.stringify(outcome));
  await onInvitationAnswered(world)(world.newest(invitationAnswered), world.act("system:registration"));
}

/** As if the post office had sent what waits. */
export async function allSent(world: World): Promise<void> {
  for (const row of world.rows("").filter(({ mailId, state }) => mailId !== undefined && state === "queued"))
    await world.tables.put({ ...row, state: "delivered" }, []);
}
export const changeMails = (world: World) =>
  world
    .rows("")
    .filter(({ kind }) => kind === "change")
    .map((row) => mailSchema.parse(row));
export const invitations = (world: World) => world.rows("MB#r-").map((row) => mailSchema.parse(row));
