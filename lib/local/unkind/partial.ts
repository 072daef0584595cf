import { z } from "zod";
import type { Answer, Call, Engine } from "#lib/local/engine";
import type { Faults } from "./faults.ts";
import type { FaultKind } from "./kinds.ts";

const entries = z.looseObject({ Entries: z.array(z.looseObject({ Id: z.string().optional() })) });
const tables = z.record(z.string(), z.unknown());
const requested = z.looseObject({ RequestItems: tables });
const keys = z.looseObject({ Keys: z.array(z.unknown()) });
const body = z.record(z.string(), z.unknown());
const putEvents = z.looseObject({ FailedEntryCount: z.number(), Entries: z.array(z.unknown()) });
const sendBatch = z.looseObject({ Failed: z.array(z.unknown()).default([]) });

/** Hands a batch to the service without some of its entries, and answers for those that they were not taken. Undefined where the whole call goes. */
export async function inPart(engine: Engine, call: Call, faults: Faults): Promise<Answer | undefined> {
  switch (`${call.service} ${call.action}`) {
    case "events PutEvents":
      return events(engine, call, faults);
    case "sqs SendMessageBatch":
      return messages(engine, call, faults);
    case "dynamodb BatchGetItem":
    case "dynamodb BatchWriteItem":
      return items(engine, call, faults);
    default:
      return undefined;
  }
}

async function events(engine: Engine, call: Call, faults: Faults): Promise<Answer | undefined> {
  const { left, taken } = split(entries.parse(call.json()).Entries, "bus-entry-refused", call, faults);
  if (left.size === 0) return undefined;
  const answer = await passOn(engine, call, taken, { FailedEntryCount: 0, Entries: [] });
  if (answer.status !== 200) return answer;
  const { FailedEntryCount, Entries } = putEvents.parse(read(answer));
  const failed = {
    ErrorCode: "InternalFailure",
    ErrorMessage: "The event could not be taken because of an internal failure.",
  };
  const rest = [...Entries];
  const all = Array.from({ length: left.size + taken.length }, (_, index) => (left.has(index) ? failed : rest.shift()));
  return written(answer, { FailedEntryCount: FailedEntryCount + left.size, Entries: all });
}

async function messages(engine: Engine, call: Call, faults: Faults): Promise<Answer | undefined> {
  const { left, taken } = split(entries.parse(call.json()).Entries, "queue-entry-refused", call, faults);
  if (left.size === 0) return undefined;
  const answer = await passOn(engine, call, taken, { Successful: [] });
  if (answer.status !== 200) return answer;
  const said = sendBatch.parse(read(answer));
  const Failed = [...left.values()].map(({ Id }) => ({
    Id,
    SenderFault: false,
    Code: "InternalError",
    Message: "The message could not be taken because of an internal error.",
  }));
  return written(answer, { ...said, Failed: [...said.Failed, ...Failed] });
}

/** The last one of what was asked for stays undone, in the member that names it. */
async function items(engine: Engine, call: Call, faults: Faults): Promise<Answer | undefined> {
  const asked = requested.parse(call.json());
  const [table, wanted] = Object.entries(asked.RequestItems)[0] ?? [];
  if (table === undefined || faults.strikeFunction("table-unprocessed", call.principal.name) === undefined)
    return undefined;
  const reading = keys.safeParse(wanted);
  const list = reading.success ? reading.data.Keys : z.array(z.unknown()).parse(wanted);
  const done = (some: readonly unknown[]) => (reading.success ? { ...reading.data, Keys: some } : some);
  const member = call.action === "BatchGetItem" ? "UnprocessedKeys" : "UnprocessedItems";
  const left = { [table]: done(list.slice(-1)) };
  if (list.length === 1 && Object.keys(asked.RequestItems).length === 1) {
    const none = call.action === "BatchGetItem" ? { Responses: { [table]: [] } } : {};
    return written(
      { status: 200, headers: { "content-type": "application/x-amz-json-1.0" }, body: "" },
      { ...none, [member]: left },
    );
  }
  const { [table]: _, ...others } = asked.RequestItems;
  const kept = list.length === 1 ? others : { ...others, [table]: done(list.slice(0, -1)) };
  const answer = await engine.handle(replaced(call, { ...asked, RequestItems: kept }));
  if (answer.status !== 200) return answer;
  const said = read(answer);
  return written(answer, { ...said, [member]: { ...tables.parse(said[member] ?? {}), ...left } });
}

/** Mostly one entry is left out, now and then all of them. */
function split<E>(all: readonly E[], kind: FaultKind, { principal }: Call, faults: Faults) {
  const how = faults.strikeFunction(kind, principal.name);
  const chosen = how === undefined ? -1 : Math.floor(how * (all.length + 1));
  const isLeft = (index: number) => index === chosen || chosen === all.length;
  return {
    left: new Map([...all.entries()].filter(([index]) => isLeft(index))),
    taken: all.filter((_, index) => !isLeft(index)),
  };
}

async function passOn(engine: Engine, call: Call, taken: readonly unknown[], none: object): Promise<Answer> {
  if (taken.length > 0) return engine.handle(replaced(call, { ...body.parse(call.json()), Entries: taken }));
  const type = engine.service === "sqs" ? "application/x-amz-json-1.0" : "application/x-amz-json-1.1";
  return { status: 200, headers: { "content-type": type }, body: JSON.stringify(none) };
}

function replaced(call: Call, input: object): Call {
  const text = JSON.stringify(input);
  return { ...call, body: Buffer.from(text), json: () => JSON.parse(text) };
}

const read = (answer: Answer) => body.parse(JSON.parse(Buffer.from(answer.body).toString()));

/** With another body; a checksum of the former would be wrong. */
function written({ status, headers }: Answer, value: object): Answer {
  const { "x-amz-crc32": _, ...others } = headers;
  return { status, headers: others, body: JSON.stringify(value) };
}
