import * as z from "zod/mini";
import { calendar } from "#bin/demo/calendar";
import { DIALOGUE } from "#bin/demo/world";
import { convocations, type Planned } from "#bin/demo/year/convocations";
import { expectedOf } from "#bin/demo/year/expected";
import type { YearStage } from "#bin/demo/year/stage";
import { type Beside, storedDocument, storedFact, storedPart, storedRecord } from "#bin/demo/year/stored";
import type { Row } from "#bin/demo/year/table";

/** A row for every meeting of the calendar, with what the gateway answers of it. */
export async function rowsOf(stage: YearStage): Promise<Row[]> {
  const past = await recordedLooks(stage);
  const held = await Promise.all(convocations.map((planned) => convokedFacts(stage, planned)));
  return calendar.meetings.map((meeting) => {
    const { id, historical } = meeting;
    const look = past.find((each) => each.id === id)?.look;
    const index = convocations.findIndex(({ meetings }) => meetings.includes(meeting));
    const facts = held[index];
    const stored = historical
      ? look && storedRecord(look, past)
      : facts && storedPart(facts.look, id, { ...facts.beside, ...facts.present(id) });
    return { id, expected: expectedOf(meeting), stored };
  });
}

async function recordedLooks(stage: YearStage) {
  const ids = calendar.meetings.filter(({ historical }) => historical).map(({ id }) => id);
  return Promise.all(
    ids.map(async (id) => ({ id, look: await stage.amina.query({ query: "meeting", convocationId: id }) })),
  );
}

const round = z.looseObject({ audience: z.array(z.looseObject({ code: z.string(), reason: z.string() })) });
const listed = z.looseObject({ documents: z.array(z.looseObject({ id: z.string() })) });
const audited = z.looseObject({ facts: z.array(storedFact) });
const attendance = z.looseObject({
  parts: z.array(
    z.looseObject({ id: z.string(), present: z.object({ participants: z.number(), countries: z.number() }) }),
  ),
});

async function convokedFacts(stage: YearStage, { id: convocationId, roundId }: Planned) {
  const ask = (question: object) => stage.amina.query(question);
  const look = await ask({ query: "meeting", convocationId });
  const { audience } = round.parse(await ask({ query: "round", roundId }));
  const { facts } = audited.parse(await ask({ query: "audit", object: `CNV#${convocationId}` }));
  const { parts } = attendance.parse(await ask({ query: "attendance", convocationId }));
  const { documents } = listed.parse(await ask({ query: "documents", dialogueId: DIALOGUE, convocationId }));
  const whole = await Promise.all(
    documents.map(async ({ id: documentId }) => {
      const { document } = await ask({ query: "document", documentId });
      return storedDocument.parse(document);
    }),
  );
  const guests = audience.filter(({ reason }) => reason === "guest").map(({ code }) => code);
  const beside: Beside = { guests, documents: whole, facts };
  const present = (part: string): Pick<Beside, "present"> => {
    const counts = parts.find(({ id }) => id === part)?.present;
    return counts && counts.participants > 0 ? { present: counts } : {};
  };
  return { look, beside, present };
}
