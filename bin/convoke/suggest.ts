import * as z from "zod/mini";
import type { Answer, Client } from "#bin/convoke/client";
import { nearest } from "#lib/nearest";

export { nearest };

const ids = z.looseObject({
  convocationId: z.array(z.string()),
  roundId: z.array(z.string()),
  documentId: z.array(z.string()),
  party: z.array(z.string()),
});
const named = z.looseObject({
  convocationId: z.exactOptional(z.string()),
  roundId: z.exactOptional(z.string()),
  documentId: z.exactOptional(z.string()),
  party: z.exactOptional(z.string()),
  dialogueId: z.exactOptional(z.string()),
});
const kinds = ["convocationId", "roundId", "documentId", "party"] as const;
/** The group whose `list` shows the ids that there are. */
const lists = { convocationId: "meeting", roundId: "round", documentId: "document", party: "party" } as const;
const unknownId = /^(not-found|no-such-|unknown-part)/;

/** The same door, which adds to "there is nothing of this id" the id that was probably meant. */
export function suggesting(client: Client): Client {
  const explained = async (answer: Answer, asked: object): Promise<Answer> => {
    if (answer.accepted || !unknownId.test(answer.code ?? "")) return answer;
    const names = named.safeParse(asked).data;
    if (!names) return answer;
    const said = await client.query({ query: "ids", dialogueId: names.dialogueId ?? "khartoum" });
    const known = ids.safeParse(said).data;
    if (!known) return answer;
    for (const kind of kinds) {
      const word = names[kind];
      const meant = word === undefined ? undefined : nearest(word, known[kind]);
      if (meant !== undefined)
        return { ...answer, didYouMean: meant, sentence: `${answer.sentence ?? ""} Did you mean ${meant}?`.trim() };
    }
    const unknown = kinds.find((kind) => names[kind] !== undefined && !known[kind].includes(names[kind]));
    if (unknown === undefined) return answer;
    return { ...answer, sentence: `${answer.sentence ?? ""} See convoke ${lists[unknown]} list.`.trim() };
  };
  return {
    ...client,
    command: async (type, detail, commandId) => explained(await client.command(type, detail, commandId), detail),
    query: async (question) => explained(await client.query(question), question),
  };
}
