import { bundles } from "#bin/bench/bundles";
import { cost } from "#bin/bench/cost";
import { events } from "#bin/bench/events";
import { imports } from "#bin/bench/import";
import { memory } from "#bin/bench/memory";
import { ready } from "#bin/bench/ready";
import { restart } from "#bin/bench/restart";
import { round } from "#bin/bench/round";
import { machine } from "#bin/bench/table";
import { synthesize } from "#lib/local/synthesize";

/** `npm run bench [name …]`: measures on this machine and prints the tables of BENCHMARKS.md. */
const benches: Record<string, () => Promise<string>> = {
  bundles,
  ready: async () => ready(await synthesize()),
  restart: async () => restart(await synthesize()),
  memory: async () => memory(await synthesize()),
  events: async () => events(await synthesize()),
  import: async () => imports(await synthesize()),
  cost: async () => cost(await synthesize()),
  round: async () => round(await synthesize()),
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
