import type { z } from "zod";
import { shapes } from "./properties.ts";
import type { Found, Templates } from "./templates.ts";

interface Common {
  id: string;
  where: string;
  functionName: string;
  sourceArn: string;
  batchSize: number;
  reportsFailures: boolean;
}

export interface QueueMapping extends Common {
  kind: "queue";
  /** How many of its batches may be in flight. */
  concurrency: number;
}

export interface StreamMapping extends Common {
  kind: "stream";
  /** Event patterns of which a record must match one; none lets every record pass. */
  patterns: unknown[];
  bisects: boolean;
  /** Below zero: without an end. */
  retries: number;
  maxAgeMs: number;
  /** How long records are gathered for one batch. */
  gatherMs: number;
  /** A queue or a bucket. */
  failuresTo?: string;
}

/** A queue or a stream that Lambda reads for a function. */
export type MappingDescription = QueueMapping | StreamMapping;

/** Where nothing is said Lambda starts with five batches at once. */
const USUAL_CONCURRENCY = 5;

export function describeMappings(templates: Templates): MappingDescription[] {
  return templates.each("AWS::Lambda::EventSourceMapping", shapes.mapping, describe).filter((one) => one !== undefined);
}

function describe({
  where,
  ref,
  properties: p,
}: Found<z.output<typeof shapes.mapping>>): MappingDescription | undefined {
  if (!p.Enabled) return undefined;
  const common = {
    id: ref,
    where,
    functionName: p.FunctionName.replace(/^arn:.*:function:/, ""),
    sourceArn: p.EventSourceArn,
    reportsFailures: p.FunctionResponseTypes.length > 0,
  };
  const service = p.EventSourceArn.split(":")[2];
  if (service === "sqs") {
    const batchSize = p.BatchSize ?? 10;
    if (batchSize > 10) throw new Error(`${where}: the local stack reads at most 10 messages a batch`);
    if (p.FilterCriteria !== undefined) throw new Error(`${where}: the local stack filters no queues`);
    if (p.MaximumBatchingWindowInSeconds > 0) throw new Error(`${where}: the local stack gathers from streams only`);
    const concurrency = p.ScalingConfig?.MaximumConcurrency ?? USUAL_CONCURRENCY;
    if (concurrency < 2) throw new Error(`${where}: MaximumConcurrency must be 2 or more`);
    return { kind: "queue", ...common, batchSize, concurrency };
  }
  if (service !== "dynamodb") throw new Error(`${where}: the local stack reads queues and DynamoDB streams only`);
  if (p.StartingPosition === undefined) throw new Error(`${where}: a stream needs a StartingPosition`);
  const failuresTo = p.DestinationConfig.OnFailure?.Destination;
  return {
    kind: "stream",
    ...common,
    batchSize: p.BatchSize ?? 100,
    patterns: (p.FilterCriteria?.Filters ?? []).map(({ Pattern }): unknown => JSON.parse(Pattern)),
    bisects: p.BisectBatchOnFunctionError,
    retries: p.MaximumRetryAttempts,
    gatherMs: p.MaximumBatchingWindowInSeconds * 1000,
    // Without an age the stream's own day is the end.
    maxAgeMs: (p.MaximumRecordAgeInSeconds < 0 ? 86_400 : p.MaximumRecordAgeInSeconds) * 1000,
    ...(failuresTo !== undefined && { failuresTo }),
  };
}
