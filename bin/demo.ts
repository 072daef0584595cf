import { type Asked, askedFor } from "#bin/demo/arguments";
import { faultLines } from "#bin/demo/faults";
import { nothingPersonal } from "#bin/demo/nothing-personal";
import { Stage } from "#bin/demo/stage";
import { story } from "#bin/demo/story";
import { Timeline } from "#bin/demo/timeline";
import { Traces } from "#bin/demo/traces";
import { YearStage } from "#bin/demo/year/stage";
import { yearStory } from "#bin/demo/year/story";
import { startStack } from "#lib/local/stack";
import { synthesize } from "#lib/local/synthesize";

/**
 * `npm run demo`: the main job on this machine, from the template that `cdk deploy` would deploy. Exit 1 with the reason where a
 * sum is off. `--unkind 7`: the same job, the same sums, while the stack makes the faults that AWS may make. `--year`: every meeting
 * of 2021/22.
 */
const { year, seed, debug } = asked(process.argv.slice(2));
const began = performance.now();
const timeline = new Timeline(false);
for (const line of year
  ? ["The meetings of 2021 and 2022, replayed. Parties, dates, hosts and counts are as published;"]
  : ["The 8th Senior Officials’ Meeting of 22 and 23 March 2022, replayed. Parties and dates are real;"])
  timeline.say(line);
timeline.say("every contact, every answer and every note is invented. Independent of the dialogue and its parties.");
timeline.say("Times are UTC.");
timeline.say();
timeline.progress("synthesizing the stacks");
const traces = new Traces();
const stack = await startStack({
  ...(!year && { witness: traces.see }),
  assembly: await synthesize(),
  now: year ? "2021-02-01T08:00:00Z" : "2022-01-31T08:00:00Z",
  ...(seed !== undefined && { unkind: { seed } }),
});
try {
  const { checks } = year ? await theYear() : await theMeeting();
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  if (checks.wrong.length > 0) {
    console.error(`\n${checks.wrong.length} of ${checks.count} checks are off:\n- ${checks.wrong.join("\n- ")}`);
    process.exitCode = 1;
  } else timeline.say(`${checks.count} checks, none off. ${seconds} s on this machine.`);
  if (seed !== undefined) for (const line of faultLines(stack.faults)) timeline.say(line);
} catch (error) {
  timeline.settled();
  console.error(`\nThe demo stopped: ${error instanceof Error ? error.message : String(error)}`);
  if (debug && error instanceof Error) console.error(error.stack);
  process.exitCode = 1;
} finally {
  await stack.stop();
}

async function theMeeting(): Promise<Stage> {
  const stage = new Stage(stack, timeline);
  await story(stage);
  await nothingPersonal(stage, traces);
  return stage;
}
async function theYear(): Promise<Stage> {
  const stage = new YearStage(stack, timeline);
  await yearStory(stage);
  return stage;
}

function asked(args: readonly string[]): Asked {
  try {
    return askedFor(args);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
}
