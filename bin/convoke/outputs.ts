import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod/mini";
import { Unreachable } from "#bin/convoke/client";
import { WrongUsage } from "#bin/convoke/trouble";

/** A stage's outputs by name, of all its stacks. */
export type Outputs = Readonly<Record<string, string>>;
const file = z.record(z.string(), z.record(z.string(), z.string()));
const STACK = /^convoke-([a-z][a-z0-9]*)-(?:record|workflow|front-door)$/;

/** The file that `cdk deploy --outputs-file` wrote: the one named, else the environment's, else the stage's own in this folder. */
export function outputsFile(stage: string | undefined, named: string | undefined): string | undefined {
  const given = named ?? process.env["CONVOKE_OUTPUTS"];
  if (given !== undefined && given !== "") return given;
  const own = stage === undefined ? undefined : join(process.cwd(), `cdk-outputs.${stage}.json`);
  return own !== undefined && existsSync(own) ? own : undefined;
}

/** What such a file says of a stage, or of the only one that it holds. Throws with a sentence for a file of another stage, and for one that is damaged. */
export function readOutputs(
  path: string,
  asked: string | undefined,
): { readonly stage: string; readonly outputs: Outputs } {
  const stacks = parsed(path);
  const found = new Set(Object.keys(stacks).flatMap((name) => STACK.exec(name)?.[1] ?? []));
  const [only] = found;
  if (only === undefined) throw new Unreachable(`The file ${path} holds no outputs of Convoke. ${again(asked, path)}`);
  if (asked === undefined && found.size > 1)
    throw new WrongUsage(`The file ${path} holds the stages ${[...found].join(", ")}. Name one of them with --stage.`);
  const stage = asked ?? only;
  if (!found.has(stage))
    throw new Unreachable(
      `The file ${path} is of the stage ${[...found].join(", ")}, not of ${stage}. Name that stage, or another file with --outputs. ${again(stage, path)}`,
    );
  const own = Object.entries(stacks).filter(([name]) => STACK.exec(name)?.[1] === stage);
  return { stage, outputs: Object.assign({}, ...own.map(([, outputs]) => outputs)) };
}

/** One of a stage's outputs; `source` is the file or the stack that lacks it. */
export function output(outputs: Outputs, name: string, source: string): string {
  const value = outputs[name];
  if (value !== undefined) return value;
  throw new Unreachable(`${source} has no output ${name}: it is older than this command line. Deploy the stage again.`);
}

function parsed(path: string): z.infer<typeof file> {
  let text: string;
  try {
    text = readFileSync(path, "utf-8");
  } catch {
    throw new Unreachable(`The file of outputs ${path} cannot be read. Is the name right?`);
  }
  try {
    return file.parse(JSON.parse(text));
  } catch {
    throw new Unreachable(`The file ${path} is damaged, or not one of outputs. ${again(undefined, path)}`);
  }
}

const again = (stage: string | undefined, path: string) =>
  `Write it with \`npx cdk deploy${stage === undefined || stage === "dev" ? "" : ` --context stage=${stage}`} --outputs-file ${path}\`.`;
