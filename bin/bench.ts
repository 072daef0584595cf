import { bundles } from "#bin/bench/bundles";
import { events } from "#bin/bench/events";
import { ready } from "#bin/bench/ready";
import { machine } from "#bin/bench/table";
import { synthesize } from "#lib/local/synthesize";

/** `npm run bench [name …]`: measures on this machine and prints the tables of BENCHMARKS.md. */
const benches: Record<string, () => Promise<string>> = {
  bundles,
  ready: async () => ready(await synthesize()),
  events: async () => events(await synthesize()),
};

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !(name in benches));
if (unknown !== undefined) {
  console.error(`There is no benchmark "${unknown}". There are: ${Object.keys(benches).join(", ")}`);
  process.exit(2);
}
console.log(`Measured on ${machine()}\n`);
for (const [name, bench] of Object.entries(benches)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.log(`## ${name}\n\n${await bench()}\n`);
}
