import { environment, environmentLanguages, environmentList, environmentTexts } from "#platform/environment";
import type { Tables } from "#platform/table";
import { listConvocations } from "#records/convocation";
import { readRegistry } from "#records/registry";

/** A stage as it is deployed: who writes, to whom it may write, and what it holds already. */
export async function stage(tables: Tables, you: string) {
  const dialogueId = environment("DIALOGUE");
  const [{ registry }, meetings] = await Promise.all([
    readRegistry(tables, dialogueId),
    listConvocations(tables, dialogueId),
  ]);
  return {
    stage: environment("STAGE"),
    you,
    site: environment("SITE_URL"),
    dialogue: { id: dialogueId, name: environmentTexts("DIALOGUE_NAME") },
    secretariat: environmentTexts("SECRETARIAT_NAME"),
    from: environment("MAIL_FROM"),
    replyTo: environment("MAIL_REPLY_TO"),
    allowList: environmentList("ALLOW_LIST"),
    languages: environmentLanguages(),
    timeZone: environment("TIME_ZONE"),
    parties: registry.parties.length,
    contacts: new Set(registry.focalPoints.map(({ person }) => person)).size,
    meetings: meetings.length,
  };
}
