import * as z from "zod/mini";
import type { Answer } from "#bin/convoke/client";

const badRow = z.object({ line: z.string(), column: z.exactOptional(z.string()), sentence: z.string() });
const TOLD = 3;
const MOST_BAD = 20;

/** Everything the command line prints: sentences for people, one JSON line for machines, never both. */
export function printer(json: boolean) {
  return {
    answer(answer: Answer, sentence: (answer: Answer) => string): void {
      if (json) console.log(JSON.stringify(answer));
      else if (answer.accepted) console.log(sentence(answer));
      else {
        console.error(`Refused (${answer.code ?? "refused"}): ${answer.sentence ?? "no reason was given."}`);
        for (const line of badRows(answer)) console.error(`  ${line}`);
      }
      process.exitCode = answer.accepted ? 0 : 1;
    },
    note(text: string): void {
      if (!json) console.log(text);
    },
  };
}

/** The sentence tells the first three bad rows; these are the next ones, as many as a person reads at once. */
function badRows(answer: Answer): string[] {
  const { bad, badCount } = answer;
  if (!Array.isArray(bad)) return [];
  const lines = bad.slice(TOLD, MOST_BAD).map((row: unknown) => {
    const read = badRow.safeParse(row).data;
    return read ? `${read.line}${read.column === undefined ? "" : `, ${read.column}`}: ${read.sentence}` : String(row);
  });
  const more = (typeof badCount === "number" ? badCount : bad.length) - MOST_BAD;
  return more > 0 ? [...lines, `… and ${more} more; --json lists them all.`] : lines;
}

/** A table of plain text; columns of numbers to the right. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const cells = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? "").length)));
  const numeric = head.map((_, column) => rows.length > 0 && rows.every((row) => typeof row[column] === "number"));
  return cells
    .map((row) =>
      row
        .map((cell, column) =>
          numeric[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
        )
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
