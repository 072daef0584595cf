import { buildApp } from "fauxqs";
import { z } from "zod";
import type { Clock } from "#lib/local/clock";
import { type Answer, type Call, type Engine, type Need, Refused, refusal } from "#lib/local/engine";
import { bytes, type Store, text, whole } from "#lib/local/store";
import { type BucketDescription, LockedObjects } from "./locked-objects.ts";
import { keysToDelete, needsOf, type Operation, type Route, refuseExpired, routeOf, unescapeXml } from "./s3-route.ts";

type App = ReturnType<typeof buildApp>;
type Method = "GET" | "HEAD" | "PUT" | "POST" | "DELETE";

const KEPT_HEADER = /^(content-(type|disposition|encoding|language)|cache-control|x-amz-meta-.*)$/;
const CHANGING = new Set<Operation>([
  "PutObject",
  "CopyObject",
  "CompleteMultipartUpload",
  "DeleteObject",
  "DeleteObjects",
]);
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS objects (
    bucket TEXT NOT NULL, key TEXT NOT NULL, at INTEGER NOT NULL, headers TEXT NOT NULL, body BLOB NOT NULL, PRIMARY KEY (bucket, key)
  );`;

/** S3 by fauxqs, in this process and without a port of its own, holding these buckets with what they held before. */
export async function openBuckets(store: Store, clock: Clock, buckets: readonly BucketDescription[]): Promise<Buckets> {
  const app = buildApp({ logger: false });
  for (const { name } of buckets) {
    const { statusCode, body } = await app.inject({ method: "PUT", url: `/${name}` });
    if (statusCode !== 200) throw new Error(`Bucket ${name} could not be made: ${body}`);
  }
  const opened = new Buckets(store, clock, app, new LockedObjects(store, () => clock.now(), buckets));
  await opened.restore();
  return opened;
}

/** In front of fauxqs stands what it is laxer on than AWS: conditional writes, expired links, subresources it would ignore. */
export class Buckets implements Engine {
  readonly service = "s3";
  readonly #clock: Clock;
  readonly #app: App;
  readonly #locked: LockedObjects;
  readonly #sql: ReturnType<typeof statements>;
  /** Changes go one after the other, so that a condition still holds when its write happens. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(store: Store, clock: Clock, app: App, locked: LockedObjects) {
    store.define(SCHEMA);
    this.#clock = clock;
    this.#app = app;
    this.#locked = locked;
    this.#sql = statements(store);
  }

  needs(call: Call): Need[] {
    return needsOf(routeOf(call), call);
  }

  async handle(call: Call): Promise<Answer> {
    try {
      const route = routeOf(call);
      refuseExpired(call, this.#clock.now());
      return await (CHANGING.has(route.operation)
        ? this.#inTurn(() => this.#change(route, call))
        : this.#read(route, call));
    } catch (error) {
      if (error instanceof Refused) return refusal("s3", error);
      throw error;
    }
  }

  async stop(): Promise<void> {
    await this.#last.catch(() => undefined);
    await this.#app.close();
  }

  /** fauxqs remembers nothing by itself when it is embedded. */
  async restore(): Promise<void> {
    for (const row of this.#sql.all.all()) {
      const url = urlOf(text(row, "bucket"), text(row, "key"));
      const headers = z.record(z.string(), z.string()).parse(JSON.parse(text(row, "headers")));
      await this.#app.inject({ method: "PUT", url, headers, payload: Buffer.from(bytes(row, "body")) });
    }
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#last.catch(() => undefined).then(work);
    this.#last = mine;
    return mine;
  }

  async #read(route: Route, call: Call): Promise<Answer> {
    const version = call.query.get("versionId");
    if (route.operation === "ListVersions" || version !== null) {
      if (!this.#locked.has(route.bucket))
        throw new Refused("NotImplemented", "The local stack keeps versions in buckets with a lock only.", 501);
      return version === null
        ? this.#locked.list(route.bucket, call.query)
        : this.#locked.get(route.bucket, route.key, version);
    }
    const answer = await this.#forward(call);
    if (answer.status >= 300) return answer;
    if (route.operation === "ListObjects") return { ...answer, body: this.#dated(route.bucket, answer.body) };
    if (route.operation !== "GetObject" && route.operation !== "HeadObject") return answer;
    const at = this.#changedAt(route.bucket, route.key);
    if (at !== undefined) answer.headers["last-modified"] = new Date(at).toUTCString();
    for (const [name, value] of call.query) {
      const [, header] = /^response-(.+)$/.exec(name) ?? [];
      if (header !== undefined) answer.headers[header] = value;
    }
    return answer;
  }

  async #change(route: Route, call: Call): Promise<Answer> {
    const { bucket, key } = route;
    const locked = this.#locked.has(bucket);
    if (locked && route.operation !== "PutObject") this.#locked.refuseDelete(bucket, key, call.query.get("versionId"));
    if (locked) this.#locked.refuseUnchecked(call);
    await this.#checkConditions(route, call);
    const answer = await this.#forward(call);
    if (answer.status >= 300) return answer;
    if (route.operation === "DeleteObject") this.#sql.forget.run(bucket, key);
    else if (route.operation === "DeleteObjects")
      for (const one of keysToDelete(call)) this.#sql.forget.run(bucket, one);
    else await this.#remember(bucket, key);
    if (!locked) return answer;
    const { headers, rawPayload } = await this.#app.inject({ method: "GET", url: urlOf(bucket, key) });
    const version = this.#locked.remember(bucket, key, String(headers["content-type"]), rawPayload);
    return { ...answer, headers: { ...answer.headers, "x-amz-version-id": version } };
  }

  async #checkConditions({ bucket, key }: Route, { method, headers }: Call): Promise<void> {
    const { "if-none-match": unless, "if-match": only } = headers;
    if (unless === undefined && only === undefined) return;
    if (method === "DELETE" || (unless !== undefined && unless !== "*")) {
      throw new Refused("NotImplemented", "A header you provided implies functionality that is not implemented", 501);
    }
    const there = await this.#app.inject({ method: "HEAD", url: urlOf(bucket, key) });
    const exists = there.statusCode === 200;
    if (only !== undefined && !exists) throw new Refused("NoSuchKey", "The specified key does not exist.", 404);
    if ((unless !== undefined && exists) || (only !== undefined && there.headers.etag !== only)) {
      throw new Refused("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", 412);
    }
  }

  async #remember(bucket: string, key: string): Promise<void> {
    const { headers, rawPayload } = await this.#app.inject({ method: "GET", url: urlOf(bucket, key) });
    const kept = Object.entries(headers).flatMap(([name, value]) =>
      KEPT_HEADER.test(name) ? [[name, String(value)]] : [],
    );
    this.#sql.remember.run(bucket, key, this.#clock.now(), JSON.stringify(Object.fromEntries(kept)), rawPayload);
  }

  async #forward({ method, path, query, headers, body }: Call): Promise<Answer> {
    // A host with dots would be taken for a bucket's; lengths and codings are those of the connection that ended here.
    const { host: _, "content-length": __, "transfer-encoding": ___, expect: ____, ...passed } = headers;
    const search = query.size === 0 ? "" : `?${query}`;
    const payload = body.length === 0 ? {} : { payload: Buffer.from(body) };
    const empty = body.length === 0 && method === "PUT" ? { payload: Buffer.alloc(0) } : payload;
    const response = await this.#app.inject({
      method: methodOf(method),
      url: `${path}${search}`,
      headers: { ...passed, host: "127.0.0.1" },
      ...empty,
    });
    const answered = Object.entries(response.headers).filter(([name]) => !/^(date|connection|keep-alive)$/.test(name));
    return {
      status: response.statusCode,
      headers: Object.fromEntries(answered.map(([name, value]) => [name, String(value)])),
      body: response.rawPayload,
    };
  }

  #changedAt(bucket: string, key: string): number | undefined {
    const row = this.#sql.at.get(bucket, key);
    return row === undefined ? undefined : whole(row, "at");
  }

  /** A list on the moved clock. */
  #dated(bucket: string, xml: string | Uint8Array): string {
    const list = typeof xml === "string" ? xml : Buffer.from(xml).toString();
    return list.replace(/<Key>([^<]*)<\/Key>([\s\S]*?)<LastModified>[^<]*</g, (found, key: string, between: string) => {
      const at = this.#changedAt(bucket, unescapeXml(key));
      return at === undefined ? found : `<Key>${key}</Key>${between}<LastModified>${new Date(at).toISOString()}<`;
    });
  }
}

function statements(store: Store) {
  return {
    all: store.prepare("SELECT bucket, key, headers, body FROM objects ORDER BY bucket, key"),
    at: store.prepare("SELECT at FROM objects WHERE bucket = ? AND key = ?"),
    remember: store.prepare("INSERT OR REPLACE INTO objects (bucket, key, at, headers, body) VALUES (?, ?, ?, ?, ?)"),
    forget: store.prepare("DELETE FROM objects WHERE bucket = ? AND key = ?"),
  };
}

const urlOf = (bucket: string, key: string) => `/${bucket}/${key.split("/").map(encodeURIComponent).join("/")}`;

function methodOf(method: string): Method {
  if (method === "GET" || method === "HEAD" || method === "PUT" || method === "POST" || method === "DELETE")
    return method;
  throw new Refused("MethodNotAllowed", "The specified method is not allowed against this resource.", 405);
}
