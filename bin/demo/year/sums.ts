import { convocations } from "#bin/demo/year/convocations";
import { batchOf } from "#bin/demo/year/post";
import type { YearStage } from "#bin/demo/year/stage";

/** What must add up over the whole year. */
export async function yearSums(stage: YearStage): Promise<void> {
  const { checks, post } = stage;
  let invitations = 0;
  for (const { id, roundId } of convocations) {
    const { mails, parties } = await stage.board(id);
    const invited = parties.reduce((sum, party) => sum + party.invited, 0);
    checks.equal(
      `${id}: the four numbers of the mails add up`,
      mails.waiting + mails.sent + mails.notSent + mails.unknown,
      invited,
    );
    checks.equal(`${id}: every invitation was delivered`, mails.delivered, invited);
    const addresses = post.addresses(batchOf.invitations(roundId));
    checks.equal(`${id}: nobody has two invitations`, new Set(addresses).size, addresses.length);
    invitations += addresses.length;
  }
  const kinds = Map.groupBy(post.all(), ({ tags }) => tags["kind"] ?? "none");
  const count = (kind: string) => kinds.get(kind)?.length ?? 0;
  checks.equal("every invitation is of a convocation of the calendar", count("invitation"), invitations);
  checks.equal("nothing failed behind the scenes", stage.stack.problems, []);
  stage.timeline.say(
    `${post.all().length} mails: ${["invitation", "confirmation", "reminder", "notice"].map((kind) => `${count(kind)} ${kind}s`).join(", ")}; the sums hold`,
  );
}
