import * as z from "zod/mini";
import { commandsByType } from "#events/catalogue";
import { busEvent } from "#platform/bus-event";
import { canonical } from "#platform/canonical";
import type { Clock, Ids } from "#platform/clock";
import { refused } from "#platform/command-steps";
import { outcomeRow } from "#platform/commit";
import { digest } from "#platform/ids";
import { log } from "#platform/log";
import type { Tables } from "#platform/table";

const named = z.looseObject({ commandId: z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/)) });

/** What no noun takes from the bus is answered too: its sender finds the refusal under its commandId. */
export const fromUnknownCommands =
  ({ tables, clock, ids }: { tables: Tables; clock: Clock; ids: Ids }) =>
  async (body: unknown): Promise<void> => {
    const event = busEvent.parse(body);
    const type = event["detail-type"];
    const known = commandsByType.get(type);
    const outcome = known
      ? refused(
          "needs-a-person",
          "This command holds names, addresses or free text. It is taken at the gateway from a person, never over the bus.",
        )
      : refused(
          "unknown-command",
          "There is no command of this type and version. events/CATALOGUE.md lists what may be asked.",
        );
    const command = named.safeParse(event.detail);
    log.warn("a command on the bus was refused", { type: known ? type : "unknown", source: event.source });
    if (!command.success) return;
    const act = {
      actor: `system:${event.source}`,
      door: "bus",
      now: clock.now(),
      commitId: ids.next(),
      command: {
        id: command.data.commandId,
        type: known ? type : "unknown",
        digest: digest(canonical({ type, detail: event.detail })),
      },
    } as const;
    await tables.put(outcomeRow(act, outcome), [["pk", "absent"]]);
  };
