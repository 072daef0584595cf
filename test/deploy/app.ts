import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SES_SOURCE, unknownTypes } from "./cannot.ts";
import "#bin/app";

// The project's own app; then, in what it wrote, the changes without which MiniStack cannot deploy it (cannot.ts).
interface Template {
  Resources: Record<string, { Type: string }>;
}
const isObject = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === "object" && value !== null;
const inDefaultGroup = {
  "Fn::Sub": "arn:${AWS::Partition}:scheduler:${AWS::Region}:${AWS::AccountId}:schedule/default/*",
};

const folder = process.env["CDK_OUTDIR"] ?? "cdk.out";
for (const file of readdirSync(folder).filter((name) => name.endsWith(".template.json"))) {
  const path = join(folder, file);
  const text = readFileSync(path, "utf-8");
  const { Resources }: Template = JSON.parse(text);
  const secrets = Object.keys(Resources).filter((id) => Resources[id]?.Type === "AWS::SecretsManager::Secret");
  const template: Template = JSON.parse(text, (_key, value: unknown) => forMiniStack(value, secrets));
  const known = Object.entries(template.Resources).filter(([, { Type }]) => !unknownTypes.some((one) => one === Type));
  writeFileSync(path, JSON.stringify({ ...template, Resources: Object.fromEntries(known) }, null, 1));
}

function forMiniStack(value: unknown, secrets: readonly string[]): unknown {
  if (!isObject(value)) return value;
  if (typeof value["MinimumLength"] === "number") return { ...value, MinimumLength: 8 };
  const attribute = [value["Fn::GetAtt"]].flat().at(-1);
  if (typeof attribute === "string" && attribute.startsWith("DkimDNSToken")) return attribute;
  const secret = secrets.find((id) => value["Ref"] === id);
  if (secret !== undefined) return { "Fn::GetAtt": [secret, "Id"] };
  const sources = [value["source"]].flat();
  if (sources.includes("aws.ses")) return { ...value, source: [...sources, SES_SOURCE] };
  const actions = [value["Action"]].flat();
  if (actions.includes("sqs:SendMessage")) return { ...value, Action: [...actions, "sqs:SendMessageBatch"] };
  if (actions.includes("scheduler:CreateSchedule"))
    return { ...value, Resource: [value["Resource"], inDefaultGroup].flat() };
  if (actions.includes("ses:SendEmail")) return { Effect: value["Effect"], Action: actions, Resource: "*" };
  return value;
}
