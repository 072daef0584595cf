import { afterAll, beforeAll, vi } from "vitest";
import { openBuckets } from "#lib/local/engines/buckets";
import { exportsBucket } from "#platform/locked-blobs";
import { memoryLockedBlobs } from "#test/memory/locked-blobs";
import { lockedBlobsContract } from "./locked-blobs.ts";
import { behindGateway } from "./places/local.ts";

const bucket = "exports";
let close: () => Promise<void>;
beforeAll(async () => {
  const lock = { mode: "GOVERNANCE", days: 1 } as const;
  const place = await behindGateway(["S3"], async ({ store, clock }) => [
    await openBuckets(store, clock, [{ name: bucket, lock }]),
  ]);
  for (const [name, value] of Object.entries({ ...place.variables, EXPORTS_BUCKET: bucket })) vi.stubEnv(name, value);
  close = place.close;
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await close();
});

lockedBlobsContract("in memory", () => memoryLockedBlobs());
lockedBlobsContract("S3 on this machine", () => exportsBucket());
