// Runs one function's bundle in a process of its own, as the Node runtime of Lambda does. Plain JavaScript: nothing stands between
// the bundle and Node but the moved clock and the log.
import { AsyncLocalStorage } from "node:async_hooks";

let offset = 0;
const RealDate = Date;
const MovedDate = new Proxy(RealDate, {
  construct: (target, args, self) =>
    Reflect.construct(target, args.length === 0 ? [RealDate.now() + offset] : args, self),
  apply: () => new MovedDate().toString(),
  get: (target, name, receiver) => (name === "now" ? now : Reflect.get(target, name, receiver)),
});
const now = () => RealDate.now() + offset;
RealDate.prototype.constructor = MovedDate;
globalThis.Date = MovedDate;

/** What is logged during an invocation goes back with its result; the rest goes at once. */
const invocation = new AsyncLocalStorage();
for (const stream of [process.stdout, process.stderr]) {
  stream.write = (chunk, encoding, done) => {
    const text = typeof chunk === "string" ? chunk : Buffer.from(chunk).toString();
    const open = invocation.getStore();
    if (open?.logs) open.logs.push(text);
    else process.send?.({ log: text });
    (typeof encoding === "function" ? encoding : done)?.();
    return true;
  };
}

function failure(error) {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? "").split("\n") };
}

function end(error) {
  process.send?.({ fatal: failure(error) }, () => process.exit(1));
}

let bundle;
let made = 0;
const free = [];

/** An environment serves one invocation at a time, as on Lambda: each loads the bundle anew and shares no module state with another. */
async function environment() {
  const { file, name } = bundle;
  made += 1;
  const module = await import(`${file}?environment=${made}`);
  if (typeof module[name] !== "function") throw new Error(`${file} exports no function ${name}`);
  return module[name];
}

async function invoke({ id, event, context: given, deadline }) {
  let handler;
  try {
    handler = free.pop() ?? (await environment());
  } catch (error) {
    end(error);
    return;
  }
  const open = { logs: [] };
  const context = {
    ...given,
    functionVersion: "$LATEST",
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - RealDate.now()),
  };
  const answer = await invocation.run(open, async () => {
    try {
      const result = await handler(JSON.parse(event), context);
      return { id, payload: JSON.stringify(result) ?? "null" };
    } catch (error) {
      return { id, error: failure(error) };
    }
  });
  const { logs } = open;
  free.push(handler);
  // What is logged after the answer belongs to nobody.
  open.logs = undefined;
  process.send?.({ ...answer, logs });
}

process.on("message", (message) => {
  offset = message.offset;
  bundle ??= message.bundle;
  if (message.invoke) void invoke(message.invoke);
});
process.on("disconnect", () => process.exit(0));
process.on("uncaughtException", end);
