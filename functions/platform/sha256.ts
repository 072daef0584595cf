import { createHash, createHmac, type Hash, type Hmac } from "node:crypto";

type Bytes = string | ArrayBuffer | ArrayBufferView;

/** SHA-256 as the signer wants it, from Node's own crypto. */
export class Sha256 {
  #hash: Hash | Hmac;
  readonly #secret: Bytes | undefined;
  constructor(secret?: Bytes) {
    this.#secret = secret;
    this.#hash = this.#begin();
  }
  #begin(): Hash | Hmac {
    return this.#secret === undefined ? createHash("sha256") : createHmac("sha256", bytes(this.#secret));
  }
  update(data: Bytes): void {
    this.#hash.update(bytes(data));
  }
  digest(): Promise<Uint8Array> {
    return Promise.resolve(new Uint8Array(this.#hash.digest()));
  }
  reset(): void {
    this.#hash = this.#begin();
  }
}

function bytes(data: Bytes): Uint8Array {
  if (typeof data === "string") return Buffer.from(data, "utf-8");
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}
