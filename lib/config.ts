import * as z from "zod";
import { languages } from "#events/envelope";
import { nearest } from "#lib/nearest";
import { subscriberExample, subscribers } from "#lib/subscriber-config";
import { type Fault, fault, sentence } from "./config-sentence.ts";
import { faultsAmong, faultsOf } from "./config-together.ts";

const email = z.email("must be an e-mail address");
const words = z.string().regex(/\S/, "must not be empty").max(200, "must be 200 characters at most");
/** A name in English, and in the other languages that pages and mails are in. */
const names = z.strictObject(
  { en: words, fr: words.optional(), ar: words.optional() },
  "must hold the name by language, English at least",
);

/** A place's zone: an offset such as +02:00 knows no summer. */
function isZone(zone: string): boolean {
  if (!/^([A-Z][A-Za-z_]+(\/[A-Za-z0-9_+-]+)+|UTC)$/.test(zone)) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

const days = z.int("must be a whole number of days").min(1, "must be at least 1").max(365, "must be at most 365");
const tableName = z.string().regex(/^[\w.-]{3,255}$/, "must be the name of a table");

/** One stage in cdk.json. Every key is asked for, so that nobody deploys with a value nobody chose; only `optional` ones may be left out. */
export const stageSchema = z.strictObject({
  /** Where the personal data lies. */
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "must be an AWS region"),
  /** The secretariat's own: dates on the public pages and times on the command line are printed in it. */
  timeZone: z.string().refine(isZone, "must be a time zone of the IANA database"),
  /** Without it, the account of whoever deploys; prod needs one. */
  account: z
    .string()
    .regex(/^\d{12}$/, "must be an account id of 12 digits, in quotes")
    .optional(),
  secretariat: names,
  /** Whom to write to by letter, in one line; it stands at the end of every page and mail. */
  postalAddress: names,
  /** The dialogue whose meetings the public pages show, and its name there. */
  dialogue: z.strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, "must be an id of small letters, digits and hyphens"),
    name: names,
  }),
  /** What pages and mails are offered in; a person who reads another one is written to in the default language. */
  languages: z
    .array(z.enum(languages, `must be one of ${languages.join(", ")}`), "must be a list of languages")
    .min(1, "must name one language at least")
    .refine((list) => new Set(list).size === list.length, "must name each language once"),
  defaultLanguage: z.enum(languages, `must be one of ${languages.join(", ")}`),
  /** An address of one's own for the pages, with its certificate in the same region; prod needs one. Without it, API Gateway's. */
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
    /** SES's price plan of the account: what a mail costs. */
    plan: z.enum(["a-la-carte", "essentials", "pro"], "must be a-la-carte, essentials or pro"),
    /** Addresses and domains that may be written to: some in every stage but prod, which leaves it out and writes to everybody. */
    allowList: z
      .array(
        z.string().regex(/^[^@\s,]*@([a-z0-9-]+\.)+[a-z]{2,}$/i, "must be an address, or a domain with its @"),
        "must be a list of addresses and domains",
      )
      .default([]),
    /** This stage's share of the account's rate and daily quota; those of one account and region add up to 1 at most. */
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
    "must be a list of sources",
  ),
  /** Accounts that may put commands on the bus, each under its own source convoke.partner.<name>. */
  partners: z.record(
    z.string().regex(/^[a-z][a-z0-9-]*$/, "a partner's name has small letters, digits and hyphens"),
    z.string().regex(/^\d{12}$/, "must be an account id"),
  ),
  /** Other systems that are told of facts, by a name of one's own. */
  subscribers: subscribers.optional(),
  /** Who is told when something fails; false makes no alarms, which cost by the piece. */
  alarms: z.union([z.literal(false), z.strictObject({ email })], "must be false, or hold the e-mail of whom to tell"),
  /** How long things are kept, in days. */
  retention: z.strictObject({
    logs: z.literal([1, 3, 7, 14, 30, 60, 90, 180, 365, 400, 731], "must be a number of days that CloudWatch offers"),
    /** Files handed in for an import: they hold names and addresses. */
    imports: days,
    /** What the relay could not hand on. The daily sweep needs a few days to. */
    relayFailures: z.int("must be a whole number of days").min(7, "must be at least 7").max(730, "must be at most 730"),
    /** The bus's archive of facts; the ledger has them for ever. */
    facts: days,
  }),
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
export type StageConfig = z.infer<typeof stageSchema> & { readonly name: string };

/** A stage with every key: what every sentence takes its example from. */
export const exampleStage = {
  region: "eu-west-1",
  timeZone: "Europe/Brussels",
  account: "123456789012",
  secretariat: { en: "Secretariat of the Dialogue", fr: "Secrétariat du dialogue" },
  postalAddress: { en: "1 Example Street, 1000 Brussels, Belgium", fr: "1 rue de l’Exemple, 1000 Bruxelles, Belgique" },
  dialogue: { id: "khartoum", name: { en: "The Dialogue", fr: "Le dialogue" } },
  languages: ["en", "fr"],
  defaultLanguage: "en",
  site: { domain: "meet.example.org", certificate: "arn:aws:acm:eu-west-1:123456789012:certificate/4f0c" },
  mail: {
    from: "secretariat@example.org",
    replyTo: "secretariat@example.org",
    identity: "create",
    plan: "a-la-carte",
    allowList: ["@example.org", "someone@example.com"],
    rateShare: 0.5,
    requireTls: false,
    mailFrom: "bounce.example.org",
    releaseGate: true,
  },
  trustedSources: ["convoke.secretariat"],
  partners: { igad: "123456789012" },
  subscribers: subscriberExample,
  alarms: { email: "ops@example.org" },
  retention: { logs: 30, imports: 7, relayFailures: 90, facts: 7 },
  restore: {
    recordsTable: "convoke-prod-records-20220207",
    ledgerTable: "convoke-prod-ledger-20220207",
    ledgerStreamArn:
      "arn:aws:dynamodb:eu-west-1:123456789012:table/convoke-prod-ledger-20220207/stream/2022-02-07T09:12:00.000",
    epoch: "2022-02-07T09:00:00Z",
  },
  protected: true,
} satisfies z.infer<typeof stageSchema>;

/** What is wrong with the stages in cdk.json, a sentence a line. */
export class ConfigError extends Error {}

/**
 * The chosen stage from the app's context; `here` is the account of whoever deploys, where it is known. Throws ConfigError
 * with every fault at once: stage, key and an example.
 */
export function stageConfig(chosen: unknown, stages: unknown, here?: string): StageConfig {
  const known = z.record(z.string(), z.unknown()).safeParse(stages);
  if (!known.success)
    throw new ConfigError(
      "No stages were given. They stand in cdk.json under context.stages: start with `npx cdk`, or pass that context in CDK_CONTEXT_JSON.",
    );
  const names = Object.keys(known.data);
  if (typeof chosen !== "string" || !names.includes(chosen)) {
    const meant = nearest(String(chosen), names);
    throw new ConfigError(
      `There is no stage ${JSON.stringify(chosen)} in cdk.json.${meant === undefined ? "" : ` Did you mean ${meant}?`} Choose one of ${names.join(", ")}; for example: npx cdk synth --context stage=${meant ?? names[0] ?? "dev"}`,
    );
  }
  if (!/^[a-z][a-z0-9]{0,11}$/.test(chosen))
    throw new ConfigError(`Stage ${chosen}: a stage's name has at most 12 small letters and digits; for example dev.`);
  const parsed = stageSchema.safeParse(known.data[chosen], { reportInput: true });
  const faults: Fault[] = parsed.success
    ? [...faultsOf({ ...parsed.data, name: chosen }), ...faultsAmong(chosen, known.data, here)]
    : parsed.error.issues.map(fault);
  const shown = faults.map((each) => sentence(chosen, each, exampleStage));
  if (!parsed.success || shown.length > 0) throw new ConfigError(shown.join("\n"));
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

/** A stage of cdk.json with an account and an address where it has none yet: for those who only look at its templates. */
export function withExamples(stage: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { account, site } = exampleStage;
  const certificate = site.certificate.replace(/^(arn:aws:acm:)[^:]+/, `$1${String(stage["region"])}`);
  return { account, site: { ...site, certificate }, ...stage };
}
