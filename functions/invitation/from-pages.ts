import type { Convocation } from "#domain/convocation";
import type { Delegation } from "#domain/delegation";
import { chairOf } from "#domain/meeting-then";
import { type Round, wasReleased } from "#domain/round";
import type { Clock, Ids } from "#platform/clock";
import { commit } from "#platform/commit";
import type { CurrentKey } from "#platform/current-key";
import { count } from "#platform/metrics";
import { isBeforeRestore } from "#platform/restored";
import type { Row, Tables } from "#platform/table";
import { bulkPage, PAGE_DONE } from "#records/bulk-page";
import { readConvocation } from "#records/convocation";
import { keys, pageNumber } from "#records/keys";
import { bulkMail, queuedMail } from "#records/mail";
import { type Person, readPeople } from "#records/registry";
import { type AudienceEntry, readPage, readRound, roundBatch } from "#records/round";
import { passPlaces } from "./pass-places.ts";
import { delegationRow, inviteeRow } from "./rows.ts";
import { readMeeting, tellDelegation } from "./tell-delegation.ts";

/** For pages that were handed out before they said when. */
const LONG_AGO = "2000-01-01T00:00:00Z";

interface Handed {
  readonly roundId: string;
  readonly hash: string;
  readonly page: number;
  /** When the round was released. */
  readonly at?: string | undefined;
}

interface Deps {
  readonly tables: Tables;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly currentKey: CurrentKey;
}

/**
 * Writes one page of a released round in one transaction: delegations, invitees and their mails are all there, or none is.
 * Whose place another focal point took since the page was frozen is then closed, and the new one invited; and where the meeting
 * changed meanwhile, its delegations are told.
 */
export const fromPages =
  (deps: Deps) =>
  async (handed: Handed): Promise<void> => {
    const written = await writePage(deps, handed);
    if (!written) return;
    const { at = LONG_AGO } = handed;
    const dated = isBeforeRestore(at) ? at : deps.clock.now();
    const { convocation, frozen, round } = written;
    // Only where a focal point was changed since the round was drafted: whoever is changed from now on finds the delegation.
    await passPlaces(deps, { convocation, entries: frozen.entries, since: String(round.row["created"]), dated });
    await tellWhatChanged(deps, handed, written);
  };

/** What is written of a page, now or before, and of which revision of the meeting at least; undefined where nothing is to be. */
async function writePage({ tables, clock, ids, currentKey }: Deps, { roundId, hash, page, at }: Handed) {
  const guard = keys.pageGuard(roundId, page);
  const before = await tables.get(guard);
  const held = await readRound(tables, roundId);
  const convened = held && (await readConvocation(tables, held.round.convocationId));
  const frozen = held && (await readPage(tables, held.round, page));
  if (before && held && convened && frozen)
    return held.round.state === "stopped"
      ? undefined
      : { round: held, convocation: convened.convocation, frozen, revision: 1 };
  // Stopped or cancelled before this page was written: nobody on it is invited.
  if (held?.round.state === "stopped" || convened?.convocation.state === "cancelled") return undefined;
  if (!held || !convened || !frozen || !wasReleased(held.round.state) || held.round.hash !== hash)
    throw new Error(`Page ${page} of round ${roundId} (${hash}) was handed out, but the round does not hold it.`);
  const people = await readPeople(
    tables,
    frozen.entries.flatMap((entry) => entry.invitees.map(({ person }) => person)),
  );
  const now = clock.now();
  const kid = await currentKey.kid();
  // Released before the tables were restored: its mails may have left, and their links work again once the page is there.
  const restored = isBeforeRestore(at ?? LONG_AGO);
  const dated = restored ? (at ?? LONG_AGO) : now;
  const act = { actor: "system:invitation", door: "fact", now, commitId: ids.next() } as const;

  let entries = frozen.entries;
  const leftOut: { row: Row; refusal: string }[] = [];
  for (;;) {
    const written = entries.map((entry) =>
      expand(entry, { roundId, page, convocation: convened.convocation, people, now: dated, kid }),
    );
    const bulk = bulkPage({
      batchId: roundBatch(roundId),
      page: pageNumber(page),
      guard,
      now,
      mails: written.flatMap(({ mails }) => mails),
      restored,
    });
    const rows = written.flatMap(({ rows }) => rows);
    const moves = written.flatMap(({ moves }) => moves);
    const creates = [...bulk.creates, ...rows, ...leftOut];
    const result = await commit(tables, act, { ...bulk, creates, moves });
    // A party that another round invited before is invited once.
    if (result.kind === "done") count("Invited", entries.filter(({ replaces }) => replaces === undefined).length);
    if (result.kind === "done" || (result.kind === "refused" && result.refusal === PAGE_DONE))
      return { round: held, convocation: convened.convocation, frozen, revision: convened.convocation.revision };
    // Another round invited this party since the audience was frozen: one delegation a party. The rest of the page goes on.
    const taken = result.kind === "refused" ? entries.find((entry) => entry.code === result.refusal) : undefined;
    if (!taken) throw new Error(`Page ${page} of round ${roundId} could not be written: ${result.kind}.`);
    entries = entries.filter((entry) => entry !== taken);
    leftOut.push({ row: await leftOutRow(tables, held.round, taken.code), refusal: PAGE_DONE });
  }
}

/**
 * A meeting may change while its page is written: whoever hands out the news finds no delegation yet. So a page that is there
 * looks once more whether the meeting is still the one that it was written for.
 */
async function tellWhatChanged(
  { tables, clock, ids }: Deps,
  { at }: Handed,
  { convocation, frozen, revision }: NonNullable<Awaited<ReturnType<typeof writePage>>>,
): Promise<void> {
  const current = await readConvocation(tables, convocation.id);
  if (!current || current.convocation.revision === revision) return;
  const meeting = await readMeeting(tables, convocation.id);
  if (!meeting) return;
  for (const { did } of frozen.entries) {
    const act = { actor: "system:invitation", door: "fact", now: clock.now(), commitId: ids.next() } as const;
    await tellDelegation(tables, act, did, meeting, at ?? LONG_AGO);
  }
}

/** What the round says of a party that another one invited first. */
async function leftOutRow(tables: Tables, round: Round, code: string): Promise<Row> {
  const invited = await tables.get(keys.invited(round.convocationId, code));
  const by = invited?.["roundId"];
  return {
    ...keys.leftOut(round.id, round.hash, code),
    code,
    why: "already-invited",
    ...(typeof by === "string" && { roundId: by }),
  };
}

/** What a delegation may send to each of its parts; its own from here on. */
function quotaOf({ parts }: Convocation, invitedTo: readonly string[]): NonNullable<Delegation["quota"]> {
  return Object.fromEntries(
    parts.flatMap(({ id, quota }) => (quota && invitedTo.includes(id) ? [[id, quota] as const] : [])),
  );
}

interface Around {
  readonly roundId: string;
  readonly page: number;
  readonly convocation: Convocation;
  readonly people: ReadonlyMap<string, Person>;
  readonly now: string;
  /** The key that these links are made with. */
  readonly kid: string;
}

function expand(entry: AudienceEntry, { roundId, page, convocation, people, now, kid }: Around) {
  const invitees = entry.invitees.flatMap(({ number, person, role, entitled }) => {
    const found = people.get(person);
    return found ? [{ number, found, entitled, functional: role === "mission" }] : [];
  });
  const delegation: Delegation = {
    id: entry.did,
    convocationId: convocation.id,
    partyCode: entry.code,
    parts: Object.fromEntries(entry.parts.map((part) => [part, { status: "unanswered", at: null, by: null }])),
    open: convocation.parts.filter(({ id, state }) => state === "convened" && entry.parts.includes(id)).length,
    people: entry.invitees.length,
    cutOff: convocation.cutOff,
    quota: quotaOf(convocation, entry.parts),
  };
  const mails: Row[] = [];
  const own: Row[] = [];
  for (const { number, found, entitled, functional } of invitees) {
    const mail = bulkMail(roundBatch(roundId), pageNumber(page), `${entry.did}${number}`);
    own.push(
      inviteeRow(entry.did, {
        number,
        personId: found.id,
        name: found.name,
        email: found.email,
        language: found.language,
        entitled,
        functional,
        epoch: 1,
        kid,
        answer: "none",
        invitation: mail.mailId,
      }),
    );
    mails.push(
      queuedMail(mail, {
        kind: "invitation",
        to: { name: found.name, address: found.email },
        language: found.language,
        convocationId: convocation.id,
        delegation: entry.did,
        person: number,
        personId: found.id,
        revision: convocation.revision,
        at: now,
        about: { roundId, chair: chairOf(convocation) ?? "" },
      }),
    );
  }
  const ofRound = { roundId, page, member: entry.member, rev: convocation.revision };
  const head = { ...delegationRow({ ...delegation, ...ofRound }, invitees.length), v: 1 };
  const taken = keys.invited(convocation.id, entry.code);
  const place = { did: entry.did, roundId };
  const before = entry.replaces;
  return {
    mails,
    rows: [
      ...(before === undefined ? [{ row: { ...taken, ...place }, refusal: entry.code }] : []),
      ...[head, ...own].map((row) => ({ row, refusal: PAGE_DONE })),
    ],
    moves:
      before === undefined
        ? []
        : [{ update: { key: taken, set: place, when: [["did", "=", before]] as const }, refusal: entry.code }],
  };
}
