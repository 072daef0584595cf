import * as z from "zod/mini";
import type { Planned } from "#bin/demo/year/convocations";
import { batchOf } from "#bin/demo/year/post";
import type { YearStage } from "#bin/demo/year/stage";

const dryRun = z.looseObject({ accepted: z.boolean(), notes: z.array(z.string()) });
const held = z.looseObject({ hash: z.string() });

/** A convocation from the calendar and its one round: drafted by amina, released by bilal; one mail for each invitee. */
export async function convene(stage: YearStage, planned: Planned): Promise<void> {
  const { amina, bilal, checks } = stage;
  const { id, roundId, command } = planned;
  const { notes } = dryRun.parse(await amina.query({ query: "would-convene", meeting: command }));
  for (const { preparesFor } of planned.meetings)
    if (preparesFor !== undefined)
      checks.holds(
        `the dry run says that ${preparesFor} is not convened yet`,
        notes.some((note) => note.includes(`prepares ${preparesFor}, which is not convened yet`)),
      );
  await stage.done(amina, "convene-meeting.v1", command);
  const draft = { roundId, convocationId: id, template: "invitation", audience: planned.audience };
  await stage.done(amina, "draft-round.v1", draft);
  await stage.done(amina, "submit-round.v1", { roundId });
  const { round } = await bilal.query({ query: "round", roundId });
  const { hash } = held.parse(round);
  const released = await stage.done(bilal, "release-round.v1", { roundId, hash });
  await stage.stack.advance({ minutes: 5 });
  const addresses = stage.post.addresses(batchOf.invitations(roundId));
  checks.equal(
    `${id}: one mail for each invitee, nobody twice`,
    [addresses.length, new Set(addresses).size],
    [released["invitees"], released["invitees"]],
  );
  stage.say(
    `${id} is convened${partsIn(planned)}: ${released["invitees"]} mails to ${released["delegations"]} delegations`,
  );
}

function partsIn({ meetings }: Planned): string {
  if (meetings.length === 1) return "";
  return meetings[0]?.series ? `, ${meetings.length} webinars in one` : `, ${meetings.length} meetings in one`;
}
