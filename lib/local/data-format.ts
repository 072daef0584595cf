import type { DatabaseSync } from "node:sqlite";

/** What this version writes into a data folder; one more with every change that an older version could not read. */
export const FORMAT = 3;
/** "CVKE": the database is a local stack's. */
const APPLICATION = 0x43_56_4b_45;

/** What leads from a format to the next. Format 1 is that of the versions that wrote no number. */
const steps: ReadonlyMap<number, string> = new Map([
  // A message that is in a reader's hand is told apart from one that failed and waits.
  [1, "ALTER TABLE messages ADD COLUMN held INTEGER NOT NULL DEFAULT 0"],
  // Versions of secrets stand in a table of their own, which an older version would not look into.
  [2, ""],
]);

/** Brings a database to this version's format, whole or not at all. A newer one and one that cannot be brought is refused with what to do. */
export function bringUp(database: DatabaseSync): void {
  database.exec("BEGIN IMMEDIATE");
  try {
    const kept = number(database, "PRAGMA user_version");
    const isFresh = number(database, "SELECT count(*) FROM sqlite_schema") === 0;
    if (kept > FORMAT)
      throw new Error(
        `a newer version of Convoke wrote it (format ${kept}; this one knows ${FORMAT}). Start it with that version, or take another folder, or empty it with --reset`,
      );
    for (let format = isFresh ? FORMAT : Math.max(kept, 1); format < FORMAT; format++) {
      const step = steps.get(format);
      if (step === undefined)
        throw new Error(
          `an older version of Convoke wrote it (format ${format}), from which nothing leads to format ${FORMAT}. Take another folder, or empty it with --reset`,
        );
      database.exec(step);
    }
    if (kept !== FORMAT) database.exec(`PRAGMA user_version = ${FORMAT}; PRAGMA application_id = ${APPLICATION}`);
    database.exec("COMMIT");
  } catch (error) {
    database.exec("ROLLBACK");
    throw error;
  }
}

function number(database: DatabaseSync, question: string): number {
  const [value] = Object.values(database.prepare(question).get() ?? {});
  return Number(value);
}
