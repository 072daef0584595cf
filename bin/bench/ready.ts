import { seconds, spread, table } from "#bin/bench/table";
import { type Stack, startStack } from "#lib/local/stack";

const RUNS = 7;

/** From an assembly that lies there to a stack that answers: seconds, and those to its end. */
export async function ready(assembly: string): Promise<string> {
  const starts: number[] = [];
  const ends: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    let stack: Stack | undefined;
    starts.push(
      await seconds(async () => {
        stack = await startStack({ assembly, quiet: true });
        const { status } = await fetch(stack.siteUrl);
        if (status !== 200) throw new Error(`The public page answered ${status}`);
      }),
    );
    ends.push(await seconds(async () => stack?.stop()));
  }
  return table(
    [`${RUNS} runs, seconds`, "min", "median", "max"],
    [
      ["ready: engines up and the public page answered, its function cold", ...spread(starts)],
      ["stopped: nothing of it runs any more", ...spread(ends)],
    ],
  );
}
