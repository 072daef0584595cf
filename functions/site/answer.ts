import { systemClock } from "#platform/clock";
import { dynamoTables } from "#platform/dynamo-tables";
import { pages, shown } from "#platform/http";
import { randomIds } from "#platform/ids";
import { lambdaDoor } from "#platform/invoke";
import { secretLinks } from "#platform/links";
import { languageAsked, message, styleHash } from "./deps.ts";
import { getAnswer } from "./get-answer.ts";
import { opener } from "./invited.ts";
import { postAnswer } from "./post-answer.ts";
import { getUnsubscribe, postUnsubscribe } from "./unsubscribe.ts";

const tables = dynamoTables();
const links = secretLinks();
const open = opener({ tables, links, milliseconds: systemClock.milliseconds });
const deps = { tables, links, clock: systemClock, ids: randomIds, open, door: lambdaDoor() };

export const handler = pages(
  [
    ...shown("/r/{token}", getAnswer(deps)),
    { method: "POST", path: "/r/{token}", page: postAnswer(deps) },
    ...shown("/u/{token}", getUnsubscribe(deps)),
    { method: "POST", path: "/u/{token}", page: postUnsubscribe(deps) },
  ],
  { styleHash },
  async (event) => message("failed", languageAsked(event) ?? null),
);
