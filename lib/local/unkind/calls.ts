import { type Answer, type Call, type Engine, Lost, Refused } from "#lib/local/engine";
import type { Dooms } from "./doom.ts";
import type { Faults } from "./faults.ts";
import type { FaultKind } from "./kinds.ts";
import { inPart } from "./partial.ts";
import { refuse } from "./refusals.ts";

const LOST: Readonly<Record<string, FaultKind>> = {
  dynamodb: "table-answer-lost",
  events: "bus-answer-lost",
  sqs: "queue-answer-lost",
  lambda: "function-answer-lost",
  ses: "mail-answer-lost",
  scheduler: "schedule-answer-lost",
  s3: "bucket-answer-lost",
};

/** A service that is unkind to functions: refuses, takes a part, or does what it was asked and loses the answer. People's calls go through. */
export function unkindTo(engine: Engine, faults: Faults, dooms: Dooms): Engine {
  return {
    service: engine.service,
    needs: (call) => engine.needs(call),
    stop: () => engine.stop(),
    handle: (call) => (call.principal.kind === "function" ? handle(engine, call, faults, dooms) : engine.handle(call)),
  };
}

async function handle(engine: Engine, call: Call, faults: Faults, dooms: Dooms): Promise<Answer> {
  const token = call.headers["x-amz-security-token"];
  if (dooms.isDead(token)) throw new Lost();
  refuse(call, faults);
  const answer = (await inPart(engine, call, faults)) ?? (await engine.handle(call));
  if (dooms.called(token)) throw new Lost();
  lose(call, answer, faults);
  return answer;
}

function lose({ service, principal, action, method }: Call, { status }: Answer, faults: Faults): void {
  const kind = LOST[service];
  if (kind === undefined || status >= 300) return;
  const how = faults.strikeFunction(kind, principal.name, action || method);
  if (how === undefined) return;
  if (how < 0.5) throw new Lost();
  const code = service === "dynamodb" ? "InternalServerError" : "InternalFailure";
  throw new Refused(code, "The request processing has failed because of an internal error.", 500);
}
