import type { ApiAnswer } from "#events/api/v1";
import { environment } from "#platform/environment";
import type { Tables } from "#platform/table";
import { listConvocations, readConvocation } from "#records/convocation";
import { readRound, readRounds } from "#records/round";
import { type Asked, apiPage, NotThere, pageOf } from "./api-page.ts";

interface Deps {
  readonly tables: Tables;
}

/** The meeting of an address. Throws NotThere. */
export async function meetingOf(tables: Tables, asked: Asked) {
  const held = await readConvocation(tables, asked.id("meeting"));
  if (!held) throw new NotThere("There is no meeting of this id. /api/v1/meetings lists those of a dialogue.");
  return held.convocation;
}

export const getMeetings = ({ tables }: Deps) =>
  apiPage("/api/v1/meetings", async (asked) =>
    pageOf("/api/v1/meetings", await listConvocations(tables, asked.dialogue ?? environment("DIALOGUE")), asked),
  );

export const getMeeting = ({ tables }: Deps) =>
  apiPage("/api/v1/meetings/{meeting}", async (asked) => {
    const { answersBy, namesBy, parts, ...held } = await meetingOf(tables, asked);
    return {
      ...held,
      dialogues: [...held.dialogues],
      title: { ...held.title },
      languages: [...held.languages],
      answersBy: answersBy.instant,
      namesBy: namesBy.instant,
      parts: parts.map(({ sessions, ...part }) => ({
        ...part,
        coChairs: [...part.coChairs],
        organisers: [...part.organisers],
        hosts: [...part.hosts],
        coHosts: [...part.coHosts],
        sessions: sessions.map(({ from, until }) => ({ from: from.instant, until: until.instant })),
      })),
    };
  });

export const getRounds = ({ tables }: Deps) =>
  apiPage("/api/v1/meetings/{meeting}/rounds", async (asked) => {
    const { id } = await meetingOf(tables, asked);
    return pageOf(`/api/v1/meetings/${id}/rounds`, await readRounds(tables, id), asked);
  });

export const getRound = ({ tables }: Deps) =>
  apiPage("/api/v1/rounds/{round}", async (asked): Promise<ApiAnswer<"/api/v1/rounds/{round}">> => {
    const held = await readRound(tables, asked.id("round"));
    if (!held) throw new NotThere("There is no round of this id. A meeting's address ends in /rounds for its list.");
    return held.round;
  });
