import { mailBatchOpened } from "#events/mail/batch-opened.v1";
import { factSteps, onFact } from "#platform/fact-steps";
import { pumpDeps } from "./deps.ts";
import { onMailBatchOpened } from "./on-mail-batch-opened.ts";

const deps = pumpDeps();
export const handler = factSteps("mail", [onFact(mailBatchOpened, onMailBatchOpened(deps))], deps);
