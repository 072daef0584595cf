import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Activity } from "./activity.ts";
import type { Clock } from "./clock.ts";
import { type Answer, type Call, type Engine, Lost, type Need, type Principal, Refused, refusal } from "./engine.ts";
import type { Grants } from "./grants.ts";
import { readBody, scopeOf, splitUrl } from "./http-request.ts";
import type { Problems } from "./problems.ts";
import type { Tally } from "./tally.ts";

const LONGEST_BODY = 64 * 1024 * 1024;

export interface GatewayOptions {
  engines: readonly Engine[];
  clock: Clock;
  grants: Grants;
  /** The role of a function by its name; undefined for names that are no function's. */
  roleOf: (name: string) => string | undefined;
  problems: Problems;
  activity: Activity;
  tally: Tally;
}

/** The AWS endpoint: one address for every service, told apart by the credential scope of the signature. */
export class Gateway {
  readonly server: Server = createServer();

  /** Begins to answer. */
  open(options: GatewayOptions): void {
    const engines = new Map(options.engines.map((engine) => [engine.service, engine]));
    this.server.on("request", (request, response) => {
      options.activity.during(this.#serve(engines, options, request, response)).catch((error: unknown) => {
        if (error instanceof Lost) {
          response.destroy();
          return;
        }
        options.problems.add(`The local stack failed at ${request.method} ${request.url}: ${reason(error)}`);
        response.writeHead(500, { "content-type": "application/json" });
        response.end(JSON.stringify({ __type: "InternalFailure", message: reason(error) }));
      });
    });
  }

  async #serve(
    engines: ReadonlyMap<string, Engine>,
    options: GatewayOptions,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const body = await readBody(request, LONGEST_BODY);
    const answer =
      body === undefined ? plain(413, "The request is too long") : await this.#answer(engines, options, request, body);
    response.sendDate = false;
    // The SDK compares it with its own clock and would "correct" the difference.
    response.setHeader("date", new Date(options.clock.now()).toUTCString());
    if (!("x-amzn-requestid" in answer.headers)) response.setHeader("x-amzn-requestid", randomUUID());
    response.writeHead(answer.status, answer.headers);
    response.end(request.method === "HEAD" ? undefined : answer.body);
  }

  async #answer(
    engines: ReadonlyMap<string, Engine>,
    options: GatewayOptions,
    request: IncomingMessage,
    body: Buffer,
  ): Promise<Answer> {
    const { path, query } = splitUrl(request.url ?? "/");
    const search = new URLSearchParams(query);
    const scope = scopeOf(request.headers.authorization, search);
    if (scope === undefined)
      return plain(403, "This is an AWS endpoint: requests must be signed (any access key will do)");
    const engine = engines.get(scope.service);
    if (engine === undefined) return plain(501, `The local stack does not run the service "${scope.service}"`);
    const call = toCall(request, path, search, body, scope.service, principalOf(scope.accessKeyId, options));
    try {
      this.#judge(call, engine.needs(call), options);
      const answer = await engine.handle(call);
      return answer.status === 404 ? hideMissing(call, answer, options) : answer;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return refusal(scope.service, error);
    }
  }

  /** Every need of a function's call must be granted; a person of this machine may do everything. */
  #judge(call: Call, needs: readonly Need[], { grants, problems, tally }: GatewayOptions): void {
    const { principal } = call;
    if (principal.kind !== "function") return;
    tally.called(needs.map(({ action }) => action));
    for (const need of needs) {
      if (grants.allows(principal.roleArn, need)) continue;
      const denied = grants.denial(principal, need);
      problems.add(`${principal.name} was denied: ${denied.message}`);
      throw denied;
    }
  }
}

/** S3 tells only those who may list a bucket that something is not in it. */
function hideMissing(call: Call, answer: Answer, { grants, problems }: GatewayOptions): Answer {
  const { service, principal, method, path } = call;
  if (service !== "s3" || principal.kind !== "function" || (method !== "GET" && method !== "HEAD")) return answer;
  const need = { action: "s3:ListBucket", resource: `arn:aws:s3:::${path.split("/")[1] ?? ""}`, context: {} };
  if (grants.allows(principal.roleArn, need)) return answer;
  const denied = grants.denial(principal, need);
  problems.add(`${principal.name} asked for an object that is not there, which S3 does not tell it: ${denied.message}`);
  return refusal("s3", denied);
}

function principalOf(name: string, { roleOf }: GatewayOptions): Principal {
  const roleArn = roleOf(name);
  return roleArn === undefined ? { kind: "user", name } : { kind: "function", name, roleArn };
}

function toCall(
  request: IncomingMessage,
  path: string,
  query: URLSearchParams,
  body: Buffer,
  service: string,
  principal: Principal,
): Call {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  let json: { value: unknown } | undefined;
  return {
    service,
    action: (headers["x-amz-target"] ?? "").replace(/^.*\./, ""),
    method: request.method ?? "GET",
    path,
    query,
    headers,
    body,
    principal,
    json: () => {
      json ??= { value: JSON.parse(body.toString()) };
      return json.value;
    },
  };
}

function plain(status: number, message: string): Answer {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify({ message }) };
}

const reason = (error: unknown) => (error instanceof Error ? error.message : String(error));
