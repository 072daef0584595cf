import type { Answer, Client } from "#bin/convoke/client";
import { Refused } from "#bin/convoke/trouble";

/** Everything the command line prints: sentences for people, one JSON line for machines, never both. A refusal is thrown, and printed once, by whoever runs the command. */
export function printer(json: boolean) {
  return {
    answer(answer: Answer, sentence: (answer: Answer) => string): void {
      if (!answer.accepted) throw new Refused(answer);
      console.log(json ? JSON.stringify(answer) : sentence(answer));
    },
  };
}

export function refusalLines(answer: Answer): string[] {
  return [
    `Refused (${answer.code ?? "refused"}): ${answer.sentence ?? "no reason was given."}`,
    ...badRows(answer).map((line) => `  ${line}`),
  ];
}

/** The same door, which says on a terminal that it waits; in a pipe it is silent. */
export function patient(client: Client, json: boolean): Client {
  const shown = !json && process.stderr.isTTY;
  const waiting = async <T>(text: string, act: () => Promise<T>): Promise<T> => {
    if (!shown) return act();
    process.stderr.write(`\r${text} …`);
    try {
      return await act();
    } finally {
      process.stderr.write("\r\u001b[K");
    }
  };
  return {
    command: async (type, detail, commandId) =>
      waiting(`asking for ${type}`, () => client.command(type, detail, commandId)),
    query: async (question) => waiting("looking", () => client.query(question)),
    file: async (text) => waiting("handing the file in", () => client.file(text)),
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
