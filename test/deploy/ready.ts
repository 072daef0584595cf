import { MINISTACK } from "./ministack.ts";
import { MissingTool, pythonTool } from "./python.ts";

/** Before the deploy test: what it needs is on this machine, or one sentence says what is not. */
try {
  await pythonTool("ministack", MINISTACK);
} catch (error) {
  if (!(error instanceof MissingTool)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
