import {
  CloudFormationClient,
  DescribeStacksCommand,
  paginateListStackResources,
  paginateListStacks,
} from "@aws-sdk/client-cloudformation";

export interface Leftover {
  readonly type: string;
  /** What AWS calls it: a name, an ARN or an id. */
  readonly id: string;
}

/** What CloudFormation knows of a stage: which of its stacks stand, and what the destroyed ones left, as long as it remembers them (90 days). */
export async function leftovers(stage: string, region: string) {
  const client = new CloudFormationClient({ region, maxAttempts: 3 });
  const names = ["front-door", "workflow", "record"].map((part) => `convoke-${stage}-${part}`);
  const standing: string[] = [];
  for (const name of names) if (await stands(client, name)) standing.push(name);
  const gone: string[] = [];
  for await (const { StackSummaries = [] } of paginateListStacks(
    { client },
    { StackStatusFilter: ["DELETE_COMPLETE"] },
  ))
    gone.push(
      ...StackSummaries.flatMap(({ StackName = "", StackId = "" }) => (names.includes(StackName) ? [StackId] : [])),
    );
  const left: Leftover[] = [];
  for (const id of gone)
    for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client }, { StackName: id }))
      left.push(
        ...StackResourceSummaries.flatMap(({ ResourceStatus, ResourceType: type = "", PhysicalResourceId }) =>
          ResourceStatus === "DELETE_SKIPPED" && PhysicalResourceId ? [{ type, id: PhysicalResourceId }] : [],
        ),
      );
  return { standing, left };
}

async function stands(client: CloudFormationClient, StackName: string): Promise<boolean> {
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName }));
    return Stacks.some(({ StackStatus }) => StackStatus !== "DELETE_COMPLETE");
  } catch (error) {
    if (error instanceof Error && error.name === "ValidationError" && /does not exist/.test(error.message))
      return false;
    throw error;
  }
}
