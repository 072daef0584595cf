import { documentsBucket } from "#platform/blobs";
import { documentFiles } from "#platform/files";
import { blobsContract, filesContract } from "./blobs.ts";
import { givenBlobs, localBlobs } from "./places/blobs.ts";
import { onEngines } from "./places/place.ts";

onEngines("S3", localBlobs, givenBlobs, (name, place) => {
  blobsContract(name, async () => {
    await place().clear();
    return documentsBucket();
  });
  filesContract(`${name}, asked without S3’s client`, async () => {
    await place().clear();
    return documentFiles();
  });
});
