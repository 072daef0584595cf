import * as z from "zod/mini";
import type { Answer, Client } from "#bin/convoke/client";
import { Refused } from "#bin/convoke/trouble";

const badRow = z.object({ line: z.string(), column: z.exactOptional(z.string()), sentence: z.string() });
const TOLD = 3;
const MOST_BAD = 20;

/** Everything the command line prints: sentences for people, one JSON line for machines, never both. A refusal is thrown, and printed once, by whoever runs the command. */
export function printer(json: boolean) {
  return {
    note(text: string): void {
      if (!json) console.log(text);
    },
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
