/** Full jitter: a random share of 50 ms doubled at each attempt, at most 2 s. */
export async function pause(attempt: number): Promise<void> {
  const most = Math.min(2_000, 50 * 2 ** attempt);
  await new Promise((resolve) => setTimeout(resolve, Math.random() * most));
}
