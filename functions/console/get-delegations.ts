import { inParallel } from "#platform/parallel";
import type { Tables } from "#platform/table";
import { type DelegationView, type RegistrationRow, readDelegation } from "#records/delegation";
import { keys } from "#records/keys";
import { type Asked, apiPage, cursor, NotThere } from "./api-page.ts";
import { meetingOf } from "./get-meetings.ts";

interface Deps {
  readonly tables: Tables;
}
/** How many delegations are read at once, and for one page of registrations at most. */
const AT_ONCE = 8;
const MOST_READ = 100;

export const getDelegations = ({ tables }: Deps) =>
  apiPage("/api/v1/meetings/{meeting}/delegations", async (asked) => {
    const { id } = await meetingOf(tables, asked);
    const { views, more } = await viewsAfter(tables, id, asked.after, asked.limit);
    const last = views.at(-1);
    const path = `/api/v1/meetings/${id}/delegations`;
    return {
      items: views.map(delegationOf),
      ...(more && last && { next: cursor(path, last.delegation.partyCode) }),
    };
  });

export const getDelegation = ({ tables }: Deps) =>
  apiPage("/api/v1/delegations/{delegation}", async (asked) =>
    delegationOf(await viewOf(tables, asked.id("delegation"))),
  );

/** A page reads a hundred delegations at most: where few of them have registered, it is shorter than asked for. */
export const getRegistrations = ({ tables }: Deps) =>
  apiPage("/api/v1/meetings/{meeting}/registrations", async (asked) => {
    const { id } = await meetingOf(tables, asked);
    const path = `/api/v1/meetings/${id}/registrations`;
    const [code = "", number] = asked.after.split(".");
    const begun = number === undefined ? undefined : await viewAt(tables, id, code);
    const rest = (begun?.registrations ?? []).filter(({ registration }) => registration.number > (number ?? ""));
    const { views, more } = await viewsAfter(tables, id, code, MOST_READ);
    const all = [
      ...rest.map(({ registration }) => ({ view: begun, registration })),
      ...views.flatMap((view) => view.registrations.map(({ registration }) => ({ view, registration }))),
    ];
    const page = all.slice(0, asked.limit);
    const last = page.at(-1);
    const end = views.at(-1);
    const place = all.length > page.length ? placeOf(last) : more ? end?.delegation.partyCode : undefined;
    return {
      items: page.flatMap(({ view, registration }) => (view ? [registrationOf(view, registration)] : [])),
      ...(place !== undefined && { next: cursor(path, place) }),
    };
  });

export const getRegistration = ({ tables }: Deps) =>
  apiPage("/api/v1/registrations/{registration}", async (asked) => {
    const { view, registration } = await registered(tables, asked);
    return registrationOf(view, registration);
  });

export const getPerson = ({ tables }: Deps) =>
  apiPage("/api/v1/registrations/{registration}/person", async (asked) => ({
    id: asked.id("registration"),
    name: (await registered(tables, asked)).registration.name,
  }));

/** Inside a delegation: after this one of its people. */
const placeOf = (last: { view: DelegationView | undefined; registration: RegistrationRow } | undefined) =>
  last?.view && `${last.view.delegation.partyCode}.${last.registration.number}`;

function delegationOf({ delegation, invitees, nominations, registrations }: DelegationView) {
  return {
    id: delegation.id,
    convocationId: delegation.convocationId,
    roundId: delegation.roundId,
    party: delegation.partyCode,
    member: delegation.member,
    parts: Object.entries(delegation.parts).map(([id, { status, at, was }]) => ({
      id,
      status,
      at,
      was: was?.status ?? null,
    })),
    cutOff: delegation.cutOff,
    invitees: invitees.length,
    proposed: nominations.filter(({ state }) => state === "proposed").length,
    registered: registrations.filter(({ registration }) => registration.state === "registered").length,
  };
}

function registrationOf({ delegation }: DelegationView, { number, state, parts, sequence }: RegistrationRow) {
  const { id, convocationId, partyCode } = delegation;
  return { id: `${id}${number}`, delegationId: id, convocationId, party: partyCode, state, parts, sequence };
}

async function viewOf(tables: Tables, did: string): Promise<DelegationView> {
  const view = /^[a-z2-7]{16}$/.test(did) ? await readDelegation(tables, did) : undefined;
  if (!view)
    throw new NotThere("There is no delegation of this id. A meeting's address ends in /delegations for its list.");
  return view;
}

async function registered(tables: Tables, asked: Asked) {
  const [, did = "", number] = /^([a-z2-7]{16})([a-z2-7]{2})$/.exec(asked.id("registration")) ?? [];
  const view = did === "" ? undefined : await readDelegation(tables, did);
  const found = view?.registrations.find(({ registration }) => registration.number === number);
  if (!view || !found)
    throw new NotThere("There is no registration of this id. A meeting's address ends in /registrations for its list.");
  return { view, registration: found.registration };
}

async function viewAt(tables: Tables, convocationId: string, code: string): Promise<DelegationView | undefined> {
  const row = await tables.get(keys.invited(convocationId, code));
  return row && readDelegation(tables, String(row["did"]));
}

/** Delegations in the order of their parties' codes, after one of them, and whether there are more. */
async function viewsAfter(tables: Tables, convocationId: string, code: string, limit: number) {
  const { pk } = keys.convocation(convocationId);
  // No code holds a "!", which sorts before everything that one may go on with.
  const from = code === "" ? "INVITED#" : `INVITED#${code}!`;
  const rows = await tables.query({ pk, from, to: "INVITED#~", limit: limit + 1 });
  const wanted = rows.slice(0, limit);
  const views: DelegationView[] = [];
  await inParallel(wanted, AT_ONCE, async (row, place) => {
    const view = await readDelegation(tables, String(row["did"]));
    if (view) views[place] = view;
  });
  return { views: views.filter(Boolean), more: rows.length > limit };
}
