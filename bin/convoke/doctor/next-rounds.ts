import * as z from "zod/mini";
import type { Client } from "#bin/convoke/client";
import { Refused } from "#bin/convoke/trouble";

const meetings = z.looseObject({ meetings: z.array(z.looseObject({ id: z.string(), state: z.string() })) });
const rounds = z.looseObject({
  rounds: z.array(z.looseObject({ id: z.string(), state: z.string(), invitees: z.number() })),
});

/** The rounds of a dialogue's meetings whose audience is frozen and that were not released, and the mails they hold together. */
export async function nextRounds(client: Client, dialogueId: string) {
  const ask = async (question: object) => {
    const answer = await client.query(question);
    if (!answer.accepted) throw new Refused(answer);
    return answer;
  };
  const convened = meetings.parse(await ask({ query: "meetings", dialogueId })).meetings;
  const waiting: z.infer<typeof rounds>["rounds"] = [];
  for (const { id } of convened.filter(({ state }) => state === "convened")) {
    const held = rounds.parse(await ask({ query: "rounds", convocationId: id })).rounds;
    waiting.push(...held.filter(({ state }) => state === "in-review" || state === "reviewed"));
  }
  return { rounds: waiting.map(({ id }) => id), mails: waiting.reduce((sum, { invitees }) => sum + invitees, 0) };
}
