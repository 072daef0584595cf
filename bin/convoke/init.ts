import type { Command } from "commander";
import * as z from "zod/mini";
import type { Client } from "#bin/convoke/client";
import { type Desk, desk, examples } from "#bin/convoke/shared";
import type { Member } from "#bin/convoke/staff-accounts";

const stage = z.looseObject({
  stage: z.string(),
  you: z.string(),
  site: z.string(),
  dialogue: z.looseObject({ id: z.string(), name: z.looseObject({ en: z.string() }) }),
  secretariat: z.looseObject({ en: z.string() }),
  from: z.string(),
  replyTo: z.string(),
  allowList: z.array(z.string()),
  languages: z.array(z.string()),
  timeZone: z.string(),
  parties: z.number(),
  contacts: z.number(),
  meetings: z.number(),
});
type Stage = z.infer<typeof stage>;

/** A party as the import takes it. Only asked about, never written. */
const PROBE =
  "code,kind,region,name_en,name_fr,name_ar,language,time_zone\nINIT,secretariat,europe,A,B,ج,en,Europe/Vienna\n";

/** The first command at a new stage: is it there, does it work, what does it hold, what comes next. It changes nothing and may be given again. */
export function initCommands(program: Command): void {
  const init = program
    .command("init")
    .description("the first command at a new stage: whether it works, what it holds already, and what to do next")
    .action(async (_options: object, command: Command) => {
      const { client, print, ...here } = desk(command);
      const said = await client.query({ query: "stage" });
      if (!said.accepted) return print.answer(said, () => "");
      const found = stage.parse(said);
      const taken = await tried(client, found);
      if (!taken.accepted) return print.answer(taken, () => "");
      const staff = await staffOf(here);
      const next = steps(found, staff, here);
      print.answer({ ...said, ...(staff && { staff }), next }, () => told(found, staff, here, next));
    });
  examples(init, "init --stage dev", "init --as amina");
}

/** Whether a file and a command go all the way: a dry run of an import. */
async function tried(client: Client, { dialogue }: Stage) {
  const fileId = await client.file(PROBE);
  const detail = { dialogueId: dialogue.id, fileId, format: "csv", existing: "skip", dryRun: true };
  return client.command("import-parties.v1", detail);
}

type Here = Pick<Desk, "connection" | "stage">;

/** Undefined where there are no accounts: on one machine, at an address, at a stage that was deployed before it had them. */
async function staffOf({ connection, stage }: Here): Promise<Member[] | undefined> {
  const pool = stage?.outputs["StaffPool"];
  if (pool === undefined) return undefined;
  const { staffAccounts } = await import("#bin/convoke/staff-accounts");
  return staffAccounts(connection.region, pool).list();
}

/** What is still to do, as commands to type. */
function steps(
  { parties, contacts, meetings }: Stage,
  staff: Member[] | undefined,
  { connection, stage }: Here,
): string[] {
  const at = stage ? ` --stage ${stage.name}` : connection.as === undefined ? "" : ` --as ${connection.as}`;
  const admin = staff === undefined || staff.some(({ role }) => role === "admin");
  const sample = "build/first-meeting.json";
  const steps = [
    ...(admin ? [] : ["staff invite <your address> --role admin"]),
    ...(parties > 0 ? [] : ["import parties bin/demo/dialogue/parties.json --dry-run"]),
    ...(contacts > 0 ? [] : ["import contacts bin/demo/dialogue/contacts.json --dry-run"]),
    // A file is written at home, whatever the stage.
    ...(meetings > 0 ? [] : [`meeting sample ${sample}`, `convene ${sample}`]),
    "round test <round> --to <your address>",
  ];
  return steps.map((line) => `npx convoke ${line}${line.startsWith("meeting sample") ? "" : at}`);
}

function told(found: Stage, staff: Member[] | undefined, { connection }: Here, next: readonly string[]): string {
  const { allowList, parties, contacts, meetings } = found;
  const rows = [
    ["Site", found.site],
    ["You are", found.you],
    ["Secretariat", `${found.secretariat.en} <${found.replyTo}>`],
    ["Mails come from", found.from],
    ["Mails go to", allowList.length === 0 ? "everybody" : `${allowList.join(", ")}; to anybody else they are refused`],
    ["Dialogue", `${found.dialogue.id}: ${found.dialogue.name.en}`],
    ["Languages", `${found.languages.join(", ")}; times in ${found.timeZone}`],
    [
      "It holds",
      `${count(parties, "party", "parties")}, ${count(contacts, "contact", "contacts")}, ${count(meetings, "meeting", "meetings")}`,
    ],
    ["Staff", accounts(staff, connection.local !== undefined)],
  ];
  return [
    `The stage ${found.stage} answers, and takes files and commands.`,
    "",
    ...rows.map(([label = "", value = ""]) => `  ${label.padEnd(16)} ${value}`),
    "",
    "Next:",
    ...next.map((line) => `  ${line}`),
  ].join("\n");
}

const count = (number: number, one: string, many: string) => `${number} ${number === 1 ? one : many}`;

function accounts(staff: Member[] | undefined, local: boolean): string {
  if (staff)
    return staff.length === 0
      ? "nobody yet"
      : staff.map(({ email, role }) => `${email} (${role ?? "no role"})`).join(", ");
  return local ? "no accounts on this machine: --as says who you are" : "not known here; name the stage with --stage";
}
