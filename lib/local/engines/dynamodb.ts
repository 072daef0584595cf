import { type Answer, type Call, type Engine, type Need, Refused } from "#lib/local/engine";
import { asksForUnits, type Metered, meter } from "./dynamodb-meter.ts";
import { type Asked, asked } from "./dynamodb-needs.ts";
import { Dynoxide } from "./dynoxide.ts";
import { makeTables, type TableDescription } from "./tables.ts";

export interface DynamoOptions {
  region: string;
  /** The file that keeps the rows; without one they live in memory. */
  database?: string;
  tables: readonly TableDescription[];
  onDeath: (sentence: string) => void;
  /** Told the capacity units of each call of a function. */
  metered?: Metered;
}

/** What the engine must see of a request. */
const PASSED = ["x-amz-target", "x-amz-date", "content-type", "authorization"];
/** Its answers that hold ARNs, which name a region of its own. */
const WITH_ARNS = new Set(["DescribeTable", "ListStreams", "DescribeStream", "GetShardIterator"]);

/** DynamoDB and its streams: passes calls on to the engine, and tells whose rows changed. */
export class DynamoDb implements Engine {
  readonly service = "dynamodb";
  readonly dynoxide: Dynoxide;
  readonly #options: DynamoOptions;
  readonly #arns: ReadonlyMap<string, string>;
  readonly #listeners = new Map<string, (() => void)[]>();
  /** needs() and handle() see the same call; it is read once. */
  readonly #asked = new WeakMap<Call, Asked>();
  /** The engine's ARN of each table's stream. */
  readonly #streams: ReadonlyMap<string, string>;

  private constructor(options: DynamoOptions, dynoxide: Dynoxide, streams: ReadonlyMap<string, string>) {
    this.#options = options;
    this.dynoxide = dynoxide;
    this.#streams = streams;
    this.#arns = new Map(options.tables.map(({ name, arn }) => [name, arn]));
  }

  static async start(options: DynamoOptions): Promise<DynamoDb> {
    const dynoxide = await Dynoxide.start(options.database, options.onDeath);
    try {
      return new DynamoDb(options, dynoxide, await makeTables(dynoxide, options.tables));
    } catch (error) {
      await dynoxide.stop();
      throw error;
    }
  }

  streamOf(table: string): string {
    const stream = this.#streams.get(table);
    if (stream === undefined) throw new Error(`The table ${table} has no stream`);
    return stream;
  }

  /** Called before a call that changed rows of the table is answered. */
  onChange(table: string, listener: () => void): void {
    this.#listeners.set(table, [...(this.#listeners.get(table) ?? []), listener]);
  }

  changed(table: string): void {
    for (const listener of this.#listeners.get(table) ?? []) listener();
  }

  needs(call: Call): Need[] {
    return this.#read(call).needs;
  }

  async handle(call: Call): Promise<Answer> {
    const { changes } = this.#read(call);
    const headers: Record<string, string> = {};
    for (const name of PASSED) {
      const value = call.headers[name];
      if (value !== undefined) headers[name] = value;
    }
    const withArns = WITH_ARNS.has(call.action);
    const { metered } = this.#options;
    const isMetered = metered !== undefined && call.principal.kind === "function";
    const sent = isMetered ? asksForUnits(call) : call.body;
    const body = withArns ? this.#swap(Buffer.from(call.body).toString(), "theirs") : sent;
    const answer = await this.dynoxide.send(headers, body);
    if (isMetered && answer.status === 200) meter(call.action, answer.body, metered);
    if (answer.status === 200) for (const table of changes) this.changed(table);
    const {
      "content-type": type = "application/x-amz-json-1.0",
      "x-amzn-requestid": id = "",
      "x-amz-crc32": crc,
    } = answer.headers;
    const passed = { "content-type": type, "x-amzn-requestid": id };
    if (withArns) return { status: answer.status, headers: passed, body: this.#swap(answer.body.toString(), "ours") };
    return {
      status: answer.status,
      headers: { ...passed, ...(crc !== undefined && { "x-amz-crc32": crc }) },
      body: answer.body,
    };
  }

  async stop(): Promise<void> {
    await this.dynoxide.stop();
  }

  #read(call: Call): Asked {
    const known = this.#asked.get(call);
    if (known !== undefined) return known;
    const read = asked(call, (table) => {
      const arn = this.#arns.get(table);
      if (arn === undefined)
        throw new Refused("ResourceNotFoundException", `Requested resource not found: Table: ${table} not found`);
      return arn;
    });
    this.#asked.set(call, read);
    return read;
  }

  /** Writes our ARNs for the engine's own, or the other way round. */
  #swap(text: string, to: "ours" | "theirs"): string {
    const pairs = this.#options.tables.flatMap(({ name, stream }) => {
      const theirs = this.#streams.get(name);
      return stream === undefined || theirs === undefined ? [] : [{ ours: stream.arn, theirs }];
    });
    pairs.push({ ours: `arn:aws:dynamodb:${this.#options.region}:`, theirs: "arn:aws:dynamodb:dynoxide:" });
    const from = to === "ours" ? "theirs" : "ours";
    return pairs.reduce((swapped, pair) => swapped.replaceAll(pair[from], pair[to]), text);
  }
}
