import type { EnvName } from "#platform/environment";

const EPOCH: EnvName = "RESTORE_EPOCH";

/** The instant at which this stage went on from restored tables; undefined for one that never did. */
export function restoreEpoch(): string | undefined {
  return process.env[EPOCH];
}

/**
 * Whether something was begun before the tables were restored. What they say of it may be older than the truth: a mail that
 * waits there may have left since, so nothing of that time is ever sent again.
 */
export function isBeforeRestore(instant: string): boolean {
  const epoch = restoreEpoch();
  return epoch !== undefined && instant < epoch;
}
