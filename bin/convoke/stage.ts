import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import type { Command } from "commander";
import * as z from "zod/mini";
import { Unreachable } from "#bin/convoke/client";
import { credentialTrouble } from "#bin/convoke/credentials";
import { output, outputsFile, readOutputs } from "#bin/convoke/outputs";
import { nearest } from "#bin/convoke/suggest";
import { WrongUsage } from "#bin/convoke/trouble";

const config = z.looseObject({
  context: z.looseObject({
    stages: z.record(z.string(), z.looseObject({ region: z.string(), protected: z.exactOptional(z.boolean()) })),
  }),
});
const asked = z.looseObject({
  stage: z.exactOptional(z.string()),
  outputs: z.exactOptional(z.string()),
  url: z.exactOptional(z.string()),
  as: z.exactOptional(z.string()),
  region: z.exactOptional(z.string()),
});

/** Commands that ask nobody: the stage that they name is looked up in cdk.json alone. */
export const atHome = new WeakSet<Command>();

/** Before any command: where a stage or a file of its outputs is named, its address, bus, queues and region stand in for --url, the bus's and the queues' names and --region. */
export async function toStage(command: Command): Promise<void> {
  const { stage, outputs, url, as, region } = asked.parse(command.optsWithGlobals());
  if (atHome.has(command)) return;
  const named = stage ?? outputs;
  if (named === undefined && (url !== undefined || as !== undefined || !process.env["CONVOKE_OUTPUTS"])) return;
  if (url !== undefined) throw new WrongUsage("Give either --stage or --url, not both.");
  if (as !== undefined)
    throw new WrongUsage("--as is for the local stack only; at a stage your AWS credentials say who you are.");
  const found = await stageAddress(stage, region, outputs);
  let root = command;
  while (root.parent) root = root.parent;
  root
    .setOptionValue("url", found.url)
    .setOptionValue("region", found.region)
    .setOptionValue("stageName", found.stage)
    .setOptionValue("stageOutputs", found.outputs)
    .setOptionValue("stageBus", found.bus)
    .setOptionValue("stageQueues", `convoke-${found.stage}-`);
}

/** A deployed stage's door and bus: from a file of its outputs where there is one, else from CloudFormation. */
export async function stageAddress(asked: string | undefined, given?: string, file?: string) {
  if (asked !== undefined) stageIn(asked);
  const path = outputsFile(asked, file);
  if (path !== undefined) {
    const { stage, outputs } = readOutputs(path, asked);
    const of = (name: string) => output(outputs, name, `The file ${path}`);
    return { stage, url: of("SiteUrl"), bus: of("BusName"), region: given ?? stageIn(stage).region, outputs };
  }
  if (asked === undefined) throw new WrongUsage("Name a stage with --stage, or a file with --outputs.");
  const region = given ?? stageIn(asked).region;
  const client = new CloudFormationClient({ region, maxAttempts: 2 });
  const of = async (part: "record" | "workflow") => {
    const list = await outputsOf(client, `convoke-${asked}-${part}`, { stage: asked, region });
    return Object.fromEntries(list.map(({ OutputKey = "", OutputValue = "" }) => [OutputKey, OutputValue]));
  };
  const [record, workflow] = [await of("record"), await of("workflow")];
  return {
    stage: asked,
    url: output(record, "SiteUrl", `The stack convoke-${asked}-record`),
    bus: output(workflow, "BusName", `The stack convoke-${asked}-workflow`),
    region,
    outputs: { ...record, ...workflow },
  };
}

/** What cdk.json says of a stage. Throws where it has no such stage. */
export function stageIn(stage: string): { readonly region: string; readonly protected?: boolean } {
  const { stages } = config.parse(
    JSON.parse(readFileSync(join(import.meta.dirname, "../../cdk.json"), "utf-8")),
  ).context;
  const names = Object.keys(stages);
  const known = names.includes(stage) ? stages[stage] : undefined;
  if (known !== undefined) return known;
  const meant = nearest(stage, names);
  throw new WrongUsage(
    `cdk.json has no stage of this name; it has ${names.join(", ")}.${meant === undefined ? "" : ` Did you mean ${meant}?`}`,
  );
}

async function outputsOf(client: CloudFormationClient, StackName: string, at: { stage: string; region: string }) {
  try {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
    return Stacks?.[0]?.Outputs ?? [];
  } catch (error) {
    throw new Unreachable(whyNot(error, at), { cause: error });
  }
}

function whyNot(error: unknown, { stage, region }: { stage: string; region: string }): string {
  const name = error instanceof Error ? error.name : "";
  const message = error instanceof Error ? error.message : String(error);
  const trouble = credentialTrouble(error);
  if (trouble !== undefined) return trouble;
  if (name === "ValidationError" && /does not exist/.test(message))
    return `The stage ${stage} is not deployed in ${region} of this account. Deploy it with \`npx cdk deploy --context stage=${stage}\`, or name another region with --region.`;
  if (/AccessDenied|Unauthorized/.test(name))
    return `Your AWS credentials may not read the stacks of ${stage} (cloudformation:DescribeStacks). Ask ops for it.`;
  return `CloudFormation in ${region} could not be asked for the stage ${stage} (${name || message}).`;
}
