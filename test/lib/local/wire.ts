import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type Call, type Engine, type Need, Refused, refusal } from "#lib/local/engine";

/** A server just good enough to let the real SDK clients talk to engines; remembers what each call would have needed. */
export async function serve(...engines: Engine[]) {
  const byService = new Map(engines.map((engine) => [engine.service, engine]));
  const needs: Need[][] = [];
  const server = createServer((request, response) => {
    void answer(request, response).catch((error: unknown) => {
      response.statusCode = 500;
      response.end(String(error));
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const call = toCall(request, Buffer.concat(chunks));
    const engine = byService.get(call.service);
    if (engine === undefined) throw new Error(`No engine for ${call.service}`);
    let result: Awaited<ReturnType<Engine["handle"]>>;
    try {
      needs.push(engine.needs(call));
      result = await engine.handle(call);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      result = refusal(call.service, error);
    }
    response.writeHead(result.status, result.headers);
    response.end(request.method === "HEAD" ? undefined : result.body);
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port");
  const endpoint = `http://127.0.0.1:${address.port}`;
  return {
    endpoint,
    needs,
    client: {
      endpoint,
      region: "eu-west-1",
      credentials: { accessKeyId: "somebody", secretAccessKey: "secret" },
      maxAttempts: 1,
    },
    async close() {
      for (const engine of engines) await engine.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function toCall(request: IncomingMessage, body: Buffer): Call {
  const url = new URL(request.url ?? "/", "http://local");
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) headers[name] = String(value);
  const scope =
    url.searchParams.get("X-Amz-Credential") ?? /Credential=([^,]+)/.exec(headers["authorization"] ?? "")?.[1] ?? "";
  return {
    service: scope.split("/")[3] ?? "",
    action: (headers["x-amz-target"] ?? "").split(".")[1] ?? "",
    method: request.method ?? "GET",
    path: (request.url ?? "/").split("?")[0] ?? "/",
    query: url.searchParams,
    headers,
    body,
    json: () => JSON.parse(body.toString()),
    principal: { kind: "user", name: scope.split("/")[0] ?? "" },
  };
}
