/** What a probe says once it says something: asked again and again, until a deadline that names what did not come. */
export async function until<T>(
  what: string,
  probe: () => Promise<T | undefined> | T | undefined,
  seconds = 60,
): Promise<T> {
  for (const end = Date.now() + seconds * 1000; ; ) {
    const found = await probe();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`Within ${seconds} s there was not: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
