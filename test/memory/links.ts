import { createHmac } from "node:crypto";
import type { LinkedPerson, Links } from "#platform/links";

/** RFC 4648 base32 by its definition: five bits a character, from the front. */
function encoded(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{5}/g) ?? [])
    .map((five) => "abcdefghijklmnopqrstuvwxyz234567"[Number.parseInt(five, 2)])
    .join("");
}

/** Links over keys that are given, by name and oldest first; the last one is current. */
export function memoryLinks(keys: { readonly [kid: string]: string } = { k1: "a key for tests" }): Links {
  const current = Object.keys(keys).at(-1) ?? "";
  const isLater = (kid: string) => /^k\d+$/.test(kid) && Number(kid.slice(1)) > Number(current.slice(1));
  const mac = (text: string, key: string) => encoded(createHmac("sha256", key).update(text).digest().subarray(0, 20));
  const keyOf = (kid: string) => (Object.hasOwn(keys, kid) ? keys[kid] : undefined);
  const told = (scope: string, { delegation, person, epoch }: LinkedPerson) =>
    `${scope}|${delegation}|${person}|${epoch}`;
  return {
    async token(scope, person) {
      const key = isLater(person.kid) ? undefined : (keyOf(person.kid) ?? keyOf(current));
      if (key === undefined) throw new Error(`There is no link key ${person.kid}.`);
      return `${person.delegation}${person.person}.${mac(told(scope, person), key)}`;
    },
    async holds(scope, given, person) {
      if (person === undefined || isLater(person.kid)) return false;
      const own = keyOf(person.kid);
      return (own === undefined ? Object.values(keys) : [own]).some((key) => given === mac(told(scope, person), key));
    },
    async seal(text) {
      return mac(`nonce|${text}`, keyOf(current) ?? "");
    },
    async sealed(text, given) {
      return Object.values(keys).some((key) => given === mac(`nonce|${text}`, key));
    },
  };
}
