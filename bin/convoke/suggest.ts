import * as z from "zod/mini";
import type { Answer, Client } from "#bin/convoke/client";

/** How many letters must be added, taken out, changed or swapped to make one word of the other. */
function distance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, row) => Array.from({ length: b.length + 1 }, () => row));
  const at = (row: number, column: number) => rows[row]?.[column] ?? 0;
  for (let row = 0; row <= a.length; row++)
    for (let column = 0; column <= b.length; column++) {
      const cells = rows[row];
      if (!cells) continue;
      if (row === 0 || column === 0) cells[column] = row + column;
      else {
        const same = a[row - 1] === b[column - 1] ? 0 : 1;
        const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
        cells[column] = Math.min(
          at(row - 1, column) + 1,
          at(row, column - 1) + 1,
          at(row - 1, column - 1) + same,
          swapped ? at(row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY,
        );
      }
    }
  return at(a.length, b.length);
}

/** The word that was probably meant, or undefined where none is near. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (word.length > 64 || known.includes(word)) return undefined;
  const most = Math.max(1, Math.floor(word.length * 0.4));
  const scored = known
    .map((candidate) => ({ candidate, far: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ far }) => far <= most)
    .sort((a, b) => a.far - b.far);
  return scored[0]?.candidate;
}

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
    for (const kind of ["convocationId", "roundId", "documentId", "party"] as const) {
      const word = names[kind];
      const meant = word === undefined ? undefined : nearest(word, known[kind]);
      if (meant !== undefined)
        return { ...answer, didYouMean: meant, sentence: `${answer.sentence ?? ""} Did you mean ${meant}?`.trim() };
    }
    return answer;
  };
  return {
    ...client,
    command: async (type, detail, commandId) => explained(await client.command(type, detail, commandId), detail),
    query: async (question) => explained(await client.query(question), question),
  };
}
