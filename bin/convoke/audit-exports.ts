import type { Command } from "commander";
import { Unreachable } from "#bin/convoke/client";
import { type ExportPlace, exportSource } from "#bin/convoke/export-source";
import { compareExports } from "#bin/convoke/exports";
import { output } from "#bin/convoke/outputs";
import { desk } from "#bin/convoke/shared";

/** How many findings an answer lists; its sentence names the first. */
const LISTED = 100;

/** `audit verify --exports`: the locked bucket against the ledger. A difference is a refusal, exit 1; so is nothing to compare. */
export async function exportsVerified(command: Command): Promise<void> {
  const { print } = desk(command);
  const { facts, exports, sealedDays, findings } = await compareExports(exportSource(placeOf(command)));
  const counts = { facts, exports, sealedDays };
  const [first] = findings;
  if (first !== undefined)
    return print.answer(
      {
        accepted: false,
        code: "exports-differ",
        sentence: `${first.what}: ${first.why}.${findings.length === 1 ? "" : ` ${findings.length - 1} more differ; --json lists them.`} RUNBOOK.md, "Who did what", says what to do.`,
        findings: findings.slice(0, LISTED),
        findingCount: findings.length,
        ...counts,
      },
      () => "",
    );
  if (facts === 0)
    return print.answer(
      {
        accepted: false,
        code: "nothing-exported",
        sentence:
          "Nothing was exported yet, so there is nothing to compare. What is written is exported within five minutes.",
        ...counts,
      },
      () => "",
    );
  print.answer(
    { accepted: true, ...counts },
    () =>
      `${facts} facts in ${exports} exports: the ledger holds each as it was written. ${sealedDays} days are sealed. What is younger than five minutes may not be exported yet.`,
  );
}

function placeOf(command: Command): ExportPlace {
  const { connection, stage } = desk(command);
  const { region, local, as } = connection;
  if (stage !== undefined) {
    const of = (name: string) => output(stage.outputs, name, `The stage ${stage.name}`);
    return { region, table: of("LedgerTable"), bucket: of("ExportsBucket") };
  }
  if (!local) throw new Unreachable("An address does not say which ledger is meant. Name the stage with --stage.");
  const { LedgerTable: ledger, ExportsBucket: exports } = local.outputs ?? {};
  if (ledger === undefined || exports === undefined)
    throw new Unreachable(
      "The stack that runs here is of an older version. End it and start it anew with `npm start`.",
    );
  return {
    region,
    table: ledger,
    bucket: exports,
    endpoint: local.endpoint,
    ...(as !== undefined && { as }),
  };
}
