import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The commands of README's first hour that need no more than an emulator of AWS, in order, as they stand there: the blocks marked deploy-test. */
export function firstHour(readme = readFileSync(join(import.meta.dirname, "../../README.md"), "utf-8")): string[] {
  const [, chapter = ""] = /^## The first hour\n(.*?)(?=^## )/ms.exec(readme) ?? [];
  return [...chapter.matchAll(/^```sh deploy-test\n(.*?)^```$/gms)].flatMap(([, block = ""]) =>
    block.split("\n").filter((line) => line !== ""),
  );
}

/** The words of such a line. They hold no quotes and no shell's own signs: a line that does is not one that runs everywhere. */
export function wordsOf(line: string): string[] {
  if (!/^[\w ./@#=:-]+$/.test(line)) throw new Error(`Not plain words: ${line}`);
  return line.split(" ");
}
