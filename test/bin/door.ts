import { createServer } from "node:http";
import { afterEach, vi } from "vitest";
import * as z from "zod/mini";
import { run } from "#bin/convoke/run";
import { postCommand } from "#functions/console/post-command";
import { postFile } from "#functions/console/post-file";
import { postQuery } from "#functions/console/post-query";
import type { World } from "#test/functions/world";
import { posted } from "#test/memory/messages";

/** The secretariat's door over a world in memory, at an address on this machine. Whoever signs is whom the access key names. */
export async function openDoor(world: World) {
  const pages = {
    "/commands": postCommand(world),
    "/queries": postQuery(world),
    "/files": postFile(world),
  };
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", async () => {
      const path = request.url ?? "";
      const name = /Credential=([^/]+)\//.exec(request.headers.authorization ?? "")?.[1];
      const arn = name === undefined ? null : `arn:aws:iam::000000000000:user/${name}`;
      const body = Buffer.concat(chunks).toString("utf-8");
      asked.push(`${path} ${body}`);
      const page = Object.entries(pages).find(([address]) => address === path)?.[1];
      const said = await page?.(posted(body, { arn, path }));
      response.writeHead(said?.statusCode ?? 404, { "content-type": "application/json" });
      response.end(said?.body ?? "{}");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = z.looseObject({ port: z.number() }).parse(server.address());
  return { url: `http://127.0.0.1:${port}`, asked, close: () => void server.close() };
}

/** Doors of a test file: the one that a test opens is closed after it. */
export function doors() {
  let close: (() => void) | undefined;
  afterEach(() => close?.());
  return async (world: World) => {
    const door = await openDoor(world);
    close = door.close;
    return door;
  };
}

/** What a command line printed, line by line, and its exit code. */
export async function convoke(...args: readonly string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const log = vi.spyOn(console, "log").mockImplementation((text: unknown) => void out.push(String(text)));
  const error = vi.spyOn(console, "error").mockImplementation((text: unknown) => void err.push(String(text)));
  try {
    const code = await run(args);
    return { code, out: out.join("\n"), err: err.join("\n") };
  } finally {
    log.mockRestore();
    error.mockRestore();
  }
}
