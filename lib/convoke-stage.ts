import type { App } from "aws-cdk-lib";
import type { StageConfig } from "./config.ts";
import { FrontDoorStack } from "./front-door-stack.ts";
import { RecordStack } from "./record-stack.ts";
import { WorkflowStack } from "./workflow-stack.ts";

/** One stage: three stacks, which refer upwards only (front door to workflow to record). */
export class ConvokeStage {
  readonly record: RecordStack;
  readonly workflow: WorkflowStack;
  readonly frontDoor: FrontDoorStack;

  /** `bundles` is the folder with one folder a function. */
  constructor(app: App, config: StageConfig, bundles: string) {
    this.record = new RecordStack(app, config);
    this.workflow = new WorkflowStack(app, config, bundles, this.record);
    this.frontDoor = new FrontDoorStack(app, this.workflow);
  }
}
