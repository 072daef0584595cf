import { appendFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";

const KEPT = 2000;

/** What functions and APIs log: the last lines in memory, all of them in the data folder where there is one. */
export class Logs {
  readonly #lines = new Map<string, string[]>();
  readonly #folder: string | undefined;
  readonly #tell: ((name: string, text: string) => void) | undefined;

  constructor(folder: string | undefined, tell?: (name: string, text: string) => void) {
    this.#folder = folder === undefined ? undefined : join(folder, "logs");
    this.#tell = tell;
    if (this.#folder !== undefined) mkdirSync(this.#folder, { recursive: true });
  }

  add(name: string, text: string): void {
    const fresh = text.split("\n").filter((line) => line.trim() !== "");
    if (fresh.length === 0) return;
    const lines = [...(this.#lines.get(name) ?? []), ...fresh];
    this.#lines.set(name, lines.slice(-KEPT));
    const written = `${fresh.join("\n")}\n`;
    if (this.#folder !== undefined) appendFileSync(join(this.#folder, `${name}.log`), written);
    this.#tell?.(name, written);
  }

  of(name: string): readonly string[] {
    return this.#lines.get(name) ?? [];
  }
}

/** The errors among structured log lines, each as one sentence. */
export function errorsIn(text: string): string[] {
  return text.split("\n").flatMap((line) => {
    if (!line.includes('"ERROR"') && !line.includes('"CRITICAL"')) return [];
    const entry = asRecord(parsed(line));
    if (entry["level"] !== "ERROR" && entry["level"] !== "CRITICAL") return [];
    const cause = typeof entry["error"] === "string" ? entry["error"] : asRecord(entry["error"])["message"];
    return [[entry["message"], cause].filter((part) => typeof part === "string").join(": ")];
  });
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
