import { compilePattern } from "#lib/local/pattern";
import { compileTransformer, type InputTransformer } from "#lib/local/transform";

/** An event as its targets get it. */
export interface BusEvent {
  version: "0";
  id: string;
  "detail-type": string;
  source: string;
  account: string;
  /** Whole seconds, ISO. */
  time: string;
  region: string;
  resources: string[];
  detail: unknown;
}

export interface RuleTarget {
  id: string;
  arn: string;
  roleArn?: string;
  /** A constant instead of the event. */
  input?: string;
  inputTransformer?: InputTransformer;
  deadLetterArn?: string;
  /** How often and how many seconds a target is tried again; EventBridge's own 185 times and 24 hours where nothing is said. */
  retry?: { attempts?: number; seconds?: number };
}

export interface RuleDescription {
  name: string;
  arn: string;
  busName: string;
  pattern: unknown;
  /** Default true. */
  enabled?: boolean;
  targets: readonly RuleTarget[];
}

export interface Delivery {
  rule: RuleDescription;
  target: RuleTarget;
  /** What the target receives: the event as JSON, or what its transformer made of it. */
  payload: string;
  event: BusEvent;
}

export interface Rule {
  description: RuleDescription;
  matches: (event: unknown) => boolean;
  payloads: { target: RuleTarget; payload: (event: BusEvent, json: string, now: string) => string }[];
}

/** Throws for a pattern or transformer that EventBridge refuses, and names the rule. */
export function compileRule(description: RuleDescription): Rule {
  try {
    if (description.targets.length > 5) throw new Error("a rule has at most five targets");
    return {
      description,
      matches: compilePattern(description.pattern),
      payloads: description.targets.map((target) => ({ target, payload: payloadOf(description, target) })),
    };
  } catch (error) {
    throw new Error(`Rule ${description.name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function payloadOf(rule: RuleDescription, { input, inputTransformer }: RuleTarget) {
  if (input !== undefined) return () => input;
  if (inputTransformer === undefined) return (_: BusEvent, json: string) => json;
  const transform = compileTransformer(inputTransformer);
  return (event: BusEvent, _: string, now: string) =>
    transform(event, { ruleArn: rule.arn, ruleName: rule.name, ingestionTime: now });
}
