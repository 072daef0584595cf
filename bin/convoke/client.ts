import { randomBytes } from "node:crypto";
import * as z from "zod/mini";
import { type Signer, signedFetch } from "#platform/signed-fetch";
import { pause } from "#platform/timers";

const MOST_TRIES = 5;

const outcome = z.looseObject({
  accepted: z.boolean(),
  code: z.exactOptional(z.string()),
  sentence: z.exactOptional(z.string()),
});
/** What the secretariat's gateway answered; a refusal has a code and a sentence. */
export type Answer = z.infer<typeof outcome>;

export interface Client {
  /** Asks for a command under a new id, or under `commandId` where the act may be repeated. */
  command(type: string, detail: object, commandId?: string): Promise<Answer>;
  query(question: object): Promise<Answer>;
  /** Hands a file in; its id is what a command names. */
  file(text: string): Promise<string>;
}

/** Nothing could be asked, or nothing of ours answered: a sentence, exit 1. */
export class Unreachable extends Error {}

/** The secretariat's door at an address, as one person. */
export function client({ url, region, as }: { url: string; region: string; as?: string }): Client {
  const signer = signedFetch(url, region, as);
  return {
    command: async (type, detail, commandId = newId()) =>
      asked(signer, url, "/commands", { command: type, detail: { commandId, ...detail } }),
    query: async (question) => asked(signer, url, "/queries", question),
    async file(text) {
      const answer = await reached(url, () => signer.post("/files", text, "text/plain"));
      const taken = z.object({ fileId: z.string() }).safeParse(answer.body);
      if (!taken.success)
        throw new Unreachable(
          outcome.safeParse(answer.body).data?.sentence ?? `${url} did not take the file (${answer.status}).`,
        );
      return taken.data.fileId;
    },
  };
}

export function newId(): string {
  return randomBytes(10).toString("hex");
}

async function asked(signer: Signer, url: string, path: string, body: object): Promise<Answer> {
  const { status, body: said } = await reached(url, () => signer.post(path, JSON.stringify(body)));
  const read = outcome.safeParse(said);
  if (read.success) return read.data;
  const message = z.looseObject({ message: z.string() }).safeParse(said);
  throw new Unreachable(
    `${url} answered ${status}${message.success ? `: ${message.data.message}` : ""}. Is this the address of Convoke, and may you sign in there?`,
  );
}

/** Where the other side failed or is overloaded, the same is sent again: a command keeps its id, so nothing is done twice. */
async function reached<T extends { readonly status: number }>(url: string, send: () => Promise<T>): Promise<T> {
  try {
    for (let attempt = 0; ; attempt++) {
      const answer = await send();
      if ((answer.status < 500 && answer.status !== 429) || attempt + 1 === MOST_TRIES) return answer;
      await pause(attempt);
    }
  } catch (error) {
    if (error instanceof TypeError)
      throw new Unreachable(
        `Nothing answers at ${url}. Start the stack with \`npm start\`, or give the address with --url.`,
      );
    throw error;
  }
}
