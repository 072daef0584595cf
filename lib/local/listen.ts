import { createServer, type Server } from "node:http";

/** A server on this machine only; a taken port is one clear sentence. `port` 0 takes any. */
export function listen(server: Server, port: number, what: string): Promise<number> {
  // A client that finds its kept connection closed does not know what became of its request.
  server.keepAliveTimeout = 0;
  return new Promise((resolve, reject) => {
    server.once("error", (error) => {
      const taken = "code" in error && error.code === "EADDRINUSE";
      const forbidden = "code" in error && error.code === "EACCES";
      const sentence = taken
        ? `Port ${port} (${what}) is taken by another program`
        : forbidden
          ? `Port ${port} (${what}) needs rights that this user has not`
          : error.message;
      reject(new Error(sentence, { cause: error }));
    });
    // A client that keeps a connection must not find it closed at the very moment it uses it again.
    server.keepAliveTimeout = 0;
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      if (address === null || typeof address === "string") reject(new Error(`The ${what} got no port`));
      else resolve(address.port);
    });
  });
}

export async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server, 0, "a free port");
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Closes at once, open connections included. */
export async function close(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}
