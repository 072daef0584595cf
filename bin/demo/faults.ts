/** How many faults of which kinds an unkind stack has made: two lines at most a hundred columns would cut, so as many as it takes. */
export function faultLines(faults: ReadonlyMap<string, number>): string[] {
  const total = [...faults.values()].reduce((sum, count) => sum + count, 0);
  return [
    `${total} faults injected: ${[...faults]
      .sort()
      .map(([kind, count]) => `${kind} ${count}`)
      .join(", ")}`,
  ];
}
