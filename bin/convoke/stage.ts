import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import type { Command } from "commander";
import * as z from "zod/mini";
import { Unreachable } from "#bin/convoke/client";
import { credentialTrouble } from "#bin/convoke/credentials";
import { nearest } from "#bin/convoke/suggest";
import { WrongUsage } from "#bin/convoke/trouble";

const config = z.looseObject({
  context: z.looseObject({ stages: z.record(z.string(), z.looseObject({ region: z.string() })) }),
});
const asked = z.looseObject({
  stage: z.exactOptional(z.string()),
  url: z.exactOptional(z.string()),
  as: z.exactOptional(z.string()),
  region: z.exactOptional(z.string()),
});

/** Before any command: where a stage is named, its address, bus, queues and region stand in for --url, the bus's and the queues' names and --region. */
export async function toStage(command: Command): Promise<void> {
  const { stage, url, as, region } = asked.parse(command.optsWithGlobals());
  if (stage === undefined) return;
  if (url !== undefined) throw new WrongUsage("Give either --stage or --url, not both.");
  if (as !== undefined)
    throw new WrongUsage("--as is for the local stack only; at a stage your AWS credentials say who you are.");
  const found = await stageAddress(stage, region);
  let root = command;
  while (root.parent) root = root.parent;
  root
    .setOptionValue("url", found.url)
    .setOptionValue("region", found.region)
    .setOptionValue("stageBus", found.bus)
    .setOptionValue("stageQueues", `convoke-${stage}-`);
}

/** A deployed stage's door and bus, from the outputs of its stacks. */
export async function stageAddress(stage: string, given?: string) {
  const { stages } = config.parse(
    JSON.parse(readFileSync(join(import.meta.dirname, "../../cdk.json"), "utf-8")),
  ).context;
  const names = Object.keys(stages);
  const known = names.includes(stage) ? stages[stage] : undefined;
  if (known === undefined) {
    const meant = nearest(stage, names);
    throw new WrongUsage(
      `cdk.json has no stage of this name; it has ${names.join(", ")}.${meant === undefined ? "" : ` Did you mean ${meant}?`}`,
    );
  }
  const region = given ?? known.region;
  const client = new CloudFormationClient({ region, maxAttempts: 2 });
  const output = async (part: "record" | "workflow", key: string) => {
    const outputs = await outputsOf(client, `convoke-${stage}-${part}`, { stage, region });
    const value = outputs.find(({ OutputKey }) => OutputKey === key)?.OutputValue;
    if (value === undefined)
      throw new Unreachable(`The stack convoke-${stage}-${part} has no output ${key}. Deploy the stage again.`);
    return value;
  };
  const [url, bus] = [await output("record", "SiteUrl"), await output("workflow", "BusName")];
  return { url, bus, region };
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
