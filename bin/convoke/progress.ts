/** Tells a person at a terminal that work goes on and for how long; in a pipe or with --json it says nothing. */
export async function withProgress<T>(text: string, quiet: boolean, work: () => Promise<T>): Promise<T> {
  if (quiet || !process.stderr.isTTY) return work();
  const begun = Date.now();
  const show = () => process.stderr.write(`\r\u001B[K${text} … ${Math.round((Date.now() - begun) / 1000)} s`);
  show();
  const ticking = setInterval(show, 1000);
  try {
    return await work();
  } finally {
    clearInterval(ticking);
    process.stderr.write("\r\u001B[K");
  }
}
