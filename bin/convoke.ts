#!/usr/bin/env node
import { run } from "#bin/convoke/run";

// A reader that closes early, such as `convoke audit … | head`, is no failure.
process.stdout.on("error", (error: Error & { code?: string }) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});
process.exitCode = await run(process.argv.slice(2));
