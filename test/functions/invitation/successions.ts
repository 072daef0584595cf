import { dialogueFocalPointChanged } from "#events/dialogue/focal-point-changed.v1";
import { onDialogueFocalPointChanged } from "#functions/invitation/on-dialogue-focal-point-changed";
import { type Mail, mailSchema } from "#records/mail";
import type { World } from "#test/functions/world";

export const nora = {
  dialogueId: "khartoum",
  party: "AT",
  rank: "primary",
  name: "Nora Neu",
  email: "nora.neu@example.org",
  language: "fr",
  since: "2022-02-10",
  evidence: "NV 7/2022",
};

/** The newest fact of a change, handed on as the relay does. */
export async function heard(world: World): Promise<void> {
  await onDialogueFocalPointChanged(world)(world.newest(dialogueFocalPointChanged), world.act("system:invitation"));
}
/** Names Nora, or whom the change says, and lets the invitations follow. */
export async function named(world: World, change: Record<string, unknown> = {}): Promise<void> {
  await world.done("change-focal-point.v1", { ...nora, ...change });
  await heard(world);
}
export async function over(world: World, change: Record<string, unknown> = {}): Promise<void> {
  const { dialogueId, party, rank, evidence } = nora;
  await world.done("end-focal-point.v1", { dialogueId, party, rank, evidence, until: "2022-02-09", ...change });
  await heard(world);
}
/** As if the invitations of a round had arrived. */
export async function arrived(world: World, state = "delivered"): Promise<void> {
  for (const { pk, sk } of world.rows("MB#r-"))
    await world.tables.update({ key: { pk, sk }, set: { state }, when: [] });
}
export const letters = (world: World, kind: "successor" | "predecessor"): Mail[] =>
  world.rows("DEL#", `M#${kind}#`).map((row) => mailSchema.parse(row));
