import * as z from "zod/mini";
import { plusSeconds, secondsBetween } from "#domain/instant";
import { QUIET_DAYS, stepRule } from "#domain/reminder-plan";
import { type Standing, standingOf } from "#domain/told";
import { type Commit, commit } from "#platform/commit";
import type { Key, Tables } from "#platform/table";
import { readConvocation } from "#records/convocation";
import { delegationSchema } from "#records/delegation";
import { keys } from "#records/keys";
import type { Mail } from "#records/mail";
import { readRound } from "#records/round";

/** How long a worker may take over one mail, in seconds; afterwards another may claim it. Shorter than the queue's visibility. */
export const LEASE_SECONDS = 120;

export type Claim =
  | { readonly kind: "claimed"; readonly attempt: number }
  | { readonly kind: "held" }
  /** It will not leave: because of whom it is written to (skipped), or because its round was taken back (cancelled). */
  | { readonly kind: "skip"; readonly as: "skipped" | "cancelled"; readonly reason: string };

/**
 * Takes a mail for sending, in the transaction that decides whether it still may be sent (design, rule 4): a reminder to
 * somebody who answered meanwhile, or about a meeting that changed, is skipped here, not when it was planned.
 */
export async function claim(tables: Tables, mail: Mail, act: { owner: string; now: string }): Promise<Claim> {
  const attempt = mail.attempt + 1;
  const key = { pk: mail.pk, sk: mail.sk };
  const until = plusSeconds(act.now, LEASE_SECONDS);
  const when =
    mail.state === "queued"
      ? ([["state", "=", "queued"]] as const)
      : ([
          ["state", "=", mail.state],
          ["attempt", "=", mail.attempt],
        ] as const);
  const update = { key, set: { state: "sending", attempt, owner: act.owner, until }, when };
  const conditions = await conditionsOf(tables, mail, act.now);
  if ("reason" in conditions) return skip(conditions.reason);
  if (conditions.guards.length === 0 && conditions.creates.length === 0 && conditions.moves.length === 0)
    return (await tables.update(update)) || (await isOurs(tables, key, act.owner))
      ? { kind: "claimed", attempt }
      : { kind: "held" };

  const result = await commit(
    tables,
    { actor: "system:mail", door: "clock", now: act.now, commitId: act.owner },
    {
      moves: [{ update, refusal: "held" }, ...conditions.moves],
      guards: conditions.guards,
      creates: conditions.creates,
      facts: [],
    },
  );
  switch (result.kind) {
    case "done":
      return { kind: "claimed", attempt };
    case "refused":
      if (result.refusal === "held") return { kind: "held" };
      return skip(result.row?.["closed"] === undefined ? result.refusal : LINK_REPLACED);
    default:
      return { kind: "held" };
  }
}

function skip(reason: string): Claim {
  return {
    kind: "skip",
    as: reason === ROUND_STOPPED || reason === MEETING_CANCELLED ? "cancelled" : "skipped",
    reason,
  };
}
export const ROUND_STOPPED = "round-stopped";
/** Somebody else is the party's focal point now. */
const LINK_REPLACED = "link-replaced";
const MEETING_CANCELLED = "meeting-cancelled";

/**
 * What is left to answer of what a mail invites to. Read like a round's end, and for the same reason; the delegation only where
 * a part does not take place. An invitation to what is postponed waits in its row: with a new date it is handed out again.
 */
async function standingNow(tables: Tables, mail: Mail): Promise<Standing> {
  const convocation = (await readConvocation(tables, mail.convocationId))?.convocation;
  if (!convocation || convocation.parts.every(({ state }) => state === "convened")) return "open";
  const row = await tables.get(keys.delegation(mail.delegation));
  return row ? standingOf(convocation, Object.keys(delegationSchema.parse(row).parts)) : "open";
}

/**
 * A round that was stopped or closed, in words. Read, not guarded: thousands of claims that check one row would refuse each other,
 * and a mail that is claimed in the moment of the stop counts as sent.
 */
async function roundEnded(tables: Tables, mail: Mail): Promise<"round-stopped" | "round-closed" | undefined> {
  const { roundId } = mail.about;
  const state = typeof roundId === "string" ? (await readRound(tables, roundId))?.round.state : undefined;
  if (state === "stopped") return ROUND_STOPPED;
  return state === "closed" ? "round-closed" : undefined;
}

/** Whether the row was claimed by a try of ours whose answer was lost. */
async function isOurs(tables: Tables, key: Key, owner: string): Promise<boolean> {
  return (await tables.get(key))?.["owner"] === owner;
}

type Conditions = Required<Pick<Commit, "guards" | "creates" | "moves">>;
const none: Conditions = { guards: [], creates: [], moves: [] };

async function conditionsOf(
  tables: Tables,
  mail: Mail,
  now: string,
): Promise<Conditions | { readonly reason: string }> {
  const invitee: Key = keys.invitee(mail.delegation, mail.person);
  switch (mail.kind) {
    case "invitation": {
      if ((await roundEnded(tables, mail)) === ROUND_STOPPED) return { reason: ROUND_STOPPED };
      const standing = await standingNow(tables, mail);
      if (standing === "cancelled") return { reason: MEETING_CANCELLED };
      if (standing === "postponed") return { reason: "meeting-postponed" };
      return { ...none, guards: [{ key: invitee, when: [["epoch", "=", 1]], refusal: LINK_REPLACED }] };
    }
    case "successor": {
      if ((await roundEnded(tables, mail)) === ROUND_STOPPED) return { reason: ROUND_STOPPED };
      const epoch = Number(mail.about["epoch"]);
      return { ...none, guards: [{ key: invitee, when: [["epoch", "=", epoch]], refusal: LINK_REPLACED }] };
    }
    case "reminder": {
      const step = stepRule(String(mail.about["step"] ?? ""));
      const meeting = {
        key: keys.convocation(mail.convocationId),
        when: [
          ["state", "=", "convened"],
          ["planRevision", "=", mail.revision],
        ],
        refusal: "meeting-changed",
      } as const;
      if (step?.to === "registered")
        return {
          ...none,
          guards: [
            meeting,
            {
              key: keys.registration(mail.delegation, mail.person),
              when: [["state", "=", "registered"]],
              refusal: "no-longer-registered",
            },
          ],
        };
      const ended = await roundEnded(tables, mail);
      if (ended) return { reason: ended };
      const silent = [
        { key: keys.delegation(mail.delegation), when: [["open", ">", 0]], refusal: "answered" },
        {
          key: invitee,
          when: [
            ["answer", "=", "none"],
            ["closed", "absent"],
          ],
          refusal: "answered",
        },
        { key: keys.unsubscribed(mail.delegation, mail.person), when: [["pk", "absent"]], refusal: "unsubscribed" },
      ] as const;
      const quiet = await quietPeriod(tables, mail, now);
      return "reason" in quiet ? quiet : { ...quiet, guards: [meeting, ...silent] };
    }
    case "change":
    case "receipt":
    case "confirmation":
    case "cancellation":
    case "predecessor":
    case "test":
      return none;
    case "notice":
      return (await readsNoMore(tables, mail)) ? { reason: LINK_REPLACED } : none;
  }
}

/** A focal point who was replaced since the notice was written, and does not come: there is no link for them. */
async function readsNoMore(tables: Tables, mail: Mail): Promise<boolean> {
  const row = await tables.get(keys.invitee(mail.delegation, mail.person));
  if (row?.["closed"] === undefined) return false;
  return (await tables.get(keys.registration(mail.delegation, mail.person)))?.["state"] !== "registered";
}

const nudge = z.object({ last: z.string(), mail: z.string() });

/** Nobody is nudged twice within the quiet period; a mail that nudged and is tried again does not stand in its own way. */
async function quietPeriod(tables: Tables, mail: Mail, now: string): Promise<Conditions | { readonly reason: string }> {
  if (mail.personId === undefined) return none;
  const key = keys.quiet(mail.personId);
  const row = await tables.get(key);
  if (!row) return { ...none, creates: [{ row: { ...key, last: now, mail: mail.mailId }, refusal: "quiet-period" }] };
  const known = nudge.parse(row);
  if (known.mail === mail.mailId) return none;
  if (secondsBetween(known.last, now) < QUIET_DAYS * 86_400) return { reason: "quiet-period" };
  return {
    ...none,
    moves: [
      {
        update: { key, set: { last: now, mail: mail.mailId }, when: [["last", "=", known.last]] },
        refusal: "quiet-period",
      },
    ],
  };
}
