import { type Texts, texts } from "#events/envelope";

/** Every name a function's environment may hold: one list for the infrastructure that sets them and the code that reads them. */
export const environmentNames = [
  "STAGE",
  "RECORDS_TABLE",
  "LEDGER_TABLE",
  "BUS_NAME",
  "DOCUMENTS_BUCKET",
  "LINK_SECRET",
  "SITE_URL",
  "MAIL_FROM",
  "MAIL_REPLY_TO",
  "SECRETARIAT_NAME",
  "CONFIGURATION_SET",
  "ALLOW_LIST",
  "MAIL_RATE_SHARE",
  "RELEASE_GATE",
  "RESTORE_EPOCH",
  "DEFAULT_LANGUAGE",
  "DIALOGUE",
  "DIALOGUE_NAME",
  "TRUSTED_SOURCES",
  "URGENT_QUEUE_URL",
  "BULK_QUEUE_URL",
  "PAGES_QUEUE_URL",
  "PARKED_QUEUE_URL",
  "SCHEDULE_GROUP",
  "SCHEDULE_ROLE_ARN",
  "MOMENTS_QUEUE_ARN",
  "DIALOGUE_COMMANDS",
  "MEETING_COMMANDS",
  "INVITATION_COMMANDS",
  "REPORT_COMMANDS",
  "MAIL_COMMANDS",
] as const;
export type EnvName = (typeof environmentNames)[number];

/** Read when it is needed, not when the file is loaded: a missing one fails the act that needs it, by name. */
export function environment(name: EnvName): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set for this function`);
  return value;
}
export function environmentList(name: EnvName): string[] {
  return environment(name)
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}
/** A name by language, as the stage's configuration has it. */
export function environmentTexts(name: EnvName): Texts {
  const read = texts(200).safeParse(JSON.parse(environment(name)));
  if (!read.success) throw new Error(`${name} is not a name by language for this function`);
  return read.data;
}
export function environmentNumber(name: EnvName): number {
  const value = Number(environment(name));
  if (!Number.isFinite(value)) throw new Error(`${name} is not a number for this function`);
  return value;
}
