import type { Convocation } from "#domain/convocation";
import { type Succession, successions } from "#domain/focal-point";
import { isAfter } from "#domain/instant";
import { isEnd } from "#domain/mail-state";
import { audienceDay } from "#domain/meeting-audience";
import { personNumber } from "#domain/person-number";
import type { FocalPoint } from "#domain/registry";
import { invitationFocalPointReplaced } from "#events/invitation/focal-point-replaced.v1";
import { type Act, commit } from "#platform/commit";
import type { CurrentKey } from "#platform/current-key";
import { count } from "#platform/metrics";
import type { Row, Tables } from "#platform/table";
import { type DelegationView, type InviteeRow, readDelegation } from "#records/delegation";
import { type Mail, mailKey, mailSchema, queuedMail, urgentMail } from "#records/mail";
import { type Person, readPeople } from "#records/registry";
import { readRound } from "#records/round";
import { delegationRow, inviteeRow } from "./rows.ts";

interface Deps {
  readonly tables: Tables;
  readonly currentKey: CurrentKey;
}
interface Asked {
  readonly did: string;
  readonly convocation: Convocation;
  /** The focal points of the delegation's party, whenever they hold. */
  readonly points: readonly FocalPoint[];
  /** The day that the mails bear. */
  readonly dated: string;
}
/** Answers of the same delegation may be written meanwhile: whoever is second looks again. */
const MOST_TRIES = 8;

/**
 * Gives the places of those whom the registry no longer names on the meeting's day to those whom it names: the old link is
 * off, the new one has the same rights, and each hears of it. The State's answer, its nominations and registrations stay. What
 * is so already is left alone; a meeting whose time for answers is over, too.
 */
export async function takeOver(deps: Deps, act: Act, asked: Asked): Promise<void> {
  const { convocation } = asked;
  if (convocation.state !== "convened" || isAfter(act.now, convocation.cutOff)) return;
  for (let attempt = 0; attempt < MOST_TRIES; attempt++)
    if (await taken(deps, { ...act, commitId: `${act.commitId}.${asked.did}.${attempt}` }, asked)) return;
  throw new Error(`The delegation ${asked.did} changed ${MOST_TRIES} times meanwhile; it is handed over again.`);
}

/** A succession with the former invitee, and what became of the invitation that was sent to them. */
interface Place extends Succession {
  readonly former: InviteeRow;
  readonly mail: Mail | undefined;
}

/** False where somebody else changed the delegation meanwhile. */
async function taken({ tables, currentKey }: Deps, act: Act, asked: Asked): Promise<boolean> {
  const view = await readDelegation(tables, asked.did);
  const places = view ? await placesOf(tables, view, asked) : [];
  if (!view || places.length === 0) return true;
  const people = await readPeople(
    tables,
    places.flatMap(({ person }) => person ?? []),
  );
  const plan = planned(view, places, people, { ...asked, kid: await currentKey.kid(), now: act.now });
  const { delegation } = view;
  const result = await commit(tables, act, {
    change: { before: view.head, after: delegationRow({ ...delegation, people: plan.people }, plan.open) },
    puts: plan.rows.map((row) => inviteeRow(delegation.id, row)),
    // What still waits to leave with the old link never does.
    moves: plan.waiting.map(({ pk, sk }) => ({
      update: {
        key: { pk, sk },
        set: { state: "cancelled", reason: "link-replaced" },
        when: [["state", "=", "queued"]],
      },
      refusal: "left-meanwhile",
    })),
    mails: plan.mails,
    facts: plan.facts,
  });
  if (result.kind !== "done") return false;
  count("MailsNotSent", plan.waiting.length);
  return true;
}

/** The places that change hands. Where the round was stopped before anything left to somebody, there is no place of theirs. */
async function placesOf(tables: Tables, view: DelegationView, asked: Asked): Promise<Place[]> {
  const everybody = [...view.invitees, ...view.former];
  const found = successions(everybody, asked.points, audienceDay(asked.convocation));
  if (found.length === 0) return [];
  const stopped = (await readRound(tables, view.delegation.roundId))?.round.state === "stopped";
  const places: Place[] = [];
  for (const succession of found) {
    const former = everybody.find(({ number }) => number === succession.number);
    const key = former && mailKey(former.invitation);
    const row = key && (await tables.get(key));
    const mail = row && mailSchema.parse(row);
    if (former && !(stopped && neverLeft(mail))) places.push({ ...succession, former, mail });
  }
  return places;
}

const neverLeft = (mail: Mail | undefined) => mail !== undefined && (mail.state === "queued" || isEnd(mail.state));
/** Whoever may hold the old link hears that it is off; not an address that sends mail back. */
const heard = (mail: Mail | undefined) => !neverLeft(mail) && mail?.state !== "bounced" && mail?.state !== "complained";

function planned(
  view: DelegationView,
  places: readonly Place[],
  people: ReadonlyMap<string, Person>,
  { convocation, dated, kid, now }: Asked & { readonly kid: string; readonly now: string },
) {
  const { delegation } = view;
  const rows = new Map(view.invitees.map((row) => [row.number, row]));
  const changed = new Set<string>();
  const put = (row: InviteeRow) => {
    rows.set(row.number, row);
    changed.add(row.number);
  };
  /** The answer that the mail to the new one tells of. */
  const said = view.responses.findLast(({ kind }) => kind !== "proposed")?.version;
  let numbered = delegation.people;
  const mails: ReturnType<typeof queuedMail>[] = [];
  const write = (kind: "successor" | "predecessor", to: InviteeRow, number: string, about: Mail["about"]) => {
    mails.push(
      queuedMail(urgentMail(delegation.id, kind, number), {
        kind,
        to: { name: to.name, address: to.email },
        language: to.language,
        convocationId: convocation.id,
        delegation: delegation.id,
        person: to.number,
        personId: to.personId,
        revision: convocation.revision,
        at: dated,
        about,
      }),
    );
  };

  const facts = places.map(({ former, person, since, mail }) => {
    const existing = [...rows.values()].find(({ closed, personId }) => closed === undefined && personId === person);
    const number = person === null ? null : (existing?.number ?? personNumber(++numbered));
    if (person !== null && number !== null) {
      const found = people.get(person);
      if (!found) throw new Error(`The focal point ${person} of ${delegation.id} is nobody whom the registry knows.`);
      const letter = `${number}${former.number}`;
      const base = existing ?? {
        number,
        personId: found.id,
        name: found.name,
        email: found.email,
        language: found.language,
        entitled: former.entitled,
        functional: false,
        epoch: 1,
        kid,
        answer: "none" as const,
        invitation: urgentMail(delegation.id, "successor", letter).mailId,
      };
      const before = [...(base.predecessors ?? []), former.number, ...(former.predecessors ?? [])];
      const successor = { ...base, predecessors: [...new Set(before)] };
      // One letter to one person, however many places are theirs now.
      if (!changed.has(number))
        write("successor", successor, letter, {
          former: former.number,
          since,
          epoch: successor.epoch,
          ...(said !== undefined && { version: said }),
          // As long as nothing left to the one before, the round that is stopped takes this one back too.
          ...(neverLeft(mail) && { roundId: delegation.roundId }),
        });
      put(successor);
    }
    const open = former.closed === undefined;
    put({
      ...former,
      epoch: former.epoch + (open ? 1 : 0),
      closed: former.closed ?? now,
      ...(number !== null && { successor: number }),
    });
    if (open && heard(mail))
      write("predecessor", former, former.number, { since, ...(number !== null && { successor: number }) });
    return invitationFocalPointReplaced({
      delegationId: delegation.id,
      convocationId: delegation.convocationId,
      partyCode: delegation.partyCode,
      former: former.number,
      successor: number,
    });
  });
  const waiting: Row[] = places.flatMap(({ mail }) => (mail?.state === "queued" ? [mail] : []));
  return {
    rows: [...rows.values()].filter(({ number }) => changed.has(number)),
    open: [...rows.values()].filter(({ closed }) => closed === undefined).length,
    people: numbered,
    mails,
    waiting,
    facts,
  };
}
