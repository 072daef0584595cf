import type * as z from "zod/mini";
import { together } from "#domain/joint";
import { handOverChair as decide } from "#domain/meeting-change-chair";
import type { handOverChair } from "#events/commands/hand-over-chair.v1";
import { type Outcome, refused } from "#platform/command-steps";
import type { Act } from "#platform/commit";
import { readConvocation } from "#records/convocation";
import { readRegistries } from "#records/registry";
import { type MoveDeps, moveMeeting } from "./move-meeting.ts";

export const handOverChairStep =
  (deps: MoveDeps) =>
  async (command: z.infer<typeof handOverChair.schema>, act: Act): Promise<Outcome> => {
    const held = await readConvocation(deps.tables, command.convocationId);
    if (!held) return refused("no-such-meeting", `There is no meeting ${command.convocationId}.`);
    const registry = together(await readRegistries(deps.tables, held.convocation.dialogues));
    if (!registry.parties.some((party) => party.code === command.to))
      return refused("unknown-party", `The dialogue knows no party ${command.to}.`);
    return moveMeeting(deps, act, command, (convocation, { now }) => decide(convocation, command, now), {
      part: command.part,
      chair: command.to,
    });
  };
