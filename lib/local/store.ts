import { join } from "node:path";
import { DatabaseSync, type SQLInputValue, type SQLOutputValue, type StatementSync } from "node:sqlite";
import { bringUp } from "./data-format.ts";
import { makeFolder } from "./folder.ts";

export type Row = Record<string, SQLOutputValue>;

/** The one SQLite file of the engines: clock, queues, schedules, mails, secrets, objects. Without a folder it lives in memory. */
export class Store {
  readonly #database: DatabaseSync;
  #depth = 0;

  constructor(folder?: string) {
    if (folder !== undefined) makeFolder(folder);
    this.#database = new DatabaseSync(folder === undefined ? ":memory:" : join(folder, "local.sqlite"), {
      timeout: 2000,
    });
    // NORMAL in WAL mode survives a kill of the process, which is what a restart here means.
    this.#database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY;");
    bringUp(this.#database);
  }

  /** Creates what an engine keeps; every statement says IF NOT EXISTS. */
  define(schema: string): void {
    this.#database.exec(schema);
  }

  prepare(sql: string): StatementSync {
    return this.#database.prepare(sql);
  }

  /** Nests: the outermost call commits. */
  transaction<T>(work: () => T): T {
    if (this.#depth > 0) return work();
    this.#depth = 1;
    this.#database.exec("BEGIN IMMEDIATE");
    try {
      const result = work();
      this.#database.exec("COMMIT");
      return result;
    } catch (error) {
      this.#database.exec("ROLLBACK");
      throw error;
    } finally {
      this.#depth = 0;
    }
  }

  close(): void {
    this.#database.close();
  }
}

export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== "string") throw new Error(`${column} is no text in ${JSON.stringify(Object.keys(row))}`);
  return value;
}

export function whole(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== "number") throw new Error(`${column} is no number in ${JSON.stringify(Object.keys(row))}`);
  return value;
}

export function bytes(row: Row, column: string): Uint8Array {
  const value = row[column];
  if (!(value instanceof Uint8Array)) throw new Error(`${column} is no blob in ${JSON.stringify(Object.keys(row))}`);
  return value;
}

/** The one number that an aggregate such as min() or count() gives; undefined for NULL. */
export function scalar(statement: StatementSync, ...parameters: SQLInputValue[]): number | undefined {
  const row = statement.get(...parameters);
  const value = row === undefined ? null : Object.values(row)[0];
  return typeof value === "number" ? value : undefined;
}
