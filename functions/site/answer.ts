import { systemClock } from "#platform/clock";
import { dynamoTables } from "#platform/dynamo-tables";
import { pages, shown } from "#platform/http";
import { randomIds } from "#platform/ids";
import { lambdaDoor } from "#platform/invoke";
import { secretLinks } from "#platform/links";
import { languageOfReader, message, styleHash } from "./deps.ts";
import { getAnswer } from "./get-answer.ts";
import { opener } from "./invited.ts";
import { postAnswer } from "./post-answer.ts";
import { getUnsubscribe, postUnsubscribe } from "./unsubscribe.ts";

type Deps = Parameters<typeof postAnswer>[0];

/** The pages behind personal links: the answer, and the end of reminders. */
export const answerPages = (deps: Deps) =>
  pages(
    [
      ...shown("/r/{token}", getAnswer(deps)),
      { method: "POST", path: "/r/{token}", page: postAnswer(deps) },
      ...shown("/u/{token}", getUnsubscribe(deps)),
      { method: "POST", path: "/u/{token}", page: postUnsubscribe(deps) },
    ],
    { styleHash },
    async (event) => message("failed", languageOfReader(event)),
    async (event) => message("not-found", languageOfReader(event)),
  );

const tables = dynamoTables();
const links = secretLinks();
const open = opener({ tables, links, milliseconds: systemClock.milliseconds });

export const handler = answerPages({ tables, links, clock: systemClock, ids: randomIds, open, door: lambdaDoor() });
