import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { seconds, spread, table } from "#bin/bench/table";
import { Stage } from "#bin/demo/stage";
import { story } from "#bin/demo/story";
import { Timeline } from "#bin/demo/timeline";
import { type Stack, startStack } from "#lib/local/stack";

const RUNS = 5;

/** The demo's whole story played into a data folder once; then, from an assembly that lies there, to a stack that answers with all of it. */
export async function restart(assembly: string): Promise<string> {
  const data = mkdtempSync(join(tmpdir(), "convoke-restart-"));
  try {
    const first = await startStack({ assembly, data, now: "2022-01-31T08:00:00Z", quiet: true });
    try {
      await story(new Stage(first, new Timeline(true)));
    } finally {
      await first.stop();
    }
    const size = readdirSync(data).reduce((sum, name) => sum + sizeOf(join(data, name)), 0);
    const starts: number[] = [];
    const rests: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      let stack: Stack | undefined;
      starts.push(
        await seconds(async () => {
          stack = await startStack({ assembly, data, quiet: true });
          const { status } = await fetch(stack.siteUrl);
          if (status !== 200) throw new Error(`The public page answered ${status}`);
        }),
      );
      rests.push(await seconds(async () => stack?.settle()));
      await stack?.stop();
    }
    return table(
      [`${RUNS} starts on the demo's data (${(size / 1e6).toFixed(1)} MB), seconds`, "min", "median", "max"],
      [
        ["ready: engines up and the public page answered, its function cold", ...spread(starts)],
        ["and then at rest", ...spread(rests)],
      ],
    );
  } finally {
    rmSync(data, { recursive: true });
  }
}

function sizeOf(file: string): number {
  const held = statSync(file);
  return held.isFile() ? held.size : 0;
}
