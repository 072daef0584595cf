import type { Blobs } from "#platform/blobs";
import { environment } from "#platform/environment";
import { signedRequest } from "#platform/signed-request";

/** What the gateway does with the documents bucket: S3's client would be a fifth of its bundle. */
export type Files = Pick<Blobs, "put" | "get">;

export function documentFiles(): Files {
  const ask = (method: "GET" | "PUT", key: string, headers: { readonly [name: string]: string } = {}, body = "") =>
    signedRequest({ service: "s3", method, path: `/${environment("DOCUMENTS_BUCKET")}/${key}`, headers, body });
  return {
    async put(key, text, contentType) {
      const { status } = await ask("PUT", key, { "content-type": contentType }, text);
      if (status !== 200) throw new Error(`S3 answered ${status}: ${key} was not put.`);
    },
    async get(key) {
      const { status, body } = await ask("GET", key);
      if (status === 404) return undefined;
      if (status !== 200) throw new Error(`S3 answered ${status}: ${key} was not read.`);
      return body;
    },
  };
}
