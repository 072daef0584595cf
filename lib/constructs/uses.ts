import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { RELAY_FAILURES } from "#lib/record-stack";
import type { DoorName } from "#platform/invoke";
import type { Flow, Ground } from "./ground.ts";
import { allow, type Use } from "./use.ts";

const verbs = {
  get: "dynamodb:GetItem",
  many: "dynamodb:BatchGetItem",
  query: "dynamodb:Query",
  put: "dynamodb:PutItem",
  update: "dynamodb:UpdateItem",
  /** Rows that a transaction does not change: the guards of a commit. */
  check: "dynamodb:ConditionCheckItem",
  remove: "dynamodb:DeleteItem",
} as const;

/** The table of state; `list` queries the index of that name. The local stack tells which of them a function never uses. */
export function records({ record }: Ground, ...may: readonly (keyof typeof verbs | "list")[]): Use {
  const { tableName, tableArn } = record.records;
  const actions = may.flatMap((verb) => (verb === "list" ? [] : [verbs[verb]]));
  return {
    environment: { RECORDS_TABLE: tableName },
    statements: [
      ...(actions.length > 0 ? [allow(actions, [tableArn])] : []),
      ...(may.includes("list") ? [allow(["dynamodb:Query"], [`${tableArn}/index/list`])] : []),
    ],
  };
}

/** The table of facts: appended to, or read. Nothing may change or delete a row. (That a put overwrites none is the commit's condition; IAM cannot say it.) */
export function ledger({ record }: Ground, may: "append" | "read"): Use {
  return {
    environment: { LEDGER_TABLE: record.ledger.tableName },
    statements: [allow([may === "append" ? "dynamodb:PutItem" : "dynamodb:Query"], [record.ledger.tableArn])],
  };
}

const folders = { imports: "imports/*", documents: "documents/*", "relay-failures": `${RELAY_FAILURES}*` } as const;
const fileActions = { get: "s3:GetObject", put: "s3:PutObject", remove: "s3:DeleteObject" } as const;
type Files = { readonly [folder in keyof typeof folders]?: readonly (keyof typeof fileActions)[] };

/** The bucket, by folder. `missing`: the reader may meet a key that is not there, which S3 tells only to who may list. */
export function files({ record }: Ground, may: Files, missing: "missing" | "always-there"): Use {
  const { bucketArn, bucketName } = record.documents;
  const allowed = Object.entries(folders).flatMap(([folder, path]) => {
    const asked = Object.entries(may).find(([name]) => name === folder)?.[1] ?? [];
    return asked.length === 0
      ? []
      : [
          allow(
            asked.map((verb) => fileActions[verb]),
            [`${bucketArn}/${path}`],
          ),
        ];
  });
  return {
    environment: { DOCUMENTS_BUCKET: bucketName },
    statements: [...allowed, ...(missing === "missing" ? [allow(["s3:ListBucket"], [bucketArn])] : [])],
  };
}

/** The locked bucket: put into these folders, never taken from. Who seals days lists what is there. */
export function exportsOf({ record }: Ground, ...folders: readonly ("ledger" | "days")[]): Use {
  const { bucketArn, bucketName } = record.exports;
  return {
    environment: { EXPORTS_BUCKET: bucketName },
    statements: [
      allow(
        ["s3:PutObject"],
        folders.map((folder) => `${bucketArn}/${folder}/*`),
      ),
      ...(folders.includes("days") ? [allow(["s3:ListBucket"], [bucketArn])] : []),
    ],
  };
}

/** The links: who holds the secret can make every one of them. */
export function links({ record }: Ground): Use {
  const { secretArn } = record.linkSecret;
  return {
    environment: { LINK_SECRET: secretArn, SITE_URL: record.siteUrl },
    statements: [allow(["secretsmanager:GetSecretValue"], [secretArn])],
  };
}

/** The name of the key that new links are made with: labels of the secret, which tell nothing of what it holds. */
export function currentKey({ record }: Ground): Use {
  const { secretArn } = record.linkSecret;
  return {
    environment: { LINK_SECRET: secretArn },
    statements: [allow(["secretsmanager:DescribeSecret"], [secretArn])],
  };
}

/** The address of the pages, for whoever prints links without being able to make them. */
export function site({ record }: Ground): Use {
  return { environment: { SITE_URL: record.siteUrl }, statements: [] };
}

export function bus({ bus }: Flow): Use {
  return { environment: { BUS_NAME: bus.eventBusName }, statements: [allow(["events:PutEvents"], [bus.eventBusArn])] };
}

/** Asking a noun's command function and waiting for its answer. */
export function asks(name: DoorName, { functionArn, functionName }: IFunction): Use {
  return { environment: { [name]: functionName }, statements: [allow(["lambda:InvokeFunction"], [functionArn])] };
}

/** For whoever may begin or send a mail: when the stage went on from restored tables, where it did. */
export function restored({ config }: Ground): Use {
  return { environment: config.restore ? { RESTORE_EPOCH: config.restore.epoch } : {}, statements: [] };
}

/** Values of the stage's configuration, which need no grant. */
export function told({ config }: Ground, ...names: readonly (keyof typeof values)[]): Use {
  const entries = names.map((name) => [name, values[name](config)]);
  return { environment: Object.fromEntries(entries), statements: [] };
}

/** Who writes, and in which languages: what every page and mail ends with. */
export function secretariat(ground: Ground): Use {
  return told(ground, "SECRETARIAT_NAME", "MAIL_REPLY_TO", "POSTAL_ADDRESS", "LANGUAGES", "DEFAULT_LANGUAGE");
}

const values = {
  SECRETARIAT_NAME: ({ secretariat }: Ground["config"]) => JSON.stringify(secretariat),
  POSTAL_ADDRESS: ({ postalAddress }: Ground["config"]) => JSON.stringify(postalAddress),
  LANGUAGES: ({ languages }: Ground["config"]) => languages.join(","),
  TIME_ZONE: ({ timeZone }: Ground["config"]) => timeZone,
  DEFAULT_LANGUAGE: ({ defaultLanguage }: Ground["config"]) => defaultLanguage,
  TRUSTED_SOURCES: ({ trustedSources }: Ground["config"]) => trustedSources.join(","),
  MAIL_FROM: ({ mail }: Ground["config"]) => mail.from,
  MAIL_REPLY_TO: ({ mail }: Ground["config"]) => mail.replyTo,
  MAIL_RATE_SHARE: ({ mail }: Ground["config"]) => String(mail.rateShare),
  DIALOGUE: ({ dialogue }: Ground["config"]) => dialogue.id,
  DIALOGUE_NAME: ({ dialogue }: Ground["config"]) => JSON.stringify(dialogue.name),
  ALLOW_LIST: ({ mail }: Ground["config"]) => mail.allowList.join(","),
} as const;
