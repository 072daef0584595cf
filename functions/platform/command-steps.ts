import type { Context, SQSEvent } from "aws-lambda";
import * as z from "zod/mini";
import { actor, COMMAND_SOURCES, type Door, type Machines } from "#events/envelope";
import { busEvent } from "#platform/bus-event";
import { canonical } from "#platform/canonical";
import type { Clock, Ids } from "#platform/clock";
import { type Act, type CommitResult, outcomeRow } from "#platform/commit";
import { environmentList } from "#platform/environment";
import { digest } from "#platform/ids";
import { log } from "#platform/log";
import { malformed } from "#platform/malformed";
import { queueSteps } from "#platform/queue-steps";
import type { Row, Tables, Value } from "#platform/table";

/** What a command's sender is told. A refusal is a value: a code, a sentence that says what to do, details by name. */
export type Outcome =
  | { readonly accepted: true; readonly [name: string]: Value }
  | { readonly accepted: false; readonly code: string; readonly sentence: string; readonly [name: string]: Value };

export function refused(code: string, sentence: string, details: { readonly [name: string]: Value } = {}): Outcome {
  return { accepted: false, code, sentence, ...details };
}

interface Contract {
  readonly type: string;
  readonly machines: Machines;
  readonly personal: boolean;
  readonly schema: z.ZodMiniType;
}
type CommandOf<C> = C extends { schema: infer S extends z.ZodMiniType } ? z.infer<S> : never;
export type CommandStep<C> = (command: CommandOf<C>, act: Act) => Promise<Outcome>;
export interface CommandEntry {
  readonly contract: Contract;
  run(detail: unknown, act: Act): Promise<Outcome>;
}
export function onCommand<C extends Contract>(contract: C, step: CommandStep<C>): CommandEntry;
export function onCommand(contract: Contract, step: (command: unknown, act: Act) => Promise<Outcome>): CommandEntry {
  return { contract, run: step };
}

const invocation = z.object({ command: z.string(), detail: z.unknown(), actor, door: z.enum(["gateway", "link"]) });
const named = z.looseObject({ commandId: z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/)) });
const ordered = z.looseObject({ expectedVersion: z.exactOptional(z.number()) });
const queued = z.looseObject({ Records: z.array(z.unknown()) });

interface Deps {
  readonly tables: Tables;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Both doors of a noun: invoked by the gateway or a page with the actor stamped, or fed by the bus as a machine (design, section 3). */
export function commandSteps(entries: readonly CommandEntry[], deps: Deps) {
  const fromBus = queueSteps(async (body) => {
    const event = busEvent.parse(body);
    const outcome = await take(event["detail-type"], event.detail, `system:${event.source}`, "bus", event.source);
    log.info("a command from the bus was answered", {
      type: event["detail-type"],
      accepted: outcome.accepted,
      code: outcome.accepted ? "" : outcome.code,
    });
  });

  async function take(type: string, detail: unknown, actor: string, door: Door, source?: string): Promise<Outcome> {
    const entry = entries.find(({ contract }) => contract.type === type);
    if (!entry)
      return refused(
        "unknown-command",
        `There is no command ${type} here. The catalogue of events lists what may be asked.`,
      );
    const id = named.safeParse(detail);
    if (!id.success)
      return refused(
        "malformed",
        "A command carries a commandId: letters, digits and hyphens, at most 64. Choose a new one for each act.",
      );
    const act: Act = {
      actor,
      door,
      now: deps.clock.now(),
      commitId: deps.ids.next(),
      command: { id: id.data.commandId, type, digest: digest(canonical({ type, detail })) },
    };
    const key = { pk: `CMD#${id.data.commandId}`, sk: "#" };
    const before = await deps.tables.get(key);
    if (before) return repeat(before, act);
    const outcome = await decided(entry, detail, act, source);
    // A dry run leaves nothing behind, not even its answer.
    if (outcome.accepted || id.data["dryRun"] === true) return outcome;
    // An accepted outcome was written with its change; a refusal is kept here, so that a machine can read it and a repeat hears the same.
    if (await deps.tables.put(outcomeRow(act, outcome), [["pk", "absent"]])) return outcome;
    // The same command, sent twice at once, was answered meanwhile: what it was told then is the truth.
    const meanwhile = await deps.tables.get(key);
    return meanwhile ? repeat(meanwhile, act) : outcome;
  }

  async function decided(entry: CommandEntry, detail: unknown, act: Act, source?: string): Promise<Outcome> {
    const { contract } = entry;
    if (source !== undefined && !mayAsk(contract, source))
      return refused(
        "needs-a-person",
        `${contract.type} needs a person: it is taken at the gateway from somebody who is signed in, not from ${source} over the bus.`,
      );
    const command = contract.schema.safeParse(detail);
    if (!command.success) return refused("malformed", malformed(contract.type, command.error));
    const { expectedVersion } = ordered.parse(command.data);
    return entry.run(command.data, { ...act, ...(expectedVersion !== undefined && { expectedVersion }) });
  }

  return async (event: unknown, context: Context) => {
    if (queued.safeParse(event).success) return fromBus(asQueue.parse(event), context);
    const { command, detail, actor, door } = invocation.parse(event);
    return take(command, detail, actor, door);
  };
}

const asQueue = z.custom<SQSEvent>((value) => queued.safeParse(value).success);

function mayAsk({ machines, personal }: Contract, source: string): boolean {
  if (personal || machines === "none") return false;
  const trusted = environmentList("TRUSTED_SOURCES").includes(source);
  return machines === "trusted"
    ? trusted
    : trusted || source === COMMAND_SOURCES.secretariat || source.startsWith(COMMAND_SOURCES.partnerPrefix);
}

const kept = z.looseObject({ accepted: z.boolean() });
const keptOutcome = z.custom<Outcome>((value) => kept.safeParse(value).success);

function repeat(before: Row, act: Act): Outcome {
  if (before["digest"] !== act.command?.digest)
    return refused(
      "command-id-reused",
      "This commandId was used before for something else. Send it again with a new commandId.",
    );
  return keptOutcome.parse(before["outcome"]);
}
/** What a command answers once its commit was tried: the outcome that is written now or was before, else what `otherwise` makes of the refusal. */
export function answered(
  result: CommitResult,
  act: Act,
  outcome: Outcome,
  otherwise: (refusal: string | undefined) => Outcome,
): Outcome {
  if (result.kind === "done") return outcome;
  if (result.kind === "repeated") return repeat(result.outcome, act);
  return otherwise(result.kind === "refused" ? result.refusal : undefined);
}
export function changedMeanwhile(what: string): Outcome {
  return refused(
    "changed-meanwhile",
    `${what} was changed by somebody else at the same moment. Look at it and try again.`,
  );
}
