import { memoryTables } from "#test/memory/tables";
import { tablesContract } from "#test/contract/tables";

tablesContract("in memory", async () => memoryTables());
