import type { Delegation, Nomination } from "#domain/delegation";
import type { Round } from "#domain/round";
import type { StaffChannel } from "#events/invitation/answered.v1";
import type { Key, Row } from "#platform/table";
import type { InviteeRow } from "#records/delegation";
import { keys, lists } from "#records/keys";

export function roundRow(round: Round, created: string): Row {
  const plain: { readonly [name: string]: Row[string] } = JSON.parse(JSON.stringify(round));
  return {
    ...plain,
    ...keys.round(round.id),
    created,
    lpk: lists.ofConvocation(round.convocationId),
    lsk: `RND#${created}#${round.id}`,
    b: {
      id: round.id,
      state: round.state,
      invitees: round.invitees,
      delegations: round.delegations,
      drafter: round.drafter,
    },
  };
}

/** The head of a delegation. `b` is its line on the board. */
export function delegationRow(
  delegation: Delegation & {
    readonly roundId: string;
    readonly page: number;
    readonly member: boolean;
    readonly rev: number;
  },
  invitees: number,
): Row {
  const parts = Object.fromEntries(Object.entries(delegation.parts).map(([part, state]) => [part, { ...state }]));
  return {
    ...delegation,
    parts,
    quota: JSON.parse(JSON.stringify(delegation.quota ?? {})),
    ...keys.delegation(delegation.id),
    lpk: lists.ofConvocation(delegation.convocationId),
    lsk: `D#${delegation.partyCode}#${delegation.id}`,
    b: {
      id: delegation.id,
      code: delegation.partyCode,
      roundId: delegation.roundId,
      page: delegation.page,
      invitees,
      parts: Object.fromEntries(Object.entries(delegation.parts).map(([part, { status }]) => [part, status])),
    },
  };
}

export function inviteeRow(did: string, invitee: InviteeRow): Row {
  return {
    ...invitee,
    ...keys.invitee(did, invitee.number),
    ppk: `PER#${invitee.personId}`,
    psk: `DEL#${did}#${invitee.number}`,
  };
}

export function nominationRow(did: string, nomination: Nomination): Row {
  return { ...nomination, ...keys.nomination(did, nomination.number) };
}

export interface Said {
  readonly version: number;
  readonly who: string;
  readonly byName: string;
  readonly at: string;
  readonly channel: "link" | StaffChannel;
  readonly kind: string;
  readonly names: readonly string[];
  readonly reason?: string;
  /** Of the letter or note. */
  readonly reference?: string;
  /** The convocation's revision that was answered. */
  readonly revision: number;
}
export function responseRow(did: string, said: Said): Row & Key {
  return { ...said, ...keys.response(did, said.version) };
}
