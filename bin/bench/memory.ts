import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { functionProcesses, memoryOf, sum, tree } from "#bin/bench/processes";
import { table } from "#bin/bench/table";
import { Stage } from "#bin/demo/stage";
import { story } from "#bin/demo/story";
import { Timeline } from "#bin/demo/timeline";
import { functions } from "#lib/functions";
import { type Stack, startStack } from "#lib/local/stack";

/** What all processes hold after the demo's whole story, every function warm. */
export async function memory(assembly: string): Promise<string> {
  const stack = await startStack({ assembly, now: "2022-01-31T08:00:00Z", quiet: true });
  try {
    await story(new Stage(stack, new Timeline(true)));
    await stack.settle();
    const cold = functions.filter(({ name }) => !functionProcesses().some((one) => one.name === name));
    for (const { name } of cold) await warm(stack, name);
    const running = functionProcesses();
    const each = running.map(({ name, pid }) => ({ name, ...memoryOf(pid) })).toSorted((a, b) => b.pss - a.pss);
    const all = sum(running.map(({ pid }) => pid));
    const whole = sum(tree().map(({ pid }) => pid));
    const own = memoryOf(process.pid);
    const line = (what: string, { pss, rss }: { pss: number; rss: number }) => [what, pss.toFixed(0), rss.toFixed(0)];
    const [largest, smallest] = [each[0], each.at(-1)];
    return table(
      ["after the demo's story, MB", "PSS", "RSS"],
      [
        line(`all ${running.length} processes of ${functions.length} functions`, all),
        ...(largest ? [line(`the largest: ${largest.name}`, largest)] : []),
        ...(smallest ? [line(`the smallest: ${smallest.name}`, smallest)] : []),
        line("the stack itself, the bench in it", own),
        line("everything, the DynamoDB engine too", whole),
      ],
    );
  } finally {
    await stack.stop();
  }
}

/** Runs a function that the story has no use for, with an event that may well be none of its own. */
async function warm({ endpoint, region }: Stack, name: string): Promise<void> {
  const credentials = { accessKeyId: "bench", secretAccessKey: "local" };
  const client = new LambdaClient({ endpoint, region, credentials });
  await client.send(new InvokeCommand({ FunctionName: name, Payload: Buffer.from('{"moment":"minute"}') }));
}
