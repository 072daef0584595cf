import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import * as z from "zod/mini";
import { base32 } from "#platform/base32";
import { systemClock } from "#platform/clock";
import { environment } from "#platform/environment";
import { ANY_KEY, FIRST_KEY, type LinkRing, parseRing, placeOf } from "#platform/link-ring";
import { signedRequest } from "#platform/signed-request";

/** What a link may be used for. A link of one scope is worthless in another. */
export type Scope = "answer" | "unsubscribe" | "document" | "nonce";

export interface Links {
  /** `<did><nn>.<mac>` for a path, by the person's own key; by the current one where that was taken out. */
  token(scope: Scope, person: LinkedPerson): Promise<string>;
  /** Whether the MAC is right for this person's epoch and key. Takes the same time for a person who does not exist (pass undefined). */
  holds(scope: Scope, mac: string, person: LinkedPerson | undefined): Promise<boolean>;
  /** A MAC over any text, for a form's nonce. */
  seal(text: string): Promise<string>;
  /** Whether a text was sealed so, with any key that is live. */
  sealed(text: string, mac: string): Promise<boolean>;
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

/** A key that was taken out is dead everywhere after so long: nobody keeps the secret for longer, in milliseconds. */
export const KEPT_MILLISECONDS = 300_000;
/** What does not hold may be by a key that came a moment ago: the secret is read again, once in so many milliseconds. */
const AGAIN_MILLISECONDS = 60_000;

/**
 * 160 bits of HMAC-SHA-256 over scope, person and epoch, keyed by the stage's link secret. The secret is read once per cold
 * start, and again when a key is missed or five minutes have passed, so that turning keys needs no deploy.
 */
export function secretLinks(milliseconds: () => number = systemClock.milliseconds): Links {
  const ring = keptRing(milliseconds);
  const text = (scope: Scope, person: LinkedPerson) =>
    [scope, person.delegation, person.person, String(person.epoch)].join("|");
  const nobody: LinkedPerson = { delegation: "aaaaaaaaaaaaaaaa", person: "aa", epoch: 0, kid: FIRST_KEY };
  /** By the same number of keys whoever it is, so that the time tells nothing. */
  const right = (mac: string, content: string, keys: readonly string[], all: number): boolean => {
    const tried = Array.from({ length: all }, (_, at) => keys[at] ?? "no key of this name");
    const same = tried.map((key) => timingSafeEqual(hashed(macWith(key, content)), hashed(mac)));
    return same.some((equal, at) => equal && at < keys.length);
  };
  const checked = async (mac: string, content: string, kid: string, counts: boolean): Promise<boolean> => {
    const check = (held: LinkRing) => right(mac, content, keysFor(held, kid), Object.keys(held.keys).length) && counts;
    if (check(await ring.get())) return true;
    const again = await ring.again();
    return again !== undefined && check(again);
  };

  return {
    async token(scope, person) {
      const known = await ring.get();
      const held = isYetToCome(known, person.kid) ? ((await ring.again()) ?? known) : known;
      if (isYetToCome(held, person.kid)) throw new Error(`The link secret holds no key ${person.kid} yet.`);
      const key = keyIn(held, person.kid) ?? currentKey(held);
      return `${person.delegation}${person.person}.${macWith(key, text(scope, person))}`;
    },
    async holds(scope, given, person) {
      return checked(given, text(scope, person ?? nobody), (person ?? nobody).kid, person !== undefined);
    },
    async seal(sealed) {
      return macWith(currentKey(await ring.get()), `nonce|${sealed}`);
    },
    async sealed(sealed, given) {
      return checked(given, `nonce|${sealed}`, ANY_KEY, true);
    },
  };
}

const keyIn = ({ keys }: LinkRing, kid: string) => (Object.hasOwn(keys, kid) ? keys[kid] : undefined);
const currentKey = ({ keys, current }: LinkRing) => keys[current] ?? "";
/** A row may name a key that came after this ring was read; one that came before and is not there was taken out. */
const isYetToCome = ({ current }: LinkRing, kid: string) => placeOf(kid) > placeOf(current);
/** The keys whose links hold for a person: their own, or every live one where they have none or it was taken out. */
function keysFor(ring: LinkRing, kid: string): readonly string[] {
  if (isYetToCome(ring, kid)) return [];
  const own = keyIn(ring, kid);
  return own === undefined ? Object.values(ring.keys) : [own];
}

const macWith = (key: string, text: string) => base32(createHmac("sha256", key).update(text).digest().subarray(0, 20));
/** Equal lengths for a comparison in constant time, whatever was given. */
const hashed = (text: string) => createHash("sha256").update(text).digest();

function keptRing(milliseconds: () => number) {
  let kept: { readonly at: number; readonly ring: Promise<LinkRing> } | undefined;
  let missedAt = Number.NEGATIVE_INFINITY;
  const read = async (): Promise<LinkRing> => {
    const before = kept;
    const at = milliseconds();
    const ring = load().catch(async (error: unknown) => {
      // The keys that are known go on while the service is away; the next minute asks again.
      if (kept === mine) kept = before && { ...before, at: at - KEPT_MILLISECONDS + AGAIN_MILLISECONDS };
      if (before) return before.ring;
      throw error;
    });
    const mine = { at, ring };
    kept = mine;
    return ring;
  };
  return {
    get: async (): Promise<LinkRing> => (kept && milliseconds() - kept.at < KEPT_MILLISECONDS ? kept.ring : read()),
    /** The ring as it is now; undefined where it was asked for a moment ago. */
    async again(): Promise<LinkRing | undefined> {
      const now = milliseconds();
      if (now - missedAt < AGAIN_MILLISECONDS) return undefined;
      missedAt = now;
      return read();
    },
  };
}

const held = z.object({ SecretString: z.string() });

async function load(): Promise<LinkRing> {
  const { status, body } = await signedRequest({
    service: "secretsmanager",
    path: "/",
    headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": "secretsmanager.GetSecretValue" },
    body: JSON.stringify({ SecretId: environment("LINK_SECRET") }),
  });
  if (status !== 200) throw new Error(`The link secret could not be read (${status}): ${body.slice(0, 300)}`);
  return parseRing(held.parse(JSON.parse(body)).SecretString);
}
