import type { TestProject } from "vitest/node";
import { synthesize } from "#lib/local/synthesize";

/** Synthesizes once for every test that needs the assembly: the very one that `cdk deploy` would deploy. */
export default async function setup(project: TestProject): Promise<void> {
  project.provide("assembly", await synthesize());
}

declare module "vitest" {
  export interface ProvidedContext {
    assembly: string;
  }
}
