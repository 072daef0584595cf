import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import * as z from "zod/mini";
import { base32 } from "#platform/base32";
import { environment } from "#platform/environment";
import { signedRequest } from "#platform/signed-request";

/** What a link may be used for. A link of one scope is worthless in another. */
export type Scope = "answer" | "unsubscribe" | "document" | "nonce";

export interface Links {
  /** `<did><nn>.<mac>` for a path. */
  token(scope: Scope, person: LinkedPerson): Promise<string>;
  /** Whether the MAC is right for this person's epoch and key. Takes the same time for a person who does not exist (pass undefined). */
  holds(scope: Scope, mac: string, person: LinkedPerson | undefined): Promise<boolean>;
  /** A MAC over any text, for a form's nonce. */
  seal(text: string): Promise<string>;
}
export interface LinkedPerson {
  readonly delegation: string;
  readonly person: string;
  readonly epoch: number;
  readonly kid: string;
}

const shape = /^(?<delegation>[a-z2-7]{16})(?<person>[a-z2-7]{2})\.(?<mac>[a-z2-7]{32})$/;

/** Takes a link's token apart; undefined for anything that is not exactly of its shape. */
export function parseToken(token: string) {
  const groups = shape.exec(token)?.groups;
  const { delegation, person, mac } = groups ?? {};
  return delegation !== undefined && person !== undefined && mac !== undefined
    ? { delegation, person, mac }
    : undefined;
}

const secret = z.looseObject({ current: z.string() });

/** 160 bits of HMAC-SHA-256 over scope, person and epoch, keyed by the stage's link secret, which is read once per cold start. */
export function secretLinks(): Links {
  let keys: Promise<z.infer<typeof secret>> | undefined;
  async function key(kid: string): Promise<string | undefined> {
    keys ??= load();
    const loaded = await keys.catch((error: unknown) => {
      keys = undefined;
      throw error;
    });
    const found = kid !== "current" && Object.hasOwn(loaded, kid) ? loaded[kid] : undefined;
    return typeof found === "string" && found !== "" ? found : undefined;
  }
  async function mac(text: string, kid: string): Promise<string> {
    const found = await key(kid);
    if (found === undefined) throw new Error(`The link secret holds no key ${kid}.`);
    return macWith(found, text);
  }
  const text = (scope: Scope, person: LinkedPerson) =>
    [scope, person.delegation, person.person, String(person.epoch)].join("|");
  const nobody: LinkedPerson = { delegation: "aaaaaaaaaaaaaaaa", person: "aa", epoch: 0, kid: "k1" };

  return {
    async token(scope, person) {
      return `${person.delegation}${person.person}.${await mac(text(scope, person), person.kid)}`;
    },
    async holds(scope, given, person) {
      // A key that was taken out of the secret makes no link, and must not make one that everybody can compute.
      const found = await key((person ?? nobody).kid);
      const right = macWith(found ?? "no key of this name", text(scope, person ?? nobody));
      const same = timingSafeEqual(hashed(right), hashed(given));
      return same && found !== undefined && person !== undefined;
    },
    async seal(sealed) {
      return mac(`nonce|${sealed}`, "k1");
    },
  };
}

const macWith = (key: string, text: string) => base32(createHmac("sha256", key).update(text).digest().subarray(0, 20));
/** Equal lengths for a comparison in constant time, whatever was given. */
const hashed = (text: string) => createHash("sha256").update(text).digest();

const held = z.object({ SecretString: z.string() });

async function load() {
  const { status, body } = await signedRequest({
    service: "secretsmanager",
    path: "/",
    headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": "secretsmanager.GetSecretValue" },
    body: JSON.stringify({ SecretId: environment("LINK_SECRET") }),
  });
  if (status !== 200) throw new Error(`The link secret could not be read (${status}): ${body.slice(0, 300)}`);
  return secret.parse(JSON.parse(held.parse(JSON.parse(body)).SecretString));
}
