import type { Command } from "commander";
import { accountFindings } from "#bin/convoke/doctor/account";
import { capacityFindings } from "#bin/convoke/doctor/capacity";
import { type Patient, patientOf } from "#bin/convoke/doctor/patient";
import { runtimeFindings } from "#bin/convoke/doctor/runtime";
import { tableFindings } from "#bin/convoke/doctor/tables";
import { waitingFindings } from "#bin/convoke/doctor/waiting";
import { type printer, table } from "#bin/convoke/print";
import { examples } from "#bin/convoke/shared";
import { Refused } from "#bin/convoke/trouble";
import type { Finding } from "#platform/finding";

const words = { ok: "ok", "not-ok": "not ok", unknown: "cannot know" } as const;

export function doctorCommands(program: Command): void {
  examples(
    program
      .command("doctor")
      .description("whether mails can leave and arrive, and whether all that is planned is booked; exit 1 if not"),
    "doctor",
    "doctor --stage prod",
  ).action(async (_options: object, command: Command) => {
    const { print, patient } = await patientOf(command);
    pronounce(print, patient, await examined(patient));
  });
}

/** Prints what was found; throws where something is wrong, so that the exit code says it too. */
export function pronounce(print: ReturnType<typeof printer>, patient: Patient, findings: readonly Finding[]): void {
  const { config, here, place } = patient;
  const lines = [`Stage ${config.name}${here ? " on this machine" : ` in ${place.region}`}`, report(findings)];
  const wrong = findings.filter(({ state }) => state === "not-ok");
  if (wrong.length === 0) {
    print.answer({ accepted: true, findings }, () => [...lines, conclusion(findings)].join("\n"));
    return;
  }
  for (const line of lines) print.note(line);
  throw new Refused({
    accepted: false,
    code: "not-well",
    sentence: `${wrong.length} of ${findings.length} ${wrong.length === 1 ? "is" : "are"} not ok; each line above says what to do.`,
    findings,
  });
}

/** Everything that is looked at, in the order in which it is told. */
export async function examined(patient: Patient): Promise<Finding[]> {
  const parts = [runtimeFindings, accountFindings, capacityFindings, tableFindings, waitingFindings];
  return (await Promise.all(parts.map(async (part) => part(patient)))).flat();
}

function report(findings: readonly Finding[]): string {
  const rows = findings.flatMap(({ check, state, said, todo }) => [
    [words[state], `${check}: ${said}`],
    ...(todo === undefined || state === "ok" ? [] : [["", `→ ${todo}`]]),
  ]);
  return table(["", "what"], rows);
}

function conclusion(findings: readonly Finding[]): string {
  const unknown = findings.filter(({ state }) => state === "unknown").length;
  return unknown === 0
    ? `All ${findings.length} are ok.`
    : `Nothing is wrong, and ${unknown} of ${findings.length} could not be looked at.`;
}
