import type { Command } from "commander";
import { Unreachable } from "#bin/convoke/client";
import { output } from "#bin/convoke/outputs";
import { desk } from "#bin/convoke/shared";

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
  output(key: string): string;
}

/** The place that a command line means. Throws with a sentence where an address alone does not say it. */
export function placeOf(command: Command): Place {
  const { connection, stage } = desk(command);
  const { local, as = "staff", region } = connection;
  if (stage !== undefined) {
    const { name, outputs } = stage;
    return {
      region,
      stage: name,
      client: { region, maxAttempts: 3 },
      output: (key) => output(outputs, key, `The stage ${name}`),
    };
  }
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
    output(key) {
      const value = local.outputs?.[key];
      if (value === undefined)
        throw new Unreachable(
          `The stack on this machine tells no ${key}. End it and start it again with \`npm start\`.`,
        );
      return value;
    },
  };
}
