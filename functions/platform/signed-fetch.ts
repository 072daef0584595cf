import { defaultProvider } from "@aws-sdk/credential-provider-node";
import { SignatureV4 } from "@smithy/signature-v4";
import { Sha256 } from "#platform/sha256";

export interface Signer {
  /** Posts JSON or text, signed as whoever the AWS credentials of this shell belong to; or as `name`, on the local stack only. */
  post(path: string, body: string, contentType?: string): Promise<{ readonly status: number; readonly body: unknown }>;
}

/** The people's door from a shell: HTTP API requests with IAM authorization. Throws where nothing answers, with the address. */
export function signedFetch(url: string, region: string, name?: string): Signer {
  const base = new URL(url);
  const credentials =
    name === undefined ? defaultProvider() : async () => ({ accessKeyId: name, secretAccessKey: "local" });
  const signer = new SignatureV4({ service: "execute-api", region, credentials, sha256: Sha256 });
  return {
    async post(path, body, contentType = "application/json") {
      const headers = { host: base.host, "content-type": contentType };
      const signed = await signer.sign({
        method: "POST",
        protocol: base.protocol,
        hostname: base.hostname,
        ...(base.port !== "" && { port: Number(base.port) }),
        path,
        headers,
        body,
      });
      const answer = await fetch(new URL(path, base), { method: "POST", headers: signed.headers, body });
      const text = await answer.text();
      return { status: answer.status, body: parsed(text) };
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { accepted: false, code: "no-answer", sentence: text.slice(0, 200) };
  }
}
