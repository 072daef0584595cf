import { client } from "#bin/convoke/client";
import { DIALOGUE, MEETING, MEMBERS_ROUND, world } from "#bin/demo/world";
import type { Addresses } from "./program.ts";

/** Everything up to the release: imported, convened, drafted and submitted by one, reviewed by another. Resolves with what the release needs. */
export async function prepareRound({ site, region }: Addresses): Promise<{ hash: string; invitees: number }> {
  const amina = client({ url: site, region, as: "amina" });
  const bilal = client({ url: site, region, as: "bilal" });
  const done = async (who: typeof amina, type: string, detail: object) => {
    const answer = await who.command(type, detail);
    if (!answer.accepted) throw new Error(`${type} was refused: ${answer.sentence}`);
    return answer;
  };
  for (const [type, text] of [
    ["import-parties.v1", world.partiesFile()],
    ["import-contacts.v1", world.contactsFile()],
  ] as const)
    await done(amina, type, { dialogueId: DIALOGUE, fileId: await amina.file(text), format: "json" });
  await done(amina, "convene-meeting.v1", world.convocation());
  await done(amina, "draft-round.v1", {
    roundId: MEMBERS_ROUND,
    convocationId: MEETING,
    template: "invitation",
    audience: { members: true },
  });
  const { invitees } = await done(amina, "submit-round.v1", { roundId: MEMBERS_ROUND });
  const { round } = await bilal.query({ query: "round", roundId: MEMBERS_ROUND });
  const hash = typeof round === "object" && round !== null && "hash" in round ? String(round.hash) : "";
  await done(bilal, "review-round.v1", { roundId: MEMBERS_ROUND, hash });
  return { hash, invitees: Number(invitees) };
}

/** The release, always the same command: who got no answer asks again. */
export async function release({ site, region }: Addresses, hash: string): Promise<void> {
  const bilal = client({ url: site, region, as: "bilal" });
  const answer = await bilal.command("release-round.v1", { roundId: MEMBERS_ROUND, hash }, "the-one-release");
  if (!answer.accepted) throw new Error(`The release was refused: ${answer.sentence}`);
}

/** Moves the clock, with a rest at every moment in between. Resolves when all is settled there. */
export async function move({ clock }: Addresses, hours: number): Promise<void> {
  const body = new URLSearchParams({ hours: String(hours) });
  const { status } = await fetch(clock, { method: "POST", body, redirect: "manual" });
  if (status !== 303) throw new Error(`The clock answered ${status}`);
}
