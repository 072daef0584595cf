import { tablesContract } from "#test/contract/tables";
import { memoryTables } from "#test/memory/tables";

tablesContract("in memory", async () => memoryTables());
