import { App } from "aws-cdk-lib";
import { BundleError, bundleFunctions } from "#lib/bundle";
import { ConfigError, stageConfig } from "#lib/config";
import { ConvokeStage } from "#lib/convoke-stage";

// `npx cdk …`, or without the CLI: CDK_OUTDIR=cdk.out CDK_CONTEXT_JSON=<the context of cdk.json> npx node bin/app.ts
const app = new App({ autoSynth: false });
try {
  const { CDK_DEFAULT_ACCOUNT: here } = process.env;
  const config = stageConfig(app.node.tryGetContext("stage"), app.node.tryGetContext("stages"), here);
  new ConvokeStage(app, config, await bundleFunctions());
  app.synth();
} catch (error) {
  if (!(error instanceof ConfigError || error instanceof BundleError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
