import * as z from "zod/mini";
import { adoption, documentAudience } from "#events/document";
import { delegationId, id, instant, language, partyCode } from "#events/envelope";

/** What other systems read: ids, states, counts and dates. A name is read at an address of its own, which a policy can leave out. */

const texts = z.object({ en: z.string(), fr: z.exactOptional(z.string()), ar: z.exactOptional(z.string()) });
const count = z.int().check(z.nonnegative());
/** A delegation's id and the person's number in it. */
export const registrationId = z.string().check(z.regex(/^[a-z2-7]{18}$/));

export const meetingInList = z.object({
  id,
  title: texts,
  starts: instant,
  ends: instant,
  state: z.enum(["convened", "postponed", "cancelled", "ended"]),
});
export const meeting = z.object({
  ...meetingInList.shape,
  dialogueId: id,
  /** More than one where the meeting is joint; `dialogueId` is the first. */
  dialogues: z.array(id),
  revision: count,
  languages: z.array(language),
  answersBy: instant,
  namesBy: instant,
  parts: z.array(
    z.object({
      id,
      kind: z.string(),
      title: texts,
      timeZone: z.string(),
      modality: z.enum(["in-person", "online", "hybrid"]),
      state: z.enum(["convened", "postponed", "cancelled"]),
      place: z.nullable(z.object({ city: z.nullable(z.string()), country: z.string(), venue: z.nullable(z.string()) })),
      chair: z.nullable(partyCode),
      coChairs: z.array(partyCode),
      organisers: z.array(partyCode),
      hosts: z.array(partyCode),
      coHosts: z.array(partyCode),
      /** Its place in a series. */
      module: z.nullable(count),
      sessions: z.array(z.object({ from: instant, until: instant })),
    }),
  ),
});
export const round = z.object({
  id,
  convocationId: id,
  state: z.enum(["draft", "in-review", "reviewed", "released", "closed", "stopped"]),
  delegations: count,
  invitees: count,
});
export const delegation = z.object({
  id: delegationId,
  convocationId: id,
  roundId: id,
  party: partyCode,
  member: z.boolean(),
  parts: z.array(
    z.object({
      id,
      status: z.enum(["unanswered", "coming-named", "coming-unnamed", "regrets"]),
      at: z.nullable(instant),
      /** What was said before the meeting changed and is to be confirmed; null where nothing is. */
      was: z.nullable(z.enum(["coming-named", "coming-unnamed", "regrets"])),
    }),
  ),
  cutOff: instant,
  invitees: count,
  proposed: count,
  registered: count,
});
export const registration = z.object({
  id: registrationId,
  delegationId,
  convocationId: id,
  party: partyCode,
  state: z.enum(["registered", "cancelled"]),
  parts: z.array(id),
  /** One more with every change of it. */
  sequence: count,
});
/** Personal data: whoever reads it needs `execute-api:Invoke` on this address. */
export const person = z.object({ id: registrationId, name: z.string() });
const documentState = z.enum(["expected", "draft", "cleared", "published"]);
const assembledState = z.enum([...documentState.options, "missing"]);
const editions = z.array(z.object({ language, revision: count }));
const ofDocument = {
  id,
  convocationId: id,
  /** Null where it belongs to the whole meeting, such as a series' reader. */
  part: z.nullable(id),
  kind: z.string(),
  title: texts,
  state: documentState,
  /** Of the current revision, as its title and texts. */
  publishedAt: z.nullable(instant),
  /** One more with every correction. */
  revision: count,
  /** How the meeting left a work plan or a declaration. */
  adoption: z.nullable(adoption),
  /** Dates in its texts that are the meeting's no more, by the meeting's revision since. */
  marks: z.array(
    z.object({ revision: count, found: z.array(z.object({ where: z.string(), dates: z.array(z.string()) })) }),
  ),
};
export const documentInList = z.object({ ...ofDocument, languages: z.array(language) });
export const document = z.object({
  ...ofDocument,
  audience: documentAudience,
  renditions: editions,
  /** What the current revision corrected. */
  corrigendum: z.nullable(texts),
  /** The next revision, in work. */
  correction: z.nullable(z.object({ state: z.enum(["draft", "cleared"]), renditions: editions })),
  /** The revisions that were published before. */
  superseded: z.array(
    z.object({
      revision: count,
      title: texts,
      publishedAt: instant,
      supersededAt: instant,
      corrigendum: z.nullable(texts),
      renditions: editions,
    }),
  ),
  /** What it is put together from, and how far that is; `missing` is nobody's document yet. */
  assembles: z.array(z.union([z.object({ document: id, state: assembledState }), z.object({ words: z.string() })])),
  fileName: z.nullable(z.string()),
  toBeClearedBy: z.nullable(z.literal("chair")),
});

/** A page of a list; with `next` there may be more, even where the page is shorter than asked for. */
const pageOf = <S extends z.ZodMiniType>(item: S) =>
  z.object({ items: z.array(item), next: z.exactOptional(z.string()) });

/** What is wrong, as RFC 9457 has it; `code` is for programs, `detail` for people. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
});

export const index = z.object({ version: z.literal("1"), addresses: z.array(z.string()) });

interface Address {
  readonly summary: string;
  readonly answer: z.ZodMiniType;
  readonly list?: boolean;
  readonly dialogue?: boolean;
}
/** Every address, with what it answers. `list` takes limit and next; `dialogue` names another than the stage's own. */
export const addresses = {
  "/api/v1": { summary: "The addresses of this interface", answer: index },
  "/api/v1/meetings": {
    summary: "The meetings of a dialogue",
    answer: pageOf(meetingInList),
    list: true,
    dialogue: true,
  },
  "/api/v1/meetings/{meeting}": { summary: "A meeting with its parts", answer: meeting },
  "/api/v1/meetings/{meeting}/rounds": { summary: "The rounds of a meeting", answer: pageOf(round), list: true },
  "/api/v1/meetings/{meeting}/delegations": {
    summary: "The delegations of a meeting: what each party answered",
    answer: pageOf(delegation),
    list: true,
  },
  "/api/v1/meetings/{meeting}/registrations": {
    summary: "Who is registered for a meeting, without names",
    answer: pageOf(registration),
    list: true,
  },
  "/api/v1/meetings/{meeting}/documents": {
    summary: "The documents of a meeting, in whatever state",
    answer: pageOf(documentInList),
    list: true,
  },
  "/api/v1/rounds/{round}": { summary: "A round", answer: round },
  "/api/v1/delegations/{delegation}": { summary: "A delegation", answer: delegation },
  "/api/v1/registrations/{registration}": { summary: "A registration, without its name", answer: registration },
  "/api/v1/registrations/{registration}/person": {
    summary: "The name of who is registered: personal data, at an address that a policy can leave out",
    answer: person,
  },
  "/api/v1/documents/{document}": { summary: "A document, without its text", answer: document },
} as const satisfies { readonly [path: string]: Address };
export type ApiAddress = keyof typeof addresses;
/** What an address is and takes. */
export const addressOf = (path: ApiAddress): Address => addresses[path];
export const apiAddresses: ReadonlyMap<string, Address> = new Map(Object.entries(addresses));
/** What an address answers. */
export type ApiAnswer<A extends ApiAddress> = z.infer<(typeof addresses)[A]["answer"]>;

/** How many items a page of a list holds where nothing is said, and at most. */
export const PAGE = 25;
export const MOST = 100;
