import { dynamoTables } from "#platform/dynamo-tables";
import { onEngines } from "./places/place.ts";
import { givenTables, localTables } from "./places/tables.ts";
import { tableWire } from "./table-wire.ts";
import { tablesContract } from "./tables.ts";

onEngines("DYNAMODB", localTables, givenTables, (name, place) => {
  tablesContract(name, async () => {
    await place().clear();
    return dynamoTables();
  });
  tableWire(place);
});
