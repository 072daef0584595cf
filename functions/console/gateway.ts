import { documentsBucket } from "#platform/blobs";
import { systemClock } from "#platform/clock";
import { refused } from "#platform/command-steps";
import { dynamoTables } from "#platform/dynamo-tables";
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
export const handler = pages(
  [
    { method: "POST", path: "/commands", page: postCommand({ door: lambdaDoor() }) },
    { method: "POST", path: "/files", page: postFile({ blobs: documentsBucket(), ids: randomIds }) },
    {
      method: "POST",
      path: "/queries",
      page: postQuery({ tables: dynamoTables(), blobs: documentsBucket(), clock: systemClock }),
    },
  ],
  {},
  failed,
);
