/** The seed that follows `--unkind`; undefined where nobody asks for faults. Throws a sentence for what is no seed. */
export function seedIn(args: readonly string[]): number | undefined {
  const at = args.findIndex((arg) => arg === "--unkind" || arg.startsWith("--unkind="));
  if (at < 0) return undefined;
  const given = args[at] === "--unkind" ? args[at + 1] : args[at]?.slice("--unkind=".length);
  if (given === undefined || !/^\d{1,9}$/.test(given))
    throw new Error("--unkind takes the seed of the faults, a whole number such as --unkind 7.");
  return Number(given);
}
