import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { stageConfig } from "#lib/config";
import { ConvokeStage } from "#lib/convoke-stage";
import { context } from "#test/lib/context";

/** The stage dev with subscribers, over the bundles that were made for the other tests. Gives the folder of the assembly. */
export function subscribed(subscribers: object): string {
  const outdir = mkdtempSync(join(tmpdir(), "convoke-subscribed-"));
  const app = new App({ context, outdir });
  const config = stageConfig("dev", { dev: { ...context.stages["dev"], subscribers } });
  new ConvokeStage(app, config, join(import.meta.dirname, "../../build/functions"));
  app.synth();
  return outdir;
}
