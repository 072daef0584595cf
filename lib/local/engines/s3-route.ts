import { type Call, type Need, Refused } from "#lib/local/engine";

export type Operation =
  | "ListBuckets"
  | "HeadBucket"
  | "ListObjects"
  | "ListVersions"
  | "DeleteObjects"
  | "GetObject"
  | "HeadObject"
  | "PutObject"
  | "CopyObject"
  | "DeleteObject"
  | "CreateMultipartUpload"
  | "UploadPart"
  | "CompleteMultipartUpload"
  | "AbortMultipartUpload";

export interface Route {
  operation: Operation;
  bucket: string;
  key: string;
}

/** Query members that ask for nothing beyond the operation itself. */
const HARMLESS =
  /^(x-id|x-amz-.*|response-.*|list-type|prefix|delimiter|max-keys|continuation-token|start-after|marker|fetch-owner|delete|uploads|uploadId|partNumber|versions|key-marker|version-id-marker|versionId)$/i;
/** Headers whose promise nobody here would keep. */
const UNKEPT = /^x-amz-(tagging|acl|grant-.*|object-lock-.*|website-redirect-location)$/;

/** Path style only, as an endpoint that is an IP address makes the SDK write it. */
export function routeOf(call: Call): Route {
  const unkept =
    [...call.query.keys()].find((name) => !HARMLESS.test(name)) ??
    Object.keys(call.headers).find((name) => UNKEPT.test(name));
  if (unkept !== undefined) throw notImplemented(`${unkept} of S3`);
  const [, bucket = "", ...parts] = call.path.split("/").map(decodeURIComponent);
  const key = parts.join("/");
  const operation = key === "" ? bucketOperation(call, bucket) : objectOperation(call);
  if (operation === undefined) throw notImplemented(`S3 ${call.method} on ${key === "" ? "a bucket" : "an object"}`);
  return { operation, bucket, key };
}

function bucketOperation({ method, query }: Call, bucket: string): Operation | undefined {
  if (bucket === "") return method === "GET" ? "ListBuckets" : undefined;
  if (method === "GET") return query.has("versions") ? "ListVersions" : "ListObjects";
  if (method === "HEAD") return "HeadBucket";
  return method === "POST" && query.has("delete") ? "DeleteObjects" : undefined;
}

function objectOperation({ method, query, headers }: Call): Operation | undefined {
  const part = query.has("uploadId");
  switch (method) {
    case "GET":
      return "GetObject";
    case "HEAD":
      return "HeadObject";
    case "PUT":
      return part ? "UploadPart" : "x-amz-copy-source" in headers ? "CopyObject" : "PutObject";
    case "DELETE":
      return part ? "AbortMultipartUpload" : "DeleteObject";
    case "POST":
      return query.has("uploads") ? "CreateMultipartUpload" : part ? "CompleteMultipartUpload" : undefined;
    default:
      return undefined;
  }
}

/** What IAM must allow; HEAD, copies and multipart uploads have no actions of their own. */
export function needsOf(route: Route, call: Call): Need[] {
  const bucketArn = `arn:aws:s3:::${route.bucket}`;
  const need = (action: string, resource: string, context: Record<string, string> = {}) => ({
    action: `s3:${action}`,
    resource,
    context,
  });
  const ofVersion = call.query.has("versionId") ? "Version" : "";
  switch (route.operation) {
    case "ListBuckets":
      return [need("ListAllMyBuckets", "*")];
    case "ListVersions":
      return [need("ListBucketVersions", bucketArn, { "s3:prefix": call.query.get("prefix") ?? "" })];
    case "HeadBucket":
      return [need("ListBucket", bucketArn)];
    case "ListObjects":
      return [need("ListBucket", bucketArn, { "s3:prefix": call.query.get("prefix") ?? "" })];
    case "DeleteObjects":
      return keysToDelete(call).map((key) => need("DeleteObject", `${bucketArn}/${key}`));
    case "GetObject":
    case "HeadObject":
      return [need(`GetObject${ofVersion}`, `${bucketArn}/${route.key}`)];
    case "DeleteObject":
      return [need(`DeleteObject${ofVersion}`, `${bucketArn}/${route.key}`)];
    case "AbortMultipartUpload":
      return [need("AbortMultipartUpload", `${bucketArn}/${route.key}`)];
    case "CopyObject": {
      const source = decodeURIComponent(call.headers["x-amz-copy-source"] ?? "").replace(/^\//, "");
      return [need("GetObject", `arn:aws:s3:::${source}`), need("PutObject", `${bucketArn}/${route.key}`)];
    }
    case "PutObject":
    case "CreateMultipartUpload":
    case "UploadPart":
    case "CompleteMultipartUpload":
      return [need("PutObject", `${bucketArn}/${route.key}`)];
  }
}

export function keysToDelete({ body }: Call): string[] {
  const keys = Buffer.from(body)
    .toString()
    .matchAll(/<Key>([\s\S]*?)<\/Key>/g);
  return [...keys].map(([, key = ""]) => unescapeXml(key));
}

export function unescapeXml(text: string): string {
  const plain: Record<string, string> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };
  return text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => plain[name] ?? "");
}

/** A signed address ends when its time is over, on the moved clock. */
export function refuseExpired({ query }: Call, now: number): void {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(query.get("X-Amz-Date") ?? "") ?? [];
  if (!query.has("X-Amz-Expires")) return;
  const seconds = Number(query.get("X-Amz-Expires"));
  const signed = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (!(seconds >= 1 && seconds <= 604_800) || Number.isNaN(signed)) {
    throw new Refused("AuthorizationQueryParametersError", "X-Amz-Expires must be between 1 and 604800 seconds.");
  }
  if (signed + seconds * 1000 < now) throw new Refused("AccessDenied", "Request has expired", 403);
}

const notImplemented = (what: string) => new Refused("NotImplemented", `The local stack does not know ${what}.`, 501);
