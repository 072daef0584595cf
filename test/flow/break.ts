import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Stack, startStack } from "#lib/local/stack";
import { desksOf, dialogue, prepare, release, START } from "./play.ts";

interface Resource {
  readonly Type: string;
  readonly Properties?: object;
}
interface Template {
  readonly Resources: { [id: string]: Resource };
}

/** The templates of an assembly, to be broken. Ids are given without the hash that CDK puts behind them. */
export class Templates {
  readonly #templates = new Map<string, Template>();

  constructor(folder: string) {
    for (const file of readdirSync(folder).filter((name) => name.endsWith(".template.json"))) {
      const template: Template = JSON.parse(readFileSync(join(folder, file), "utf-8"));
      this.#templates.set(join(folder, file), template);
    }
  }
  #find(name: string): { resources: { [id: string]: Resource }; id: string; resource: Resource } {
    for (const { Resources: resources } of this.#templates.values()) {
      for (const [id, resource] of Object.entries(resources)) {
        if (id.replace(/[0-9A-F]{8}$/, "") === name) return { resources, id, resource };
      }
    }
    throw new Error(`No template has a ${name}`);
  }
  remove(name: string): void {
    const { resources, id } = this.#find(name);
    delete resources[id];
  }
  /** Everything that the resource says, with one text put for another; it has to say it. */
  change(name: string, part: RegExp | string, instead: string): void {
    const { resources, id, resource } = this.#find(name);
    const json = JSON.stringify(resource);
    const changed = json.replace(part, instead);
    if (changed === json) throw new Error(`${id} does not say ${part}`);
    const parsed: Resource = JSON.parse(changed);
    resources[id] = parsed;
  }
  write(): void {
    for (const [file, template] of this.#templates) writeFileSync(file, JSON.stringify(template));
  }
}

/** Copies the assembly into a folder and breaks the copy; the bundles themselves are shared. */
export function copy(assembly: string, folder: string, change: (templates: Templates) => void): void {
  for (const entry of readdirSync(assembly, { withFileTypes: true })) {
    if (entry.isDirectory()) symlinkSync(resolve(assembly, entry.name), join(folder, entry.name), "junction");
    else cpSync(join(assembly, entry.name), join(folder, entry.name));
  }
  const templates = new Templates(folder);
  change(templates);
  templates.write();
}

/** One State, from its import to the mail that invites it. */
export async function invite(stack: Stack): Promise<void> {
  const desks = desksOf(stack);
  await prepare(desks, dialogue(["NL"]));
  await release(desks);
  await stack.advance({ minutes: 1 });
}

/** What the run of the broken assembly says: the stack's own word where it has one, before what the caller was told. */
export async function run(
  assembly: string,
  change: (templates: Templates) => void,
  act: (stack: Stack) => Promise<unknown> = invite,
  { tolerate = false } = {},
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "convoke-broken-"));
  let stack: Stack | undefined;
  try {
    copy(assembly, folder, change);
    stack = await startStack({ assembly: folder, now: START, quiet: true, tolerate });
    const told = await act(stack).then(() => "nothing", message);
    return await stack.settle().then(() => told, message);
  } catch (error) {
    return message(error);
  } finally {
    await stack?.stop();
    rmSync(folder, { recursive: true });
  }
}

const message = (error: unknown) => (error instanceof Error ? error.message : String(error));
