import * as z from "zod/mini";
import { assembled, fileName, ofDocument } from "#events/document";
import { command } from "#events/envelope";

/** Says beforehand that a document is expected of a meeting, for whom, and what it will be put together from. */
export const expectDocument = command(
  "expect-document.v1",
  { noun: "report", machines: "any" },
  {
    ...ofDocument,
    assembles: z.exactOptional(z.array(assembled).check(z.minLength(1), z.maxLength(40))),
    fileName: z.exactOptional(fileName),
    toBeClearedBy: z.exactOptional(z.literal("chair")),
  },
);
