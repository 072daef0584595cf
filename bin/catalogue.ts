#!/usr/bin/env node
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { catalogueFiles } from "#bin/catalogue-files";

/** Writes events/schemas and events/CATALOGUE.md anew from the contracts; a test fails where they differ from what this writes. */
const root = join(import.meta.dirname, "..");
const schemas = join(root, "events", "schemas");
mkdirSync(schemas, { recursive: true });
for (const file of readdirSync(schemas)) rmSync(join(schemas, file));
const files = catalogueFiles(root);
for (const [path, text] of files) writeFileSync(join(root, path), text);
console.log(
  `${files.size} files written; the catalogue has ${readFileSync(join(root, "events/CATALOGUE.md"), "utf-8").split("\n").length} lines.`,
);
