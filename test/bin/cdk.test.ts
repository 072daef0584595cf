import { execFile, spawn } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = dirname(dirname(import.meta.dirname));
const run = promisify(execFile);
const record = {
  Records: { Type: "AWS::DynamoDB::GlobalTable", DeletionPolicy: "Retain" },
  Log: { Type: "AWS::Logs::LogGroup", DeletionPolicy: "Delete" },
  Site: { Type: "AWS::ApiGatewayV2::Api" },
};

/** A project whose CDK says what it was asked. */
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "convoke-cdk-"));
  const package_ = join(folder, "node_modules/aws-cdk");
  mkdirSync(join(package_, "bin"), { recursive: true });
  mkdirSync(join(folder, "cdk.out"));
  cpSync(join(root, "bin/cdk.mjs"), join(folder, "bin/cdk.mjs"));
  writeFileSync(join(package_, "package.json"), JSON.stringify({ name: "aws-cdk", version: "0.0.0" }));
  writeFileSync(
    join(package_, "bin/cdk"),
    `const args = process.argv.slice(2);
     if (args.includes("wait")) { console.log("waiting"); setInterval(() => {}, 1000); }
     else { console.log(args.join(" ")); process.exitCode = args.includes("fail") ? 3 : 0; }`,
  );
  chmodSync(join(package_, "bin/cdk"), 0o755);
  const artifacts = {
    "convoke-dev-record": { type: "aws:cloudformation:stack", properties: { templateFile: "record.json" } },
    "convoke-dev-record.assets": { type: "cdk:asset-manifest", properties: {} },
  };
  writeFileSync(join(folder, "cdk.out/manifest.json"), JSON.stringify({ artifacts }));
  writeFileSync(join(folder, "cdk.out/record.json"), JSON.stringify({ Resources: record }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const typed = (line: string) =>
  run(process.execPath, ["bin/cdk.mjs", ...line.split(" ").filter(Boolean)], { cwd: folder });

describe("npx cdk", () => {
  test.each([
    ["deploy", "deploy --all"],
    ["deploy --context stage=prod", "deploy --context stage=prod --all"],
    ["-c stage=test deploy --outputs-file out.json", "-c stage=test deploy --outputs-file out.json --all"],
    ["deploy --require-approval never -O=out.json", "deploy --require-approval never -O=out.json --all"],
    ["destroy --force", "destroy --force --all"],
  ])("%s is the whole stage", async (line, asked) => {
    expect((await typed(line)).stdout.trim()).toBe(asked);
  });

  test.each([
    "deploy --all",
    "deploy convoke-dev-record",
    "deploy --exclusively convoke-dev-record --force",
    "destroy convoke-dev-*",
    "destroy a-mistyped-stack",
    "synth --quiet",
    "diff",
    "--version",
    "",
  ])("%s is handed on as it is", async (line) => {
    expect((await typed(line)).stdout.trim()).toBe(line);
  });

  test("after a destroy it says what stays, and after nothing else", async () => {
    const { stderr } = await typed("destroy --force");
    expect(stderr).toContain("DynamoDB GlobalTable: convoke-dev-record-Records-…");
    expect(stderr).not.toMatch(/Log|Site/);
    expect((await typed("deploy")).stderr).toBe("");
  });

  test("the exit code and a signal are handed on", async () => {
    await expect(typed("deploy fail")).rejects.toMatchObject({ code: 3 });
    const waiting = spawn(process.execPath, ["bin/cdk.mjs", "wait"], { cwd: folder });
    await new Promise((resolve) => waiting.stdout.once("data", resolve));
    waiting.kill("SIGTERM");
    expect(await new Promise((resolve) => waiting.once("exit", resolve))).toBe(143);
  });

  test.each(["deploy", "destroy"])("every option of cdk %s that takes a word is known to take one", async (command) => {
    const { stdout } = await run(process.execPath, [join(root, "node_modules/aws-cdk/bin/cdk"), command, "--help"], {
      env: { ...process.env, COLUMNS: "400" },
    });
    const options = stdout.slice(stdout.indexOf("Options:")).split(/\n(?= {2}-)/);
    const withWord = options
      .filter((option) => /\[(string|array|number|choices)/.test(option.replace(/\s+/g, " ")))
      // The help cuts its longest name.
      .map((option) => (/--[\w-]+/.exec(option)?.[0] ?? option).replace(/-seco$/, "-seconds"));
    expect(withWord.length).toBeGreaterThan(10);
    const line = `deploy ${withWord.map((option) => `${option} word`).join(" ")}`;
    expect((await typed(line)).stdout.trim()).toBe(`${line} --all`);
  });
});
