import type { Planned } from "#bin/demo/year/convocations";
import { batchOf } from "#bin/demo/year/post";
import type { YearStage } from "#bin/demo/year/stage";
import { partyOf } from "#bin/demo/year/world";

/** Nobody is nudged twice within three days; the step itself takes a few minutes. */
const QUIET_MS = 3 * 86_400_000 + 600_000;

/** The parties that have answered nothing yet, from the board. */
export async function silentParties(stage: YearStage, { id }: Planned): Promise<string[]> {
  const { parties } = await stage.board(id);
  return parties.filter(({ answer }) => answer === "silent").map(({ code }) => code);
}

/** A step of the ladder went to the silent parties alone, to nobody twice, and left out only who was nudged just before. Returns how many mails that was. */
export function remindedOnly(stage: YearStage, { id }: Planned, step: string, silent: readonly string[]): number {
  const batch = batchOf.reminders(id, step);
  const addresses = stage.post.addresses(batch);
  const reminded = new Set(addresses.map((address) => partyOf(address) ?? address));
  const others = [...reminded].filter((code) => !silent.includes(code));
  stage.checks.equal(`${id}: ${step} reminds nobody who has answered`, others, []);
  stage.checks.equal(`${id}: ${step} reminds nobody twice`, new Set(addresses).size, addresses.length);
  const at = stage.post.lastOf(batch) ?? stage.stack.clock.now();
  const nudged = nudgedBefore(stage, batch, at);
  const forgotten = silent.filter((code) => !reminded.has(code) && !nudged.has(code));
  stage.checks.equal(`${id}: ${step} forgets no silent party`, forgotten, []);
  return addresses.length;
}

function nudgedBefore(stage: YearStage, batch: string, at: number): Set<string> {
  const recent = stage.post
    .all()
    .filter((mail) => mail.tags["kind"] === "reminder" && !mail.tags["mail"]?.startsWith(`B-${batch}-`))
    .filter((mail) => mail.at <= at && mail.at > at - QUIET_MS);
  return new Set(recent.flatMap(({ to }) => to.flatMap((address) => partyOf(address) ?? [])));
}
