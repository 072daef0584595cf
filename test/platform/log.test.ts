import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { errorOf, log, logFailure } from "#platform/log";

let lines: string[];
beforeEach(() => {
  lines = [];
  log.setLogLevel("INFO");
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, "write").mockImplementation((text) => lines.push(String(text)) > 0);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});
const written = () => lines.map((line) => JSON.parse(line));

/** What the SDK throws where a transaction's condition fails: the rows hang on it. */
class Cancelled extends Error {
  readonly CancellationReasons = [{ Code: "ConditionalCheckFailed", Item: { name: { S: "Nadia Salem" } } }];
}

describe("a line of the log", () => {
  it("holds no address and no link, whosever words they stand in", () => {
    log.warn("550 nadia.salem@ministry.example unknown", {
      said: ["Answer: https://x.example/r/k7x2m4qpa3bd5fztab.abcdefghijklmnopqrstuvwxyz234567"],
      about: { mailId: "B-r-som-0000-ab", note: "نادية@وزارة.مثال" },
    });
    expect(written()).toMatchObject([
      {
        message: "550 [address] unknown",
        said: ["Answer: https://x.example/r/[link]"],
        about: { mailId: "B-r-som-0000-ab", note: "[address]" },
      },
    ]);
  });
  it("keeps ids, numbers, paths and packages as they are", () => {
    const kept = {
      id: "DEL#k7x2m4qpa3bd5fzt#00000002#0",
      at: "/node_modules/@aws-sdk/core/index.js",
      rows: 3,
      ok: true,
    };
    log.info("kept", kept);
    expect(written()).toMatchObject([kept]);
  });
});

describe("a failure", () => {
  it("names its page of the runbook, and of the error what was said and where, not what hangs on it", () => {
    vi.stubEnv("RUNBOOK", "RUNBOOK.md#mail-lanes");
    logFailure(
      "a message could not be handled",
      { messageId: "m0" },
      new Error("no", { cause: new Cancelled("rows") }),
    );
    const [line] = written();
    expect(line).toMatchObject({
      level: "ERROR",
      messageId: "m0",
      runbook: "RUNBOOK.md#mail-lanes",
      error: { name: "Error", message: "no", stack: expect.stringContaining("log.test"), cause: { message: "rows" } },
    });
    expect(lines.join()).not.toMatch(/Nadia|Cancellation/);
  });
  it("that is no error is told as text", () => {
    expect([errorOf("late"), errorOf(undefined)]).toEqual(["late", "undefined"]);
  });
});
