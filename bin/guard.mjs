import * as module from "node:module";
import { fileURLToPath } from "node:url";

// Node runs our TypeScript itself from 22.18 on; an older one would die on the first type with a message that helps nobody.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `Convoke runs on Node 22.18 or later; this is ${process.versions.node}. ` +
      "Run `npm ci` without --omit=optional: it brings Node 24 along, and every npm script then uses it.",
  );
  process.exit(1);
}

// What is compiled once is read from there the next time: a start takes half as long.
module.enableCompileCache?.(fileURLToPath(new URL("../build/compiled", import.meta.url)));
