/** How many letters must be added, taken out, changed or swapped to make one word of the other. */
function distance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, row) => Array.from({ length: b.length + 1 }, () => row));
  const at = (row: number, column: number) => rows[row]?.[column] ?? 0;
  for (let row = 0; row <= a.length; row++)
    for (let column = 0; column <= b.length; column++) {
      const cells = rows[row];
      if (!cells) continue;
      if (row === 0 || column === 0) cells[column] = row + column;
      else {
        const same = a[row - 1] === b[column - 1] ? 0 : 1;
        const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
        cells[column] = Math.min(
          at(row - 1, column) + 1,
          at(row, column - 1) + 1,
          at(row - 1, column - 1) + same,
          swapped ? at(row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY,
        );
      }
    }
  return at(a.length, b.length);
}

/** The word that was probably meant, or undefined where none is near. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (word.length > 64 || known.includes(word)) return undefined;
  const most = Math.max(1, Math.floor(word.length * 0.4));
  const scored = known
    .map((candidate) => ({ candidate, far: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ far }) => far <= most)
    .sort((a, b) => a.far - b.far);
  return scored[0]?.candidate;
}
