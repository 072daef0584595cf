/** What DynamoDB can hold, as we use it. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [name: string]: Value };
export interface Key {
  readonly pk: string;
  readonly sk: string;
}
export interface Row extends Key {
  readonly [name: string]: Value;
}

/** One condition on one attribute of one row. */
export type Test =
  | readonly [name: string, is: "=" | "<>" | "<" | "<=" | ">" | ">=", value: string | number | boolean]
  | readonly [name: string, is: "exists" | "absent"];

export type TableName = "records" | "ledger";

/** Changes attributes of one row that exists (or not, where `when` allows it). `add` counts up or down. */
export interface Update {
  readonly key: Key;
  readonly set?: { readonly [name: string]: Value };
  readonly add?: { readonly [name: string]: number };
  readonly remove?: readonly string[];
  readonly when: readonly Test[];
}

export type TransactItem =
  | { readonly table: TableName; readonly put: Row; readonly when: readonly Test[] }
  | { readonly table: TableName; readonly update: Update }
  | { readonly table: TableName; readonly check: { readonly key: Key; readonly when: readonly Test[] } };

/** Why one item of a transaction was refused, and the row as it stands, where the condition was the reason. */
export interface CancelReason {
  readonly code: "None" | "ConditionalCheckFailed" | "TransactionConflict" | "Throttled" | "Other";
  readonly row?: Row;
  readonly message?: string;
}

export interface Query {
  readonly pk: string;
  readonly from?: string;
  readonly to?: string;
  readonly prefix?: string;
  readonly limit?: number;
  readonly newestFirst?: boolean;
}
export interface IndexQuery {
  readonly index: "list" | "person" | "due";
  readonly pk: string;
  readonly prefix?: string;
  readonly newestFirst?: boolean;
  readonly limit?: number;
}

/** The two tables. Implemented over DynamoDB and in memory; both pass test/contract/table. Reads are strongly consistent, but for indexes. */
export interface Tables {
  get(key: Key): Promise<Row | undefined>;
  /** At most 100 keys a call to the table; any number here. Order is not kept; missing rows are left out. */
  getMany(keys: readonly Key[]): Promise<Row[]>;
  query(query: Query, table?: TableName): Promise<Row[]>;
  queryIndex(query: IndexQuery): Promise<Row[]>;
  /** All or nothing, at most 100 items. Resolves with the reasons when it was cancelled, `"done"` when it was written. */
  transact(items: readonly TransactItem[]): Promise<"done" | readonly CancelReason[]>;
  /** One row, one write, at half a transaction's price. False when `when` does not hold. */
  update(update: Update): Promise<boolean>;
  /** Puts one row of Records; false when `when` does not hold. */
  put(row: Row, when: readonly Test[]): Promise<boolean>;
  remove(key: Key): Promise<void>;
}
