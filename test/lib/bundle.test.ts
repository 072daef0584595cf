import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import * as z from "zod";
import { BundleError, bundleFunctions } from "#lib/bundle";
import { functions } from "#lib/functions";

const root = join(import.meta.dirname, "../..");
const entries = [
  { name: "meeting-facts", entry: "functions/meeting/facts.ts" },
  { name: "mail-facts", entry: "functions/mail/facts.ts" },
];

let tree: string;
beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), "convoke-bundle-"));
  symlinkSync(join(root, "node_modules"), join(tree, "node_modules"));
  const credentials = "functions/platform/lambda-credentials.ts";
  write(credentials, readFileSync(join(root, credentials), "utf-8"));
});
afterEach(() => rmSync(tree, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(join(tree, path, ".."), { recursive: true });
  writeFileSync(join(tree, path), text);
}
const file = z.object({
  inputs: z.record(z.string(), z.unknown()),
  outputs: z.record(z.string(), z.object({ entryPoint: z.string().optional() })),
});
const metafile = () => file.parse(JSON.parse(readFileSync(join(tree, "build/functions/meta.json"), "utf-8")));
const minutes = "export const handler = async (): Promise<string> => `the minutes`;\n";

describe("bundling", () => {
  it("writes each function into a folder of its own, its map beside it, and one metafile", async () => {
    write("functions/meeting/facts.ts", minutes);
    write("functions/mail/facts.ts", minutes);
    const folder = await bundleFunctions(tree, entries);
    expect(folder).toBe(join(tree, "build/functions"));
    for (const { name } of entries)
      expect(["index.mjs", "index.mjs.map"].filter((file) => existsSync(join(folder, name, file)))).toHaveLength(2);
    expect(metafile().outputs["build/functions/mail-facts/index.mjs"]?.entryPoint).toBe("functions/mail/facts.ts");
  });

  it("takes Lambda's credentials from the environment and leaves the SDK's chain out", async () => {
    write(
      "functions/mail/facts.ts",
      'export { defaultProvider as handler } from "@aws-sdk/credential-provider-node";\n',
    );
    await bundleFunctions(tree, entries.slice(1));
    const inputs = Object.keys(metafile().inputs);
    expect(inputs).toContain("functions/platform/lambda-credentials.ts");
    expect(inputs.filter((path) => /credential-provider-(node|sso|ini|process|http)|client-sts/.test(path))).toEqual(
      [],
    );
  });

  it("leaves a file alone that would be the same", async () => {
    write("functions/mail/facts.ts", minutes);
    const written = () => statSync(join(tree, "build/functions/mail-facts/index.mjs")).ino;
    await bundleFunctions(tree, entries.slice(1));
    const first = written();
    await bundleFunctions(tree, entries.slice(1));
    expect(written()).toBe(first);
  });

  it("names every entry that is missing, and writes nothing", async () => {
    write("functions/mail/facts.ts", minutes);
    await expect(bundleFunctions(tree, entries)).rejects.toThrow(
      "  meeting-facts should be in functions/meeting/facts.ts",
    );
    expect(existsSync(join(tree, "build"))).toBe(false);
  });

  it("says file and line of what cannot be bundled", async () => {
    write("functions/mail/facts.ts", 'import "./nowhere.ts";\n');
    const failure = bundleFunctions(tree, entries.slice(1));
    await expect(failure).rejects.toThrow(/functions\/mail\/facts\.ts:1:.*nowhere/);
    await expect(failure).rejects.toBeInstanceOf(BundleError);
  });
});

describe("the list of functions", () => {
  it("names each function after its noun and its entry", () => {
    const wrong = functions.filter(({ name, entry }) => entry !== `functions/${name.replace("-", "/")}.ts`);
    expect(wrong).toEqual([]);
  });
});
