import {
  type Answer,
  type Before,
  type Decided,
  type Delegation,
  decide,
  evolve,
  type Invitee,
  type Nomination,
  type Status,
  type Who,
} from "#domain/delegation";
import { isRefusal } from "#domain/refusal";
import { BOTH, primary, silentDelegation } from "#test/domain/examples";

export const NOW = "2022-02-10T09:00:00Z";

export const self: Who = { kind: "self" };

export const guest: Who = { kind: "other", name: "Gerda Gast", email: "gerda@example.org" };

export const come: Answer = { kind: "come", parts: BOTH };

export const comeToSom: Answer = { kind: "come", parts: ["som-8"] };

export const colleague: Answer = {
  kind: "colleague",
  parts: ["som-8"],
  colleague: { name: "Karl Kollege", email: "karl@example.org" },
};

export const namesFollow: Answer = { kind: "names-follow", parts: ["som-8"] };

export const regret: Answer = { kind: "regret" };

export const noPart: Answer = { kind: "no-part" };

export const own = (invitee: Invitee, parts: readonly string[] = BOTH): Nomination => ({
  number: invitee.number,
  state: "confirmed",
  parts,
  name: invitee.name,
  email: invitee.email,
  language: "en",
  through: invitee.number,
});

export const karl: Nomination = {
  ...own(primary, ["som-8"]),
  number: "ae",
  name: "Karl Kollege",
  email: "karl@example.org",
};

export function withStatus(sc: Status, som: Status, change: Partial<Delegation> = {}): Delegation {
  const state = (status: Status) => ({ status, at: null, by: null });
  const open = [sc, som].filter((status) => status === "unanswered").length;
  return { ...silentDelegation, parts: { "sc-2022-03": state(sc), "som-8": state(som) }, open, ...change };
}

export const taken = (who: Who, answer: Answer, was: Before): Decided => {
  const decided = decide(who, answer, was, NOW);
  if (isRefusal(decided)) throw new Error(decided.sentence);
  return decided;
};

export const refusal = (who: Who, answer: Answer, was: Before, now = NOW) => {
  const decided = decide(who, answer, was, now);
  return isRefusal(decided) ? decided.code : "taken";
};

export function answered(who: Who, answer: Answer, was: Before) {
  const { facts, nominations } = taken(who, answer, was);
  const delegation = facts.reduce((state, fact) => evolve(state, fact, "invitee:x", NOW), was.delegation);
  return {
    sc: delegation.parts["sc-2022-03"]!.status,
    som: delegation.parts["som-8"]!.status,
    open: delegation.open,
    people: nominations.map(({ number, state }) => `${number} ${state}`),
  };
}
