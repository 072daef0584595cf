import { type Answer, type Call, type Engine, type Need, Refused, refusal, success } from "#lib/local/engine";
import type { FunctionDescription } from "#lib/local/function-description";
import { type Functions, LARGEST_PAYLOAD } from "#lib/local/functions";

const INVOKE = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;
const LIST = /^\/2015-03-31\/functions\/?$/;

/** Lambda: synchronous invocations, and a list of the functions. */
export class Lambda implements Engine {
  readonly service = "lambda";
  readonly #functions: Functions;

  constructor(functions: Functions) {
    this.#functions = functions;
  }

  needs(call: Call): Need[] {
    if (isList(call)) return [{ action: "lambda:ListFunctions", resource: "*", context: {} }];
    return [{ action: "lambda:InvokeFunction", resource: this.#invoked(call).arn, context: {} }];
  }

  async handle(call: Call): Promise<Answer> {
    try {
      return isList(call)
        ? success("lambda", { Functions: this.#functions.list().map(summary) })
        : await this.#invoke(call);
    } catch (error) {
      if (error instanceof Refused) return refusal("lambda", error);
      throw error;
    }
  }

  async stop(): Promise<void> {}

  async #invoke(call: Call): Promise<Answer> {
    const { name } = this.#invoked(call);
    const kind = call.headers["x-amz-invocation-type"] ?? "RequestResponse";
    if (kind === "DryRun") return { status: 204, headers: {}, body: "" };
    if (kind !== "RequestResponse") {
      throw new Refused(
        "InvalidParameterValueException",
        `The local stack invokes functions synchronously only, not as ${kind}.`,
      );
    }
    if (call.body.length > LARGEST_PAYLOAD) {
      throw new Refused(
        "RequestTooLargeException",
        `Request must be smaller than ${LARGEST_PAYLOAD} bytes for the InvokeFunction operation`,
        413,
      );
    }
    const { payload, failure, logs } = await this.#functions.invoke(
      name,
      eventOf(call.body),
      call.principal.kind === "function" ? { by: call.principal.name } : {},
    );
    const headers: Record<string, string> = { "content-type": "application/json", "x-amz-executed-version": "$LATEST" };
    if (call.headers["x-amz-log-type"] === "Tail") {
      headers["x-amz-log-result"] = Buffer.from(logs).subarray(-4096).toString("base64");
    }
    if (failure === undefined) return { status: 200, headers, body: payload ?? "null" };
    return { status: 200, headers: { ...headers, "x-amz-function-error": "Unhandled" }, body: JSON.stringify(failure) };
  }

  /** By name or by ARN. */
  #invoked({ method, path }: Call): FunctionDescription {
    const [, encoded] = INVOKE.exec(path) ?? [];
    if (encoded === undefined || method !== "POST") {
      throw new Refused("UnknownOperationException", `The local stack does not know Lambda's ${method} ${path}.`, 404);
    }
    const name = decodeURIComponent(encoded)
      .replace(/^.*:function:/, "")
      .replace(/:\$LATEST$/, "");
    const found = this.#functions.get(name);
    if (found === undefined) throw new Refused("ResourceNotFoundException", `Function not found: ${name}`, 404);
    return found;
  }
}

const isList = ({ method, path }: Call) => method === "GET" && LIST.test(path);

function eventOf(body: Uint8Array): string {
  if (body.length === 0) return "{}";
  const text = Buffer.from(body).toString();
  try {
    JSON.parse(text);
    return text;
  } catch {
    throw new Refused("InvalidRequestContentException", "Could not parse request body into json.");
  }
}

function summary({ name, arn, roleArn, handler, timeoutMs, memoryMb }: FunctionDescription) {
  return {
    FunctionName: name,
    FunctionArn: arn,
    Role: roleArn,
    Handler: `index.${handler}`,
    Timeout: timeoutMs / 1000,
    MemorySize: memoryMb,
    Version: "$LATEST",
  };
}
