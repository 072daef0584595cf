import { type Language, languages, type Texts, texts } from "#events/envelope";

/** Every name a function's environment may hold: one list for the infrastructure that sets them and the code that reads them. */
export const environmentNames = [
  "STAGE",
  "RUNBOOK",
  "RECORDS_TABLE",
  "LEDGER_TABLE",
  "BUS_NAME",
  "DOCUMENTS_BUCKET",
  "EXPORTS_BUCKET",
  "EXPORTS_FUNCTION",
  "LINK_SECRET",
  "SITE_URL",
  "MAIL_FROM",
  "MAIL_REPLY_TO",
  "SECRETARIAT_NAME",
  "POSTAL_ADDRESS",
  "CONFIGURATION_SET",
  "ALLOW_LIST",
  "MAIL_RATE_SHARE",
  "LANGUAGES",
  "RELEASE_GATE",
  "RESTORE_EPOCH",
  "DEFAULT_LANGUAGE",
  "TIME_ZONE",
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
  "INVITATION_ANSWERS",
  "REGISTRATION_COMMANDS",
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

/** Who writes, as the stage's configuration has it: name, mailbox, postal address, and what it can be read in. */
export function environmentSecretariat() {
  return {
    name: environmentTexts("SECRETARIAT_NAME"),
    email: environment("MAIL_REPLY_TO"),
    address: environmentTexts("POSTAL_ADDRESS"),
    languages: environmentLanguages(),
  };
}
/** The languages that the stage offers. */
export function environmentLanguages(): Language[] {
  const offered = environmentList("LANGUAGES");
  return languages.filter((language) => offered.includes(language));
}
/** A language where the stage offers it, else the stage's own. */
export function offered(language?: Language): Language {
  const all = environmentLanguages();
  const found = all.find((each) => each === language) ?? all.find((each) => each === environment("DEFAULT_LANGUAGE"));
  if (found === undefined) throw new Error("DEFAULT_LANGUAGE is none of LANGUAGES for this function");
  return found;
}
