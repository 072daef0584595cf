import { invitationAnswered } from "#events/invitation/answered.v1";
import { onInvitationAnswered } from "#functions/registration/on-invitation-answered";
import { AMINA, BRUNO, expand, type World, withDialogue } from "#test/functions/world";

export const TRAINING = "training-2022";
/** Three and a half hours before the first session. */
export const BEFORE = "2022-05-24T03:30:00Z";
export const DURING = "2022-05-24T08:00:00Z";

const part = (id: string, day: string, modality: string, more: Record<string, unknown> = {}) => ({
  id,
  kind: "regional-training",
  title: { en: `Training ${id}` },
  timeZone: "Africa/Juba",
  modality,
  sessions: [{ day, from: "09:00", until: "17:00" }],
  audience: { kinds: ["partner-state", "guest", "invited-organisation"] },
  organisers: ["ICMPD"],
  ...more,
});

/** A meeting of these parts, convened; these parties invited to all of them. */
async function convened(
  world: World,
  convocationId: string,
  parts: readonly object[],
  parties: readonly string[],
): Promise<World> {
  await world.done("convene-meeting.v1", {
    dialogueId: "khartoum",
    convocationId,
    title: { en: "Regional training" },
    answersBy: "2022-05-01T23:59",
    timeZone: "Africa/Juba",
    languages: ["en", "fr", "ar"],
    parts,
  });
  const roundId = `${convocationId}-round`;
  await world.done("draft-round.v1", { roundId, convocationId, template: "invitation", audience: { parties } });
  const frozen = await world.done("submit-round.v1", { roundId });
  const hash = String(frozen["hash"]);
  await world.done("release-round.v1", { roundId, hash }, BRUNO);
  await expand(world, { roundId, hash, pages: Number(frozen["pages"]) });
  return world;
}

/** A hybrid training of one day, to which these parties are invited. */
export async function withTraining(...parties: string[]): Promise<World> {
  const place = { city: "Juba", country: "SS" };
  return convened(await withDialogue(), TRAINING, [part(TRAINING, "2022-05-24", "hybrid", { place })], parties);
}

export const MODULES = ["module-1", "module-2", "module-3", "module-4"] as const;
/** Four webinars, a week apart, as one series. */
export async function withSeries(...parties: string[]): Promise<World> {
  const days = ["2022-05-03", "2022-05-10", "2022-05-17", "2022-05-24"];
  const parts = MODULES.map((id, index) => part(id, days[index] ?? "", "online", { kind: "webinar" }));
  return convened(await withDialogue(), "webinars", parts, parties);
}

/** Records who comes, and registers them, as the fact has it done. */
export async function record(
  world: World,
  party: string,
  people: readonly object[],
  more: Record<string, unknown> = {},
) {
  const said = await world.ask(
    "record-answer.v1",
    { convocationId: TRAINING, party, answer: "come", people, channel: "letter", ...more },
    AMINA,
  );
  if (said.accepted && said["unchanged"] !== true) await register(world);
  return said;
}

/** What the newest answer does to the registrations. */
export async function register(world: World): Promise<void> {
  await onInvitationAnswered(world)(world.newest(invitationAnswered), world.act("system:registration"));
}
