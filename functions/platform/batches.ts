/** In their order, at most ten a batch, and together no heavier than `heaviest` bytes: what is heavier alone goes alone. */
export function batches<T>(entries: readonly T[], weigh: (entry: T) => number, heaviest: number): T[][] {
  const made: T[][] = [];
  let batch: T[] = [];
  let weight = 0;
  for (const entry of entries) {
    const more = weigh(entry);
    if (batch.length === 10 || (batch.length > 0 && weight + more > heaviest)) {
      made.push(batch);
      batch = [];
      weight = 0;
    }
    batch.push(entry);
    weight += more;
  }
  return batch.length > 0 ? [...made, batch] : made;
}
