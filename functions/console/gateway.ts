import { systemClock } from "#platform/clock";
import { refused } from "#platform/command-steps";
import { dynamoTables } from "#platform/dynamo-tables";
import { documentFiles } from "#platform/files";
import { pages } from "#platform/http";
import { randomIds } from "#platform/ids";
import { lambdaDoor } from "#platform/invoke";
import { answer } from "./answer.ts";
import { postCommand } from "./post-command.ts";
import { postFile } from "./post-file.ts";
import { postQuery } from "./post-query.ts";

const failed = async () =>
  answer(
    500,
    refused(
      "failed",
      "Something went wrong here and was recorded. Send it again with the same commandId; nothing is done twice.",
    ),
  );
const missing = async () =>
  answer(404, refused("no-such-address", "There is nothing at this address. Send to /commands, /files or /queries."));

type Deps = Parameters<typeof postCommand>[0] & Parameters<typeof postFile>[0] & Parameters<typeof postQuery>[0];
export const gatewayPages = (deps: Deps) =>
  pages(
    [
      { method: "POST", path: "/commands", page: postCommand(deps) },
      { method: "POST", path: "/files", page: postFile(deps) },
      { method: "POST", path: "/queries", page: postQuery(deps) },
    ],
    {},
    failed,
    missing,
  );

export const handler = gatewayPages({
  door: lambdaDoor(),
  blobs: documentFiles(),
  ids: randomIds,
  tables: dynamoTables(),
  clock: systemClock,
});
