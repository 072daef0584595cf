import type { Command } from "commander";
import * as z from "zod/mini";
import { Unreachable } from "#bin/convoke/client";
import { desk } from "#bin/convoke/shared";
import { stageOutputs } from "#bin/convoke/stage";

/** A stack as its AWS services are reached: a deployed stage with the credentials of this shell, or the one on this machine. */
export interface Place {
  readonly region: string;
  /** Undefined on this machine. */
  readonly stage: string | undefined;
  /** What an SDK client of this place is made with. */
  readonly client: {
    readonly region: string;
    readonly maxAttempts: number;
    readonly endpoint?: string;
    readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  /** An output of the stage's stacks, by its key. */
  output(part: "record" | "workflow", key: string): Promise<string>;
}

const asked = z.looseObject({ stage: z.exactOptional(z.string()), region: z.exactOptional(z.string()) });

/** The place that a command line means. Throws with a sentence where an address alone does not say it. */
export function placeOf(command: Command): Place {
  const { connection } = desk(command);
  const { stage, region: given } = asked.parse(command.optsWithGlobals());
  if (stage !== undefined) {
    const { region, output } = stageOutputs(stage, given);
    return { region, stage, client: { region, maxAttempts: 3 }, output };
  }
  const { local, as = "staff", region } = connection;
  if (!local) throw new Unreachable("An address does not say which stack is meant. Name the stage with --stage.");
  return {
    region,
    stage: undefined,
    client: {
      region,
      maxAttempts: 3,
      endpoint: local.endpoint,
      credentials: { accessKeyId: as, secretAccessKey: "local" },
    },
    async output(_, key) {
      const value = local.outputs?.[key];
      if (value === undefined)
        throw new Unreachable(
          `The stack on this machine tells no ${key}. End it and start it again with \`npm start\`.`,
        );
      return value;
    },
  };
}
