import { createHmac, timingSafeEqual } from "node:crypto";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import * as z from "zod/mini";
import { base32 } from "#platform/base32";
import { environment } from "#platform/environment";

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
  async function key(kid: string): Promise<string> {
    keys ??= load();
    const loaded = await keys.catch((error: unknown) => {
      keys = undefined;
      throw error;
    });
    const found = loaded[kid];
    return typeof found === "string" ? found : "";
  }
  async function mac(text: string, kid: string): Promise<string> {
    const found = await key(kid);
    return base32(
      createHmac("sha256", found === "" ? "no key of this name" : found)
        .update(text)
        .digest()
        .subarray(0, 20),
    );
  }
  const text = (scope: Scope, person: LinkedPerson) =>
    [scope, person.delegation, person.person, String(person.epoch)].join("|");
  const nobody: LinkedPerson = { delegation: "aaaaaaaaaaaaaaaa", person: "aa", epoch: 0, kid: "k1" };

  return {
    async token(scope, person) {
      return `${person.delegation}${person.person}.${await mac(text(scope, person), person.kid)}`;
    },
    async holds(scope, given, person) {
      const right = await mac(text(scope, person ?? nobody), (person ?? nobody).kid);
      const same = timingSafeEqual(Buffer.from(right), Buffer.from(given.padEnd(right.length).slice(0, right.length)));
      return same && given.length === right.length && person !== undefined;
    },
    async seal(sealed) {
      return mac(`nonce|${sealed}`, "k1");
    },
  };
}

async function load() {
  const { SecretString } = await new SecretsManagerClient({}).send(
    new GetSecretValueCommand({ SecretId: environment("LINK_SECRET") }),
  );
  return secret.parse(JSON.parse(SecretString ?? "{}"));
}
