/** Does something to each, one after another; what fails keeps none of the others from its turn, and the first failure is told at the end, with how many there were. */
export async function sweep<T>(all: readonly T[], act: (one: T) => Promise<void>): Promise<void> {
  const failures: unknown[] = [];
  for (const one of all) {
    try {
      await act(one);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0)
    throw new Error(`${failures.length} of ${all.length} failed; the sweep is tried again.`, { cause: failures[0] });
}
