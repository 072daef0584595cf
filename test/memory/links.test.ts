import { linksContract } from "#test/contract/links";
import { memoryLinks } from "#test/memory/links";

linksContract("in memory", async () => memoryLinks({ k1: "one key", k2: "another key" }));
