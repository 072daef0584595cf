/** Where something is written that outlives a call: a function's log (or "access"), a bus and its archive, a queue and its dead letters. */
export interface Written {
  readonly place: "log" | "bus" | "queue";
  /** Of the function, the bus or the queue. */
  readonly name: string;
  readonly text: string;
}

/** Sees everything of that kind as it is written; nothing here keeps a bus's events or a queue's deleted messages. */
export type Witness = (written: Written) => void;
