import * as z from "zod/mini";
import { day, id, instant, language, partyCode } from "#events/envelope";

/** An aggregate of the ledger by its key: what `audit` shows and checks. */
export const aggregate = z.string().check(z.regex(/^(CNV|RND|DEL|REG|DOC|DLG|RMD|MB|SIL|STL)#[A-Za-z0-9#-]{1,160}$/));
/** What of the table of state is handed to another operator, partition by partition. */
const partition = z.string().check(z.regex(/^(DLG|CNV|RND|DEL|DOC)#[A-Za-z0-9-]{1,64}$/));
const after = z.exactOptional(z.string().check(z.maxLength(200)));
const asOf = { dialogueId: id, asOf: z.exactOptional(day) };

/** What may be asked. A day that is not given is today. */
export const question = z.discriminatedUnion("query", [
  /** Where one is, as whom, and what is there already. */
  z.strictObject({ query: z.literal("stage") }),
  z.strictObject({ query: z.literal("outcome"), commandId: id }),
  /** Every id of a dialogue, for whoever mistyped one. */
  z.strictObject({ query: z.literal("ids"), dialogueId: id }),
  /** What the functions run on, and what time it is there. */
  z.strictObject({ query: z.literal("runtime") }),
  /** The schedules that have to be booked, by name. */
  z.strictObject({ query: z.literal("wake-ups"), dialogueId: id }),
  z.strictObject({ query: z.literal("meetings"), dialogueId: id }),
  z.strictObject({ query: z.literal("meeting"), convocationId: id }),
  /** How a meeting changed since it was convened, with who asked for it and why. */
  z.strictObject({ query: z.literal("changes"), convocationId: id }),
  /** The meetings for which links are needed that were made before an instant; without one, all that are needed now. */
  z.strictObject({ query: z.literal("links-before"), dialogueId: id, before: z.exactOptional(instant) }),
  z.strictObject({ query: z.literal("board"), convocationId: id }),
  z.strictObject({ query: z.literal("delegation"), convocationId: id, party: partyCode }),
  z.strictObject({ query: z.literal("rounds"), convocationId: id }),
  z.strictObject({ query: z.literal("round"), roundId: id }),
  z.strictObject({
    query: z.literal("preview"),
    roundId: id,
    party: z.string(),
    language: z.exactOptional(language),
  }),
  z.strictObject({ query: z.literal("documents"), dialogueId: id, convocationId: z.exactOptional(id) }),
  z.strictObject({ query: z.literal("document"), documentId: id }),
  /** Its text in one language, for whoever is to clear it. */
  z.strictObject({ query: z.literal("text"), documentId: id, language }),
  z.strictObject({ query: z.literal("parties"), ...asOf }),
  z.strictObject({ query: z.literal("party"), ...asOf, party: partyCode }),
  z.strictObject({ query: z.literal("contacts"), ...asOf, party: partyCode }),
  z.strictObject({ query: z.literal("audit"), object: aggregate }),
  z.strictObject({ query: z.literal("verify"), object: aggregate }),
  /** The aggregates of a meeting, to verify one after the other. */
  z.strictObject({ query: z.literal("aggregates"), convocationId: id }),
  /** For an export: rows as they are, page by page, people and ledger too. Names and addresses. */
  z.strictObject({ query: z.literal("rows"), object: partition, after }),
  z.strictObject({ query: z.literal("people"), people: z.array(id).check(z.minLength(1), z.maxLength(100)) }),
  z.strictObject({ query: z.literal("ledger"), object: aggregate, after }),
]);
export type Question = z.infer<typeof question>;
