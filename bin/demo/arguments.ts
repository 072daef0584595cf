import { seedIn } from "#bin/unkind";
import { nearest } from "#lib/nearest";

/** What of the demo is asked for: one meeting or the whole year, with faults of a seed or without. */
export interface Asked {
  readonly year: boolean;
  readonly seed: number | undefined;
  /** Where it stops, with the stack of the error. */
  readonly debug: boolean;
}

const options = ["--year", "--unkind", "--debug"];
const USAGE = "npm run demo -- [--year | --unkind <number>] [--debug]";

/** Reads the words after `npm run demo --`. Throws a sentence for what it does not know, and for two that do not go together. */
export function askedFor(args: readonly string[]): Asked {
  const seed = seedIn(args);
  const at = args.indexOf("--unkind");
  const stranger = args.find(
    (arg, index) => !(options.includes(arg) || arg.startsWith("--unkind=") || (at >= 0 && index === at + 1)),
  );
  if (stranger !== undefined) {
    const meant = nearest(stranger, options);
    throw new Error(
      `The demo does not know ${stranger}. ${meant === undefined ? "" : `Did you mean ${meant}? `}Usage: ${USAGE}`,
    );
  }
  const year = args.includes("--year");
  if (year && seed !== undefined)
    throw new Error(
      "--year and --unkind do not go together: the faults are made while the one meeting is played. Leave one of them out.",
    );
  return { year, seed, debug: args.includes("--debug") };
}
