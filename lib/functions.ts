/** Every Lambda function: its name, and the file whose `handler` it runs. Bundles, stacks and tests read this one list. */
export const functions = [
  { name: "dialogue-commands", entry: "functions/dialogue/commands.ts" },
  { name: "dialogue-facts", entry: "functions/dialogue/facts.ts" },
  { name: "meeting-commands", entry: "functions/meeting/commands.ts" },
  { name: "meeting-moments", entry: "functions/meeting/moments.ts" },
  { name: "invitation-commands", entry: "functions/invitation/commands.ts" },
  { name: "invitation-facts", entry: "functions/invitation/facts.ts" },
  { name: "invitation-pages", entry: "functions/invitation/pages.ts" },
  { name: "registration-facts", entry: "functions/registration/facts.ts" },
  { name: "reminder-moments", entry: "functions/reminder/moments.ts" },
  { name: "reminder-pages", entry: "functions/reminder/pages.ts" },
  { name: "report-commands", entry: "functions/report/commands.ts" },
  { name: "report-facts", entry: "functions/report/facts.ts" },
  { name: "report-pages", entry: "functions/report/pages.ts" },
  { name: "mail-moments", entry: "functions/mail/moments.ts" },
  { name: "mail-lanes", entry: "functions/mail/lanes.ts" },
  { name: "mail-events", entry: "functions/mail/events.ts" },
  { name: "relay-ledger", entry: "functions/relay/ledger.ts" },
  { name: "relay-exports", entry: "functions/relay/exports.ts" },
  { name: "relay-moments", entry: "functions/relay/moments.ts" },
  { name: "site-public", entry: "functions/site/public.ts" },
  { name: "site-answer", entry: "functions/site/answer.ts" },
  { name: "console-gateway", entry: "functions/console/gateway.ts" },
  { name: "console-api", entry: "functions/console/api.ts" },
  { name: "console-unknown", entry: "functions/console/unknown.ts" },
] as const;

export type FunctionName = (typeof functions)[number]["name"];
