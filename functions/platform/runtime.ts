/** What this process runs on: versions alone, nothing of the machine. */
export function runtimeOf() {
  const { node, tz = "unknown", icu = "unknown" } = process.versions;
  return { node, tz, icu };
}
