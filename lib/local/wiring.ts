import type { Blueprint } from "./blueprint.ts";
import type { Need } from "./engine.ts";
import type { Grants } from "./grants.ts";
import type { MappingDescription } from "./mappings.ts";

/** What Lambda needs of a function's role to read for it; a mapping without it cannot even be made on AWS. */
function readingNeeds(mapping: MappingDescription): Need[] {
  const need = (action: string, resource: string): Need => ({ action, resource, context: {} });
  if (mapping.kind === "queue") {
    return ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"].map((action) =>
      need(action, mapping.sourceArn),
    );
  }
  const reading = [
    "dynamodb:GetRecords",
    "dynamodb:GetShardIterator",
    "dynamodb:DescribeStream",
    "dynamodb:ListStreams",
  ];
  const needs = reading.map((action) => need(action, mapping.sourceArn));
  const { failuresTo } = mapping;
  if (failuresTo === undefined) return needs;
  if (failuresTo.startsWith("arn:aws:sqs:")) return [...needs, need("sqs:SendMessage", failuresTo)];
  return [...needs, need("s3:PutObject", `${failuresTo}/aws/lambda/${mapping.id}`), need("s3:ListBucket", failuresTo)];
}

/** Throws where the template's parts do not fit together, before anything runs. */
export function checkWiring(blueprint: Blueprint, grants: Grants): void {
  const { rules, mappings, queues, functions, tables, buckets, destinations } = blueprint;
  const queueArns = new Set(queues.map(({ arn }) => arn));
  const streams = new Set(tables.flatMap(({ stream }) => (stream === undefined ? [] : [stream.arn])));
  const roles = new Map(functions.map(({ name, roleArn }) => [name, roleArn]));
  for (const { name, targets } of rules) {
    for (const { arn, deadLetterArn } of targets) {
      const isOutside = destinations.some((one) => one.arn === arn) || /^arn:aws:events:.*:event-bus\//.test(arn);
      if (!queueArns.has(arn) && !isOutside)
        throw new Error(
          `Rule ${name} has the target ${arn}: the local stack's rules reach queues, buses and API destinations only`,
        );
      if (deadLetterArn !== undefined && !queueArns.has(deadLetterArn))
        throw new Error(`Rule ${name} leaves what was not taken in ${deadLetterArn}, which is no queue`);
    }
  }
  for (const mapping of mappings) {
    const { where, functionName, sourceArn, kind } = mapping;
    const roleArn = roles.get(functionName);
    if (roleArn === undefined) throw new Error(`${where}: there is no function ${functionName}`);
    if (!(kind === "queue" ? queueArns : streams).has(sourceArn))
      throw new Error(`${where}: there is no ${sourceArn} to read`);
    if (kind === "stream" && mapping.failuresTo !== undefined)
      checkDestination(
        mapping.failuresTo,
        where,
        queueArns,
        buckets.map(({ name }) => name),
      );
    for (const need of readingNeeds(mapping)) {
      if (grants.allows(roleArn, need)) continue;
      throw new Error(
        `Lambda cannot read ${sourceArn} for ${functionName}: ${grants.denial({ name: functionName, roleArn }, need).message}`,
      );
    }
  }
  checkFed(blueprint, grants);
}

function checkDestination(
  arn: string,
  where: string,
  queueArns: ReadonlySet<string>,
  buckets: readonly string[],
): void {
  if (queueArns.has(arn) || buckets.some((name) => arn === `arn:aws:s3:::${name}`)) return;
  throw new Error(`${where}: failures go to ${arn}, which is neither a queue nor a bucket of the template`);
}

/** A queue that somebody reads and nothing fills is a rule or a grant that is missing. */
function checkFed({ rules, mappings }: Blueprint, grants: Grants): void {
  const targets = new Set(rules.flatMap((rule) => rule.targets.map(({ arn }) => arn)));
  for (const { kind, sourceArn, functionName } of mappings) {
    if (kind !== "queue" || targets.has(sourceArn)) continue;
    if (grants.anybodyMay({ action: "sqs:SendMessage", resource: sourceArn, context: {} })) continue;
    throw new Error(
      `Nothing reaches ${functionName}: no rule has its queue ${sourceArn} as a target, and no role may send to it`,
    );
  }
}
