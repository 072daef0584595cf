import { createHash, randomUUID } from "node:crypto";
import { type Answer, type Call, Refused } from "#lib/local/engine";
import { bytes, type Store, text, whole } from "#lib/local/store";

/** A bucket of the template, with the lock that it puts on every object by itself, if any. */
export interface BucketDescription {
  readonly name: string;
  readonly lock?: { readonly mode: "GOVERNANCE" | "COMPLIANCE"; readonly days: number };
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS versions (
    bucket TEXT NOT NULL, key TEXT NOT NULL, version TEXT NOT NULL, at INTEGER NOT NULL, type TEXT NOT NULL, body BLOB NOT NULL,
    PRIMARY KEY (bucket, key, version)
  );`;
const DAY = 86_400_000;
const PAGE = 1_000;

/** Every version of every object in buckets with a lock, as S3 keeps them: none can be taken away before its time. */
export class LockedObjects {
  readonly #locks: ReadonlyMap<string, NonNullable<BucketDescription["lock"]>>;
  readonly #now: () => number;
  readonly #sql: ReturnType<typeof statements>;

  constructor(store: Store, now: () => number, buckets: readonly BucketDescription[]) {
    store.define(SCHEMA);
    this.#now = now;
    this.#sql = statements(store);
    this.#locks = new Map(buckets.flatMap(({ name, lock }) => (lock === undefined ? [] : [[name, lock] as const])));
  }

  has(bucket: string): boolean {
    return this.#locks.has(bucket);
  }

  /** S3 locks nothing whose content it cannot check. */
  refuseUnchecked({ headers }: Call): void {
    const checked = Object.keys(headers).some((name) => /^(content-md5|x-amz-checksum-\w+|x-amz-trailer)$/.test(name));
    if (!checked)
      throw new Refused(
        "InvalidRequest",
        "Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters",
      );
  }

  /** Returns the new version's id. */
  remember(bucket: string, key: string, type: string, body: Uint8Array): string {
    const version = randomUUID();
    this.#sql.remember.run(bucket, key, version, this.#now(), type, body);
    return version;
  }

  get(bucket: string, key: string, version: string): Answer {
    const row = this.#sql.get.get(bucket, key, version);
    if (row === undefined) throw new Refused("NoSuchVersion", "The specified version does not exist.", 404);
    const body = bytes(row, "body");
    const headers = {
      "content-type": text(row, "type"),
      "content-length": String(body.length),
      "last-modified": new Date(whole(row, "at")).toUTCString(),
      etag: etagOf(body),
      "x-amz-version-id": version,
    };
    return { status: 200, headers, body };
  }

  /** ListObjectVersions: the newest version of a key first, a thousand at most. */
  list(bucket: string, query: URLSearchParams): Answer {
    const prefix = query.get("prefix") ?? "";
    const from = [query.get("key-marker") ?? "", query.get("version-id-marker") ?? ""] as const;
    const all = this.#sql.all.all(bucket).map((row) => ({
      key: text(row, "key"),
      version: text(row, "version"),
      at: new Date(whole(row, "at")).toISOString(),
      body: bytes(row, "body"),
    }));
    const place = all.findIndex(({ key, version }) => key === from[0] && version === from[1]);
    const after = all.filter(({ key }, index) => (place < 0 ? key > from[0] : index > place));
    const wanted = after.filter(({ key }) => key.startsWith(prefix));
    const page = wanted.slice(0, PAGE);
    const last = page.at(-1);
    const entries = page.map(({ key, version, at, body }) => {
      const latest = all.find((one) => one.key === key)?.version === version;
      return `<Version><Key>${escapeXml(key)}</Key><VersionId>${version}</VersionId><IsLatest>${latest}</IsLatest><LastModified>${at}</LastModified><ETag>${escapeXml(etagOf(body))}</ETag><Size>${body.length}</Size><StorageClass>STANDARD</StorageClass></Version>`;
    });
    const next =
      wanted.length > PAGE && last !== undefined
        ? `<IsTruncated>true</IsTruncated><NextKeyMarker>${escapeXml(last.key)}</NextKeyMarker><NextVersionIdMarker>${last.version}</NextVersionIdMarker>`
        : "<IsTruncated>false</IsTruncated>";
    const body = `<?xml version="1.0" encoding="UTF-8"?>\n<ListVersionsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>${bucket}</Name><Prefix>${escapeXml(prefix)}</Prefix><MaxKeys>${PAGE}</MaxKeys>${next}${entries.join("")}</ListVersionsResult>`;
    return { status: 200, headers: { "content-type": "application/xml" }, body };
  }

  /** What may be taken away: nothing whose time is not over, and nothing without its version, which would only hide it. */
  refuseDelete(bucket: string, key: string, version: string | null): never {
    const row = version === null ? undefined : this.#sql.get.get(bucket, key, version);
    if (row !== undefined && this.#now() < whole(row, "at") + (this.#locks.get(bucket)?.days ?? 0) * DAY)
      throw new Refused("AccessDenied", "Access Denied because object protected by object lock.", 403);
    throw new Refused("NotImplemented", "The local stack takes nothing out of a bucket with a lock.", 501);
  }
}

function statements(store: Store) {
  return {
    remember: store.prepare("INSERT INTO versions (bucket, key, version, at, type, body) VALUES (?, ?, ?, ?, ?, ?)"),
    get: store.prepare("SELECT at, type, body FROM versions WHERE bucket = ? AND key = ? AND version = ?"),
    all: store.prepare(
      "SELECT key, version, at, body FROM versions WHERE bucket = ? ORDER BY key, at DESC, rowid DESC",
    ),
  };
}

const etagOf = (body: Uint8Array) => `"${createHash("md5").update(body).digest("hex")}"`;
const escapeXml = (value: string) =>
  value.replace(/[&<>"]/g, (c) => (c === "&" ? "&amp;" : c === "<" ? "&lt;" : c === ">" ? "&gt;" : "&quot;"));
