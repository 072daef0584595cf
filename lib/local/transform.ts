import { isRecord } from "./pattern-values.ts";

/** An EventBridge input transformer. */
export interface InputTransformer {
  /** Variable name to JSON path, such as "$.detail.mail.tags.mail[0]". */
  paths: Record<string, string>;
  template: string;
}

export interface TransformContext {
  ruleArn: string;
  ruleName: string;
  /** ISO instant at which the bus took the event. */
  ingestionTime: string;
}

type Step = string | number | "*";
const ABSENT = Symbol("absent");

/**
 * Compiles a transformer into what is sent instead of the event; throws for what EventBridge refuses.
 * A path that leads nowhere gives the empty string (as recorded on AWS). Inside quotes a value is put in as text, outside as JSON.
 */
export function compileTransformer({
  paths,
  template,
}: InputTransformer): (event: unknown, context: TransformContext) => string {
  const steps = new Map(Object.entries(paths).map(([name, path]) => [checkName(name), parsePath(path)]));
  if (steps.size > 100) throw new Error("An input transformer has at most 100 paths");
  const pieces = splitTemplate(template);
  for (const { variable } of pieces) {
    if (variable !== undefined && !steps.has(variable) && !PREDEFINED.has(variable)) {
      throw new Error(`The input template uses <${variable}>, which the paths do not define`);
    }
  }
  const fill = (value: (variable: string) => unknown) =>
    pieces.map(({ text, variable, quoted }) => (variable === undefined ? text : put(value(variable), quoted))).join("");
  checkTemplate(
    template,
    fill(() => ABSENT),
  );
  return (event, context) => {
    const result = fill((variable) => {
      const path = steps.get(variable);
      return path === undefined ? PREDEFINED.get(variable)?.(event, context) : extract(event, path);
    });
    return template.trimStart().startsWith('"') ? String(JSON.parse(result)) : result;
  };
}

function checkName(name: string): string {
  if (!/^(?!AWS\.)[A-Za-z0-9_-]{1,256}$/.test(name))
    throw new Error(`EventBridge does not take ${name} as a name in InputPathsMap`);
  return name;
}

function checkTemplate(template: string, filled: string): void {
  if (template.length === 0 || template.length > 8192) throw new Error("An input template has 1 to 8192 characters");
  try {
    JSON.parse(filled);
  } catch {
    throw new Error(`The input template ${template} does not give JSON`);
  }
}

const PREDEFINED = new Map<string, (event: unknown, context: TransformContext) => unknown>([
  ["aws.events.rule-arn", (_, { ruleArn }) => ruleArn],
  ["aws.events.rule-name", (_, { ruleName }) => ruleName],
  ["aws.events.event.ingestion-time", (_, { ingestionTime }) => ingestionTime],
  ["aws.events.event.json", (event) => event],
  ["aws.events.event", (event) => (isRecord(event) ? { ...event, detail: undefined } : event)],
]);

interface Piece {
  text: string;
  variable?: string;
  quoted: boolean;
}

function splitTemplate(template: string): Piece[] {
  const pieces: Piece[] = [];
  let quoted = false;
  let last = 0;
  for (const match of template.matchAll(/\\.|"|<([A-Za-z0-9_.-]+)>/g)) {
    if (match[0] === '"') quoted = !quoted;
    if (match[1] === undefined) continue;
    pieces.push({ text: template.slice(last, match.index), quoted }, { text: "", variable: match[1], quoted });
    last = match.index + match[0].length;
  }
  return [...pieces, { text: template.slice(last), quoted }];
}

function put(value: unknown, quoted: boolean): string {
  const json = JSON.stringify(value === ABSENT ? "" : value);
  if (!quoted) return json;
  return typeof value === "string" || value === ABSENT ? json.slice(1, -1) : JSON.stringify(json).slice(1, -1);
}

/** Dot notation only: names of letters, digits, - and _, array indices and wildcards. */
function parsePath(path: string): Step[] {
  if (path.length > 256 || !/^\$(\.([A-Za-z0-9_/-]+|\*)|\[(\d+|\*)\])*$/.test(path)) {
    throw new Error(`EventBridge does not support the path ${path}`);
  }
  return [...path.matchAll(/\.([A-Za-z0-9_/-]+|\*)|\[(\d+|\*)\]/g)].map(([, name, index]) =>
    index !== undefined && index !== "*" ? Number(index) : (name ?? "*"),
  );
}

function extract(value: unknown, steps: readonly Step[]): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  if (step === "*") {
    const all = Array.isArray(value) ? value : isRecord(value) ? Object.values(value) : [];
    return all.map((one) => extract(one, rest)).filter((one) => one !== ABSENT);
  }
  if (typeof step === "number")
    return Array.isArray(value) && step < value.length ? extract(value[step], rest) : ABSENT;
  return isRecord(value) && Object.hasOwn(value, step) ? extract(value[step], rest) : ABSENT;
}
