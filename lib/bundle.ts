import { existsSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { build, type Plugin } from "esbuild";
import { functions } from "#lib/functions";

interface Entry {
  readonly name: string;
  readonly entry: string;
}

/** What keeps a function from being bundled: entries that are not in the tree, or esbuild's own findings, by file. */
export class BundleError extends Error {}

/**
 * Bundles every function with one call of esbuild into build/functions/<name>/index.mjs, its source map beside it and the
 * metafile in build/functions/meta.json. Resolves with the folder. Throws BundleError before anything is written.
 */
export async function bundleFunctions(
  root: string = dirname(import.meta.dirname),
  entries: readonly Entry[] = functions,
): Promise<string> {
  const missing = entries.filter(({ entry }) => !existsSync(join(root, entry)));
  if (missing.length > 0)
    throw new BundleError(
      `${missing.length} of the functions listed in lib/functions.ts have no file:\n${missing.map(({ name, entry }) => `  ${name} should be in ${entry}`).join("\n")}`,
    );

  const outdir = "build/functions";
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: entries.map(({ name, entry }) => ({ in: entry, out: `${name}/index` })),
    outdir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "node",
    target: "node24",
    mainFields: ["module", "main"],
    sourcemap: "external",
    // Arabic as it is: escaped, each letter would be six bytes.
    charset: "utf8",
    legalComments: "none",
    metafile: true,
    write: false,
    logLevel: "silent",
    plugins: [withoutFileTypes(root)],
    alias: { "@aws-sdk/credential-provider-node": "./functions/platform/lambda-credentials.ts" },
  }).catch((error: unknown) => {
    throw new BundleError(error instanceof Error ? error.message : String(error));
  });
  const folder = join(root, outdir);
  await Promise.all(outputFiles.map(({ path, contents }) => replace(path, contents)));
  await replace(join(folder, "meta.json"), Buffer.from(JSON.stringify(metafile)));
  return folder;
}

/** A relative import cannot be an alias: the resolver answers for it. */
function withoutFileTypes(root: string): Plugin {
  return {
    name: "without-file-types",
    setup(build) {
      build.onResolve({ filter: /^\.\/mime-types\.js$/ }, ({ importer }) =>
        importer.includes("node_modules/nodemailer/")
          ? { path: join(root, "functions/platform/mime-types.ts") }
          : undefined,
      );
    },
  };
}

/** Whole or not at all, and untouched where nothing changed: another synth may be reading the same file. */
async function replace(path: string, contents: Uint8Array): Promise<void> {
  const before = await readFile(path).catch(() => undefined);
  if (before?.equals(contents)) return;
  const draft = `${path}.${process.pid}`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(draft, contents);
  await rename(draft, path);
}
