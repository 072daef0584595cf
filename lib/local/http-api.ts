import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Activity } from "./activity.ts";
import type { Clock } from "./clock.ts";
import type { Functions, Outcome } from "./functions.ts";
import { LARGEST_PAYLOAD } from "./functions.ts";
import type { Grants } from "./grants.ts";
import { accessLine } from "./http-access-log.ts";
import type { ApiDescription } from "./http-description.ts";
import { type Origin, toEvent } from "./http-event.ts";
import { message, type Reply, replyOf } from "./http-reply.ts";
import { readBody, scopeOf, splitUrl } from "./http-request.ts";
import { type Matched, matchRoute } from "./http-route.ts";
import type { Logs } from "./logs.ts";
import type { Problems } from "./problems.ts";

const LONGEST_BODY = 10 * 1024 * 1024;

export interface HttpApiOptions {
  region: string;
  account: string;
  clock: Clock;
  functions: Functions;
  grants: Grants;
  problems: Problems;
  activity: Activity;
  logs: Logs;
  /** The role of a function by its name, for functions that call the API. */
  roleOf: (name: string) => string | undefined;
}

/** One HTTP API with payload format 2.0, on a port of its own. */
export class HttpApi {
  readonly server: Server = createServer();

  open(api: ApiDescription, options: HttpApiOptions): void {
    const log = api.accessLog === undefined ? undefined : accessLine(api.accessLog);
    this.server.on("request", (request, response) => {
      const began = performance.now();
      const served = this.#serve(api, options, request, response).then(({ routeKey, status, requestId }) =>
        options.logs.add(
          "access",
          log?.({
            requestId,
            routeKey,
            status: String(status),
            responseLatency: String(Math.round(performance.now() - began)),
          }) ?? "",
        ),
      );
      options.activity.during(served).catch((error: unknown) => {
        options.problems.add(
          `The local HTTP API failed at ${request.method}: ${error instanceof Error ? error.message : String(error)}`,
        );
        response.destroy();
      });
    });
  }

  async #serve(api: ApiDescription, options: HttpApiOptions, request: IncomingMessage, response: ServerResponse) {
    const { path, query } = splitUrl(request.url ?? "/");
    const body = await readBody(request, LONGEST_BODY);
    const matched = matchRoute(api.routes, request.method ?? "GET", path);
    const reply = await answer(api, options, request, matched, { path, query, body });
    response.sendDate = false;
    response.setHeader("date", new Date(options.clock.now()).toUTCString());
    if (reply.cookies.length > 0) response.setHeader("set-cookie", [...reply.cookies]);
    const requestId = `local-${++requests}`;
    response.writeHead(reply.status, {
      ...reply.headers,
      "apigw-requestid": requestId,
      "content-length": String(reply.body.length),
    });
    response.end(request.method === "HEAD" ? undefined : reply.body);
    return { routeKey: matched?.route.key ?? "-", status: reply.status, requestId };
  }
}

let requests = 0;

async function answer(
  api: ApiDescription,
  options: HttpApiOptions,
  request: IncomingMessage,
  matched: Matched | undefined,
  { path, query, body }: { path: string; query: string; body: Buffer | undefined },
): Promise<Reply> {
  if (matched === undefined) return message(404, "Not Found");
  if (body === undefined) return message(413, "Request Entity Too Large");
  const { route } = matched;
  const person = route.signed ? personOf(api, options, request, matched) : undefined;
  if (person === "nobody") return message(403, "Forbidden");
  if (!mayInvoke(api, options, matched)) return message(500, "Internal Server Error");
  const { account, clock, functions } = options;
  const event = JSON.stringify(
    toEvent(request, path, query, body, matched, {
      apiId: api.id,
      account,
      now: clock.now(),
      ...(person && { person }),
    }),
  );
  if (Buffer.byteLength(event) > LARGEST_PAYLOAD) return message(413, "Request Entity Too Large");
  const name = route.functionArn.replace(/^.*:function:/, "");
  const outcome = await withinTime(functions.invoke(name, event), route.timeoutMs);
  if (outcome === undefined)
    options.problems.add(`${name} took longer than the ${route.timeoutMs / 1000} s that the HTTP API waits`);
  if (outcome === undefined || outcome.timedOut) return message(503, "Service Unavailable");
  const reply = outcome.failure === undefined ? replyOf(outcome) : undefined;
  if (reply === undefined) {
    if (outcome.failure === undefined)
      options.problems.add(`${name} answered ${route.key} with something that is no HTTP response`);
    return message(500, "Internal Server Error");
  }
  if (reply.status >= 500 && !outcome.excused)
    options.problems.add(
      `${name} answered ${route.key} with ${reply.status}${outcome.errors.length > 0 ? `: ${outcome.errors.join("; ")}` : ""}`,
    );
  return reply;
}

/** The integration goes on without the one who asked. */
async function withinTime(invoked: Promise<Outcome>, longest: number): Promise<Outcome | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), longest);
  });
  const first = await Promise.race([invoked, late]);
  clearTimeout(timer);
  return first;
}

/** Whoever signed; functions need execute-api:Invoke, people of this machine may do everything. */
function personOf(
  api: ApiDescription,
  { region, account, grants, roleOf, problems }: HttpApiOptions,
  request: IncomingMessage,
  { route }: Matched,
): Origin["person"] | "nobody" {
  const scope = scopeOf(request.headers.authorization, new URLSearchParams(splitUrl(request.url ?? "").query));
  if (scope === undefined || scope.service !== "execute-api") return "nobody";
  const { accessKeyId } = scope;
  const roleArn = roleOf(accessKeyId);
  if (roleArn === undefined)
    return { accessKeyId, userArn: `arn:aws:iam::${account}:user/${accessKeyId}`, accountId: account };
  const resource = `arn:aws:execute-api:${region}:${account}:${api.id}/$default/${route.method}/${route.segments.join("/")}`;
  const need = { action: "execute-api:Invoke", resource, context: {} };
  if (grants.allows(roleArn, need)) return { accessKeyId, userArn: `${roleArn}/${accessKeyId}`, accountId: account };
  problems.add(`${accessKeyId} was denied: ${grants.denial({ name: accessKeyId, roleArn }, need).message}`);
  return "nobody";
}

function mayInvoke(
  api: ApiDescription,
  { region, account, grants, problems }: HttpApiOptions,
  { route }: Matched,
): boolean {
  const path = route.key === "$default" ? "$default" : `${route.method}/${route.segments.join("/")}`;
  const source = `arn:aws:execute-api:${region}:${account}:${api.id}/$default/${path}`;
  const need = {
    action: "lambda:InvokeFunction",
    resource: route.functionArn,
    context: { "aws:SourceArn": source, "aws:SourceAccount": account },
  };
  if (grants.resourceAllows("apigateway.amazonaws.com", need)) return true;
  problems.add(
    `The HTTP API may not invoke ${route.functionArn} for ${route.key}: no AWS::Lambda::Permission allows lambda:InvokeFunction to ${source}`,
  );
  return false;
}
