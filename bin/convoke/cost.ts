import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Command } from "commander";
import * as z from "zod/mini";
import { measured } from "#bin/convoke/measured";
import { printer, table } from "#bin/convoke/print";
import {
  assumed,
  essentials,
  idleLines,
  type Line,
  prices,
  roundLines,
  sum,
  type TemplateResource,
} from "#bin/convoke/reckon";
import { examples } from "#bin/convoke/shared";
import { atHome, stageIn } from "#bin/convoke/stage";
import { WrongUsage } from "#bin/convoke/trouble";
import { withExamples } from "#lib/config";
import { synthesize } from "#lib/local/synthesize";

const MOST = 10_000_000;
const globals = z.object({ json: z.boolean(), stage: z.exactOptional(z.string()) });
const stagesOf = z.record(z.string(), z.record(z.string(), z.unknown()));
const template = z.object({
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), Properties: z._default(z.record(z.string(), z.unknown()), {}) }),
  ),
});

export function costCommands(program: Command): void {
  const command = program
    .command("cost")
    .description("what AWS would bill by its list prices: a round, or a stage that nobody uses")
    .option("--invitees <number>", "a round to so many, with its answers and reminders")
    .option("--idle", "the fixed lines of a month, from the templates of --stage (dev where none is named)")
    .action(async (options: { invitees?: string; idle?: boolean }, command: Command) => {
      const { json, stage } = globals.parse(command.optsWithGlobals());
      if ((options.invitees === undefined) === (options.idle === undefined))
        throw new WrongUsage(
          "Say --invitees <number> for a round, or --idle for a stage that nobody uses.",
          "convoke cost",
        );
      const print = printer(json);
      if (options.invitees === undefined) {
        const name = stage ?? "dev";
        stageIn(name);
        const lines = idleLines(await resourcesOf(name));
        print.answer(answered(lines, { stage: name }), () => idleSaid(name, lines));
        return;
      }
      if (stage !== undefined)
        throw new WrongUsage("--stage goes with --idle; a round costs the same on every stage.", "convoke cost");
      const invitees = whole(options.invitees);
      const lines = roundLines(invitees);
      print.answer(answered(lines, { invitees }), () => roundSaid(invitees, lines));
    });
  atHome.add(command);
  examples(command, "cost --invitees 10000", "cost --idle --stage prod");
}

function whole(text: string): number {
  if (!/^[1-9]\d{0,7}$/.test(text) || Number(text) > MOST)
    throw new WrongUsage(`--invitees is a whole number from 1 to ${MOST}, such as 300.`, "convoke cost");
  return Number(text);
}

const answered = (lines: readonly Line[], of: object) => ({
  accepted: true,
  ...of,
  dollars: sum(lines),
  lines,
  pricesOf: prices.asOf,
  region: prices.region,
});
const money = (dollars: number) => `$${dollars < 0.005 && dollars > 0 ? dollars.toFixed(4) : dollars.toFixed(2)}`;
const rows = (lines: readonly Line[]) =>
  table(
    ["what", "how many", "dollars"],
    lines.filter(({ amount }) => amount > 0).map(({ what, amount, dollars }) => [what, shown(amount), money(dollars)]),
  );
const shown = (amount: number) =>
  amount < 10 ? String(Number(amount.toPrecision(2))) : Math.round(amount).toLocaleString("en");
const listPrices = `List prices of ${prices.region} as noted on ${prices.asOf} (bin/convoke/prices.json), without taxes`;

function roundSaid(invitees: number, lines: readonly Line[]): string {
  const { measured: day, command, invitees: counted } = measured();
  const mails = lines[0];
  const plan = mails && essentials(mails.amount) - mails.dollars;
  return [
    rows(lines),
    `A round to ${invitees.toLocaleString("en")} invitees: about ${money(sum(lines))}, of which mail ${money(mails?.dollars ?? 0)}${plan === undefined ? "" : `; ${money(plan)} more on SES's Essentials plan, which new accounts have`}.`,
    `Taken: ${assumed}.`,
    `Counted on ${day} on a round to ${counted} on one machine (${command}): Lambda's seconds are that machine's. ${listPrices}; what an account has free is not taken off.`,
  ].join("\n");
}

function idleSaid(stage: string, lines: readonly Line[]): string {
  const sizes = Object.values(prices.bySize).map(({ dollars, of }) => `${money(dollars)} ${of}`);
  return [
    rows(lines),
    `The stage ${stage}, while nobody uses it: ${money(sum(lines))} a month. By size, and next to nothing at this scale: ${sizes.join("; ")}.`,
    `${listPrices}; what an account has free is taken off once, though its stages share it.`,
  ].join("\n");
}

/** Every resource of a stage, from templates that are synthesized for it now. */
async function resourcesOf(stage: string): Promise<TemplateResource[]> {
  const folder = mkdtempSync(join(tmpdir(), "convoke-cost-"));
  try {
    await synthesize(folder, (context) => {
      const stages = stagesOf.parse(context["stages"]);
      const { prod } = stages;
      return { ...context, stage, stages: { ...stages, ...(prod && { prod: withExamples(prod) }) } };
    });
    return readdirSync(folder)
      .filter((file) => file.endsWith(".template.json"))
      .flatMap((file) =>
        Object.values(template.parse(JSON.parse(readFileSync(join(folder, file), "utf-8"))).Resources),
      );
  } finally {
    rmSync(folder, { recursive: true });
  }
}
