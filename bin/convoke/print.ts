import type { Answer } from "#bin/convoke/client";

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

function badRows(answer: Answer): string[] {
  const { bad } = answer;
  if (!Array.isArray(bad)) return [];
  return bad
    .slice(3)
    .map((row: unknown) =>
      typeof row === "object" && row !== null && "line" in row && "sentence" in row
        ? `${String(row.line)}: ${String(row.sentence)}`
        : String(row),
    );
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
