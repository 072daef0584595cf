#!/usr/bin/env node
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { constants } from "node:os";
import { join } from "node:path";

/**
 * What `npx cdk` runs in this project: the CDK's own command line, handed everything as it is. Only `--all` is added where a
 * stage is deployed or destroyed and no stack is named: a stage is three stacks, and the CDK would refuse to choose.
 */

/** Options of `cdk deploy` and `cdk destroy` that take the word after them; a test compares them with the CDK's own help. */
const WITH_VALUE = new Set(
  [
    "app asset-build-concurrency build build-exclude ca-bundle-path change-set-name concurrency context",
    "hotswap-ecs-maximum-healthy-percent hotswap-ecs-minimum-healthy-percent hotswap-ecs-stabilization-timeout-seconds",
    "method monitoring-time-minutes notification-arns output outputs-file parameters plugin profile progress proxy",
    "region require-approval role-arn rollback-trigger-alarm-arns tags telemetry-file toolkit-stack-name unstable",
  ]
    .flatMap((line) => line.split(" "))
    .map((name) => `--${name}`)
    .concat("-a", "-c", "-E", "-m", "-o", "-O", "-p", "-r", "-t"),
);

/** The words that are neither options nor their values: the command, and the stacks that it names. */
function wordsOf(args) {
  return args.filter((arg, place) => !arg.startsWith("-") && !WITH_VALUE.has(args[place - 1] ?? ""));
}

const args = process.argv.slice(2);
const [command, ...stacks] = wordsOf(args);
const ofTheStage = (command === "deploy" || command === "destroy") && stacks.length === 0 && !args.includes("--all");

const cdk = createRequire(import.meta.url).resolve("aws-cdk/bin/cdk");
const child = spawn(process.execPath, [cdk, ...args, ...(ofTheStage ? ["--all"] : [])], { stdio: "inherit" });
// A terminal's Ctrl-C reaches both; whoever ends only this one means the other.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("close", (code, signal) => {
  if (code === 0 && command === "destroy" && !args.includes("--help")) console.error(whatStays());
  process.exitCode = signal === null ? (code ?? 1) : 128 + (constants.signals[signal] ?? 0);
});

/** What the templates say is retained, by the beginning of its name: CloudFormation leaves it alone when its stack is gone. */
function whatStays() {
  const named = args.findIndex((arg) => arg === "--output" || arg === "-o");
  const folder = named < 0 ? "cdk.out" : (args[named + 1] ?? "");
  const manifest = join(folder, "manifest.json");
  const { artifacts = {} } = existsSync(manifest) ? JSON.parse(readFileSync(manifest, "utf-8")) : {};
  const kept = Object.entries(artifacts).flatMap(([stack, { type, properties }]) => {
    if (type !== "aws:cloudformation:stack") return [];
    const { Resources = {} } = JSON.parse(readFileSync(join(folder, properties.templateFile), "utf-8"));
    return Object.entries(Resources)
      .filter(([, { DeletionPolicy }]) => DeletionPolicy === "Retain" || DeletionPolicy === "RetainExceptOnCreate")
      .map(([id, { Type }]) => `  ${Type.replace("AWS::", "").replaceAll("::", " ")}: ${stack}-${id}-…`);
  });
  return [
    "\nDestroying a stage keeps what it recorded, with everything in it, and a later deploy begins with new ones:",
    ...kept,
    "RUNBOOK.md, “What destroy leaves”, says how to look at it and how to delete it.",
  ].join("\n");
}
