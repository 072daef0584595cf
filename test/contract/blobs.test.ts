import { documentsBucket } from "#platform/blobs";
import { blobsContract } from "./blobs.ts";
import { givenBlobs, localBlobs } from "./places/blobs.ts";
import { onEngines } from "./places/place.ts";

onEngines("S3", localBlobs, givenBlobs, (name, place) => {
  blobsContract(name, async () => {
    await place().clear();
    return documentsBucket();
  });
});
