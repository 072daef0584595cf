import type { Ids } from "#platform/clock";
import { refused } from "#platform/command-steps";
import { decodeText } from "#platform/encoding";
import type { Files } from "#platform/files";
import type { PageEvent, PageResult } from "#platform/http";
import { answer, signedIn, textOf } from "./answer.ts";

const MOST_CHARACTERS = 5_000_000;

/** Takes a file in, to be named by a command afterwards. Its content never travels on the bus. */
export const postFile =
  ({ blobs, ids }: { blobs: Files; ids: Ids }) =>
  async (event: PageEvent): Promise<PageResult> => {
    if (!signedIn(event))
      return answer(403, refused("not-signed-in", "Sign the request: files are taken from people who are signed in."));
    // Bytes that are no text to the gateway come as base64: they say themselves what encoding they are in.
    const read =
      event.isBase64Encoded === true
        ? decodeText(Buffer.from(event.body ?? "", "base64"))
        : { text: textOf(event), encoding: "UTF-8" };
    if ("sentence" in read) return answer(400, refused(read.code, read.sentence));
    const { text, encoding } = read;
    if (text === "") return answer(400, refused("empty-file", "The file is empty."));
    if (text.length > MOST_CHARACTERS)
      return answer(413, refused("too-large", "The file has more than five million characters. Split it."));
    const fileId = ids.next();
    await blobs.put(`imports/${fileId}`, text, "text/plain; charset=utf-8");
    return answer(200, { accepted: true, fileId, encoding });
  };
