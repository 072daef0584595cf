import type { Delegation, Nomination } from "#domain/delegation";
import { active } from "#domain/nomination";
import type { Quota } from "#domain/part";
import { type Refusal, refuse } from "#domain/refusal";
import { invitationQuotaChanged } from "#events/invitation/quota-changed.v1";

/** How many of a delegation may come to a part. Never below its people who were named for it. Null: nobody counts. */
export function changeQuota(
  { delegation, nominations }: { readonly delegation: Delegation; readonly nominations: readonly Nomination[] },
  asked: { readonly part: string; readonly quota: Quota | null },
): { delegation: Delegation; named: number; facts: ReturnType<typeof invitationQuotaChanged>[] } | Refusal {
  const { part, quota } = asked;
  const { partyCode } = delegation;
  if (!Object.hasOwn(delegation.parts, part))
    return refuse(
      "not-invited-to-part",
      `${partyCode} is not invited to ${part}. Its parts are ${Object.keys(delegation.parts).join(", ")}.`,
    );
  const tooMuch = Object.entries(quota?.byCapacity ?? {}).find(([, most]) => most > (quota?.total ?? most));
  if (quota?.total !== undefined && tooMuch)
    return refuse(
      "quota-contradicts",
      `${tooMuch[1]} as ${tooMuch[0]} are more than ${quota.total} in all. Raise the one or lower the other.`,
    );
  const named = nominations.filter((nomination) => active(nomination) && nomination.parts.includes(part)).length;
  if (quota?.total !== undefined && quota.total < named)
    return refuse(
      "below-named",
      `${partyCode} has named ${named} people for ${part}; a quota of ${quota.total} is too small. Agree with the party who stays away, or give at least ${named}.`,
      { named },
    );
  const { [part]: before, ...others } = delegation.quota ?? {};
  if (same(before ?? null, quota))
    return refuse("unchanged", `This is the quota of ${partyCode} for ${part} already; nothing changes.`);
  return {
    delegation: { ...delegation, quota: quota ? { ...others, [part]: quota } : others },
    named,
    facts: [
      invitationQuotaChanged({
        delegationId: delegation.id,
        convocationId: delegation.convocationId,
        partyCode,
        part,
        before: before?.total ?? null,
        after: quota?.total ?? null,
      }),
    ],
  };
}

function same(a: Quota | null, b: Quota | null): boolean {
  const text = (quota: Quota | null) =>
    quota && JSON.stringify([quota.total, Object.entries(quota.byCapacity ?? {}).sort()]);
  return text(a) === text(b);
}
