import { execFile } from "node:child_process";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

const root = dirname(dirname(dirname(import.meta.dirname)));

/** `npm start` with these flags, as far as it goes without synthesizing. */
function local(...flags: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [join(root, "bin/local.ts"), ...flags], { cwd: root }, (error, out, err) => {
      resolve({ code: typeof error?.code === "number" ? error.code : 0, out, err });
    });
  });
}

test.each([
  [["--prot", "1"], /^Unknown option '--prot'/],
  [["--port", "many"], /^--port many is no port\n$/],
  [["--port", "99999"], /^--port 99999 is no port\n$/],
  [["--now", "tomorrow"], /^--now tomorrow is no instant such as 2022-01-31T08:00:00Z\n$/],
  [["--data", ""], /^--data needs a folder\n$/],
  [["surprise"], /^Unexpected argument 'surprise'/],
])("%j is refused in one sentence", async (flags, sentence) => {
  const { code, out, err } = await local(...flags);
  expect([code, out]).toEqual([1, ""]);
  expect(err).toMatch(sentence);
});

test("--help says what there is", async () => {
  const { code, out } = await local("--help");
  expect(code).toBe(0);
  for (const flag of ["--port", "--data", "--reset", "--now", "--json", "--debug"]) expect(out).toContain(flag);
});
