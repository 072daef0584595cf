import { type Store, text } from "./store.ts";

/** How far a mapping has read its stream; survives a restart. */
export interface Position {
  get(): string | undefined;
  set(sequence: string): void;
}

export function streamPosition(store: Store, mapping: string): Position {
  store.define("CREATE TABLE IF NOT EXISTS stream_positions (mapping TEXT PRIMARY KEY, sequence TEXT NOT NULL)");
  const read = store.prepare("SELECT sequence FROM stream_positions WHERE mapping = ?");
  const write = store.prepare(
    "INSERT INTO stream_positions (mapping, sequence) VALUES (?, ?) ON CONFLICT (mapping) DO UPDATE SET sequence = excluded.sequence",
  );
  return {
    get: () => {
      const row = read.get(mapping);
      return row === undefined ? undefined : text(row, "sequence");
    },
    set: (sequence) => {
      write.run(mapping, sequence);
    },
  };
}
