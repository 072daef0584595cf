import { join } from "node:path";
import { Duration } from "aws-cdk-lib";
import { type IMetric, MathExpression, type Metric } from "aws-cdk-lib/aws-cloudwatch";
import { PolicyDocument, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Architecture, Code, EventSourceMapping, Function as Lambda, Runtime } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import type { FunctionName } from "#lib/functions";
import { alarm, runbook } from "./alarm.ts";
import type { Ground } from "./ground.ts";
import type { Inbox } from "./inbox.ts";
import { logGroup } from "./log-group.ts";
import { allow, type Use } from "./use.ts";

export interface StepProps {
  /** Who suffers when it fails, in words for a person; the alarms say it. It follows "If this is not seen to, …". */
  readonly impact: string;
  readonly uses: readonly Use[];
  /** Seconds; 30 where nothing is said. */
  readonly timeout?: number;
  /** MB; also decides the share of a processor, and so the cold start. */
  readonly memory?: number;
}

export interface FeedProps {
  /** How many of its invocations may run at once: 2 at least. Not a reserve, which a fresh account has none of. */
  readonly atOnce?: number;
}

/** A Lambda function with a role and a log group of its own. What it may do and what it finds in its environment come from the same list. */
export class Step extends Construct {
  readonly lambda: Lambda;
  readonly timeout: Duration;
  readonly impact: string;
  readonly #ground: Ground;
  readonly #name: FunctionName;
  readonly #may = new PolicyDocument();

  constructor(ground: Ground, name: FunctionName, { impact, uses, timeout = 30, memory = 512 }: StepProps) {
    super(ground, name);
    this.#ground = ground;
    this.#name = name;
    this.impact = impact;
    this.timeout = Duration.seconds(timeout);
    const log = logGroup(this, "Log", ground.config);
    // The policy stands in the role, so that a queue or stream never meets a function whose role cannot read it yet.
    const role = new Role(this, "Role", {
      assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
      inlinePolicies: { Own: this.#may },
    });
    this.lambda = new Lambda(this, "Function", {
      description: `${name}: when it fails, ${impact}`.slice(0, 256),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(join(ground.bundles, name), { exclude: ["*.map"] }),
      handler: "index.handler",
      timeout: this.timeout,
      memorySize: memory,
      logGroup: log,
      role,
      environment: { STAGE: ground.config.name, RUNBOOK: runbook(name) },
    });
    this.#may.addStatements(allow(["logs:CreateLogStream", "logs:PutLogEvents"], [log.logGroupArn]));
    this.use(...uses);
  }

  use(...uses: readonly Use[]): void {
    for (const { environment, statements } of uses) {
      for (const [name, value] of Object.entries(environment)) this.lambda.addEnvironment(name, value);
      this.#may.addStatements(...statements);
    }
  }

  /** Ten messages a batch; those that fail come back alone. */
  feedFrom({ queue }: Inbox, { atOnce }: FeedProps = {}): void {
    this.#may.addStatements(
      allow(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"], [queue.queueArn]),
    );
    new EventSourceMapping(this, `From${queue.node.scope?.node.id ?? ""}`, {
      target: this.lambda,
      eventSourceArn: queue.queueArn,
      batchSize: 10,
      reportBatchItemFailures: true,
      ...(atOnce !== undefined && { maxConcurrency: atOnce }),
    });
  }

  /** The function's one alarm: it rings where any of these reaches one. */
  alarmOn({ signs, what }: { readonly signs: readonly [IMetric, ...IMetric[]]; readonly what: string }): void {
    const [only, ...others] = signs;
    this.alarmAt(1, others.length === 0 ? only : anyOf(signs), what);
  }

  protected alarmAt(threshold: number, metric: IMetric, what: string): void {
    alarm(this, "Alarm", this.#ground, { metric, threshold, impact: this.impact, what, page: this.#name });
  }

  /** Where somebody waits for the answer: nobody but the one who asked sees it fail. */
  errors(): Metric {
    return this.lambda.metricErrors({ period: FIVE_MINUTES, statistic: "Sum" });
  }
}

/** The sum, in which a sign that says nothing counts for none. */
function anyOf(signs: readonly IMetric[]): IMetric {
  const names = signs.map((_, index) => `sign${index}`);
  return new MathExpression({
    expression: names.map((name) => `FILL(${name}, 0)`).join(" + "),
    usingMetrics: Object.fromEntries(signs.map((sign, index) => [`sign${index}`, sign])),
    period: FIVE_MINUTES,
  });
}

const FIVE_MINUTES = Duration.minutes(5);
