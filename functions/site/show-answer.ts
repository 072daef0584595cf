import { convocationView, partyView, recordedView } from "#correspondence/from-domain";
import type { AnswerPageView, AnswerValues, Problem } from "#correspondence/page-views";
import { answerPage } from "#correspondence/pages/answer";
import { isAfter } from "#domain/instant";
import { closedParts, isStale, standingOf, toConfirm } from "#domain/told";
import type { Language } from "#events/envelope";
import type { Clock, Ids } from "#platform/clock";
import type { Links } from "#platform/links";
import type { Tables } from "#platform/table";
import type { DelegationView } from "#records/delegation";
import { readParties } from "#records/names";
import { secretariat } from "./deps.ts";
import type { Holder } from "./invited.ts";
import { nonceFor } from "./nonce.ts";

export interface AnswerDeps {
  readonly tables: Tables;
  readonly links: Links;
  readonly clock: Clock;
  readonly ids: Ids;
}
export type Shown =
  | { readonly step: "form"; readonly values: AnswerValues; readonly problems: readonly Problem[] }
  | { readonly step: "check"; readonly values: AnswerValues }
  | { readonly step: "recorded" }
  | { readonly step: "closed"; readonly why: "over" | "postponed" | "cancelled"; readonly late: boolean };

/** What an open of the page shows: the form, what is recorded, or why nothing can be answered now. Whoever is asked again gets the form. */
export function stepNow(holder: Holder, now: string, empty: AnswerValues): Shown {
  const { view, convocation } = holder;
  const standing = standingOf(convocation, Object.keys(view.delegation.parts));
  if (standing !== "open") return { step: "closed", why: standing, late: false };
  if (isAfter(now, view.delegation.cutOff)) return { step: "closed", why: "over", late: false };
  return lastAnswer(view) && !isAskedAgain(holder)
    ? { step: "recorded" }
    : { step: "form", values: empty, problems: [] };
}

/** The meeting changed since the last answer, so that it is to be given again. */
function isAskedAgain({ view, convocation }: Holder): boolean {
  const { delegation } = view;
  const said = lastAnswer(view);
  return (
    said !== undefined &&
    toConfirm(delegation).length > 0 &&
    isStale(convocation, Object.keys(delegation.parts), said.revision)
  );
}

/** The parts that can be answered now. */
export function answerable({ view, convocation }: Holder): string[] {
  const closed = closedParts(convocation);
  return Object.keys(view.delegation.parts).filter((part) => !closed.includes(part));
}

export function inviteeOf({ view, person }: Holder) {
  return view.invitees.find(({ number }) => number === person);
}

/** The last thing that was said for the delegation; proposals of others are none. */
function lastAnswer(view: Holder["view"]) {
  return view.responses.findLast(({ kind }) => kind !== "proposed");
}

/** Who speaks for the party sees the names of its people; anybody else sees themself and nobody else. */
function seen(said: DelegationView["responses"][number], holder: Holder) {
  const invitee = inviteeOf(holder);
  if (invitee && (invitee.entitled || invitee.functional)) return said;
  const own = said.by === `invitee:${holder.view.delegation.id}${holder.person}`;
  return { ...said, names: said.names.filter((name) => name === invitee?.name), byName: own ? said.byName : null };
}

/** Renders one step, with a fresh answer id and a nonce that ties the form to what it shows. */
export async function showAnswer(
  { tables, links, clock, ids }: AnswerDeps,
  holder: Holder,
  language: Language,
  shown: Shown,
  kept?: { answerId: string; nonce: string },
): Promise<string> {
  const { view, convocation, person } = holder;
  const invitee = inviteeOf(holder);
  const invited = Object.keys(view.delegation.parts);
  const chairs = convocation.parts.flatMap(({ chair, place }) => [
    ...(chair === null ? [] : [chair]),
    ...(place ? [place.country] : []),
  ]);
  const { parties, names } = await readParties(tables, convocation.dialogues, [view.delegation.partyCode, ...chairs]);
  const party = parties.get(view.delegation.partyCode);
  const said = lastAnswer(view);
  const answerId = ids.next();
  const hidden = kept ?? {
    answerId,
    nonce: await nonceFor(links, {
      person: `${view.delegation.id}${person}`,
      version: view.delegation.v,
      revision: convocation.revision,
      answerId,
    }),
  };
  const base = {
    language,
    secretariat: secretariat(),
    notice: null,
    convocation: convocationView(convocation, invited, names, clock.now()),
    party: party ? partyView(party) : ({ name: { en: view.delegation.partyCode }, kind: "state" } as const),
    invitee: {
      name: invitee?.name ?? "",
      entitled: invitee?.entitled ?? false,
      functional: invitee?.functional ?? false,
    },
    zone: party?.timeZone ?? null,
    changed: isAskedAgain(holder),
    recorded: said ? recordedView(seen(said, holder), view.delegation.parts, convocation, view.nominations) : null,
  };
  return answerPage(viewAt(base, shown, hidden));
}

type Base = Omit<Extract<AnswerPageView, { step: "closed" }>, "step" | "why" | "late">;
function viewAt(base: Base, shown: Shown, hidden: { answerId: string; nonce: string }): AnswerPageView {
  switch (shown.step) {
    case "form":
      return { ...base, step: "form", values: shown.values, problems: shown.problems, hidden };
    case "check":
      return { ...base, step: "check", values: shown.values, hidden };
    case "recorded":
      return { ...base, step: "recorded", hidden };
    case "closed":
      return { ...base, step: "closed", why: shown.why, late: shown.late };
  }
}
