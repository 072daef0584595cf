import * as z from "zod";
import { languages } from "#events/envelope";

const email = z.email("must be an e-mail address");
const words = z.string().min(1, "must not be empty");
/** A name in English, and in the other languages that pages and mails are in. */
const names = z.strictObject(
  { en: words, fr: words.optional(), ar: words.optional() },
  "must hold the name by language, English at least",
);

const tableName = z.string().regex(/^[\w.-]{3,255}$/, "must be the name of a table");

/** One stage in cdk.json. Every key is asked for, so that nobody deploys with a value nobody chose; only `optional` ones may be left out. */
const stage = z.strictObject({
  /** Where the personal data lies. */
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "must be an AWS region"),
  /** Without it, the account of whoever deploys. */
  account: z
    .string()
    .regex(/^\d{12}$/, "must be an account id of 12 digits, in quotes")
    .optional(),
  secretariat: names,
  /** The dialogue whose meetings the public pages show, and its name there. */
  dialogue: z.strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, "must be an id of small letters, digits and hyphens"),
    name: names,
  }),
  defaultLanguage: z.enum(languages, `must be one of ${languages.join(", ")}`),
  /** An address of one's own for the pages, with its certificate in the same region. Without it, API Gateway's. */
  site: z
    .strictObject({
      domain: z.string().regex(/^([a-z0-9-]+\.)+[a-z]{2,}$/, "must be a domain name"),
      certificate: z.string().regex(/^arn:aws[a-z-]*:acm:/, "must be the ARN of a certificate"),
    })
    .optional(),
  mail: z.strictObject({
    from: email,
    replyTo: email,
    /** Two stages of one account cannot both own a domain: one creates the identity, the others import it. */
    identity: z.enum(["create", "import"], "must be create or import"),
    /** Addresses and domains that may be written to; an empty list is everybody. */
    allowList: z.array(
      z.string().regex(/^[^@\s,]*@([a-z0-9-]+\.)+[a-z]{2,}$/i, "must be an address, or a domain with its @"),
    ),
    /** This stage's share of the account's rate and daily quota. */
    rateShare: z.number("must be a number").gt(0, "must be above 0").max(1, "must be at most 1"),
    requireTls: z.boolean("must be true or false"),
    /** Where bounces come back to: a subdomain of the sender's with records of its own. Without it, bounce.<the sender's domain> where the identity is created, SES's own where it is imported. */
    mailFrom: z
      .string()
      .regex(/^([a-z0-9-]+\.)+[a-z]{2,}$/, "must be a domain name")
      .optional(),
    /** Whether no round leaves before SES and every DNS record are as they must be. Without it, in prod alone. */
    releaseGate: z.boolean("must be true or false").optional(),
  }),
  /** Sources of commands that may release what a person has reviewed and publish what a person has cleared. */
  trustedSources: z.array(
    z.string().regex(/^convoke\.(secretariat|partner\.[a-z][a-z0-9-]*)$/, "must be a source of commands"),
  ),
  /** Accounts that may put commands on the bus, each under its own source convoke.partner.<name>. */
  partners: z.record(
    z.string().regex(/^[a-z][a-z0-9-]*$/, "a partner's name has small letters, digits and hyphens"),
    z.string().regex(/^\d{12}$/, "must be an account id"),
  ),
  /** Who is told when something fails; false makes no alarms, which cost by the piece. */
  alarms: z.union([z.literal(false), z.strictObject({ email })], "must be false, or hold the e-mail of whom to tell"),
  logDays: z.literal([1, 3, 7, 14, 30, 60, 90, 180, 365, 400, 731], "must be a number of days that CloudWatch offers"),
  /**
   * Tables to go on from, in the place of the stage's own: restored or imported under other names, with a stream on the ledger's.
   * `epoch` is an instant after the one that they hold and before the deploy: no mail of before it leaves again.
   */
  restore: z
    .strictObject({
      recordsTable: tableName,
      ledgerTable: tableName,
      ledgerStreamArn: z
        .string()
        .regex(/^arn:aws[a-z-]*:dynamodb:.+\/stream\/.+$/, "must be the ARN of the table's stream"),
      epoch: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/, "must be an instant in UTC, to the second"),
    })
    .optional(),
  /** Nothing of the stage can be deleted, by hand or by stack. */
  protected: z.boolean("must be true or false"),
});
export type StageConfig = z.infer<typeof stage> & { readonly name: string };

const example = {
  region: "eu-west-1",
  account: "123456789012",
  secretariat: { en: "Secretariat of the Dialogue", fr: "Secrétariat du dialogue" },
  dialogue: { id: "khartoum", name: { en: "The Dialogue", fr: "Le dialogue" } },
  defaultLanguage: "en",
  site: { domain: "meet.example.org", certificate: "arn:aws:acm:eu-west-1:123456789012:certificate/4f0c" },
  mail: {
    from: "secretariat@example.org",
    replyTo: "secretariat@example.org",
    identity: "create",
    allowList: ["@example.org", "someone@example.com"],
    rateShare: 0.5,
    requireTls: false,
    mailFrom: "bounce.example.org",
    releaseGate: true,
  },
  trustedSources: ["convoke.secretariat"],
  partners: { igad: "123456789012" },
  alarms: { email: "ops@example.org" },
  logDays: 30,
  restore: {
    recordsTable: "convoke-prod-records-20220207",
    ledgerTable: "convoke-prod-ledger-20220207",
    ledgerStreamArn:
      "arn:aws:dynamodb:eu-west-1:123456789012:table/convoke-prod-ledger-20220207/stream/2022-02-07T09:12:00.000",
    epoch: "2022-02-07T09:00:00Z",
  },
  protected: true,
} satisfies z.infer<typeof stage>;

/** What is wrong with the stages in cdk.json, a sentence a line. */
export class ConfigError extends Error {}

/** The chosen stage from the app's context. Throws ConfigError with every fault at once: stage, key and an example. */
export function stageConfig(chosen: unknown, stages: unknown): StageConfig {
  const known = z.record(z.string(), z.unknown()).safeParse(stages);
  if (!known.success)
    throw new ConfigError(
      "No stages were given. They stand in cdk.json under context.stages: start with `npx cdk`, or pass that context in CDK_CONTEXT_JSON.",
    );
  const names = Object.keys(known.data);
  if (typeof chosen !== "string" || !names.includes(chosen))
    throw new ConfigError(
      `There is no stage ${JSON.stringify(chosen)} in cdk.json. Choose one of ${names.join(", ")}; for example: npx cdk synth --context stage=${names[0] ?? "dev"}`,
    );
  if (!/^[a-z][a-z0-9]{0,11}$/.test(chosen))
    throw new ConfigError(`Stage ${chosen}: a stage's name has at most 12 small letters and digits; for example dev.`);
  const parsed = stage.safeParse(known.data[chosen], { reportInput: true });
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map((issue) => sentence(chosen, issue)).join("\n"));
  if (chosen === "prod" && !parsed.data.protected)
    throw new ConfigError(
      'Stage prod, key protected: must be true, so that no command deletes it; for example "protected": true',
    );
  if (chosen === "prod" && parsed.data.mail.releaseGate === false)
    throw new ConfigError(
      'Stage prod, key mail.releaseGate: must not be false, so that no round leaves before its mails can arrive; for example "releaseGate": true',
    );
  const { from, mailFrom } = parsed.data.mail;
  if (mailFrom !== undefined && !mailFrom.endsWith(`.${from.slice(from.lastIndexOf("@") + 1)}`))
    throw new ConfigError(
      `Stage ${chosen}, key mail.mailFrom: must be a subdomain of the domain of mail.from; for example ${shown(["mail", "mailFrom"])}`,
    );
  return { ...parsed.data, name: chosen };
}

/** Whether a stage's rounds wait until their mails can arrive. */
export function isGated({ name, mail }: StageConfig): boolean {
  return mail.releaseGate ?? name === "prod";
}

/** The domain that bounces come back to; undefined for SES's own. */
export function mailFromDomain({ mail }: StageConfig): string | undefined {
  const own = mail.from.slice(mail.from.lastIndexOf("@") + 1);
  return mail.identity === "create" ? (mail.mailFrom ?? `bounce.${own}`) : undefined;
}

function sentence(name: string, issue: z.core.$ZodIssue): string {
  const path = issue.path.map(String);
  if (issue.code === "unrecognized_keys") {
    const keys = Object.keys(z.record(z.string(), z.unknown()).parse(found(path).value));
    const wrong = issue.keys.map((key) => [...path, key].join("."));
    return `Stage ${name}, key ${wrong.join(", ")}: is not known; the keys there are ${keys.join(", ")}, for example ${shown([...path, keys[0] ?? ""])}`;
  }
  const inner = issue.code === "invalid_key" ? issue.issues[0]?.message : undefined;
  const fault = inner ?? (issue.input === undefined ? "is missing" : issue.message);
  return `Stage ${name}, key ${path.join(".")}: ${fault}; for example ${shown(path)}`;
}

/** How the example has it, as one would write it in cdk.json. */
function shown(path: readonly string[]): string {
  const { key, value } = found(path);
  return key === undefined ? JSON.stringify(value) : `${JSON.stringify(key)}: ${JSON.stringify(value)}`;
}

/** The part of the example that a path leads to, or that it leads into: a list's item is shown as the list. */
function found(path: readonly string[]): { readonly key: string | undefined; readonly value: unknown } {
  let key: string | undefined;
  let value: unknown = example;
  for (const step of path) {
    const inside = z.record(z.string(), z.unknown()).safeParse(value);
    if (!inside.success || !(step in inside.data)) break;
    key = step;
    value = inside.data[step];
  }
  return { key, value };
}
