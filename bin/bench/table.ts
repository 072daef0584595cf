import { cpus, totalmem } from "node:os";

/** A table in Markdown: what BENCHMARKS.md holds is what the command printed. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, place) => (place === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}

export function machine(): string {
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} × ${cpus()[0]?.model.trim() ?? "unknown"}, ${gigabytes} GB, Node ${process.versions.node}, ${process.platform} ${process.arch}`;
}

/** Minimum, median and maximum of what was measured. */
export function spread(values: readonly number[], digits = 2): [string, string, string] {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (place: number) => (sorted[place] ?? Number.NaN).toFixed(digits);
  return [at(0), at(sorted.length >> 1), at(sorted.length - 1)];
}

/** How long something took, in seconds. */
export async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}
