const WIDTH = 100;

/** How many faults of which kinds an unkind stack has made, in lines as wide as the others. */
export function faultLines(faults: ReadonlyMap<string, number>): string[] {
  const total = [...faults.values()].reduce((sum, count) => sum + count, 0);
  const kinds = [...faults].sort().map(([kind, count]) => `${kind} ${count}`);
  const lines = [`${total} faults injected:`];
  for (const [index, kind] of kinds.entries()) {
    const part = `${kind}${index + 1 < kinds.length ? "," : ""}`;
    const line = `${lines.at(-1)} ${part}`;
    if (line.length <= WIDTH) lines[lines.length - 1] = line;
    else lines.push(`  ${part}`);
  }
  return lines;
}
