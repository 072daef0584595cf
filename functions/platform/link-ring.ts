import * as z from "zod/mini";

/** The keys of a stage's links, by name. `current` makes new links; the others check those that are out. */
export interface LinkRing {
  readonly current: string;
  readonly keys: { readonly [kid: string]: string };
  /** When each key that was turned in came; the first one has none, it came with the stage. */
  readonly since: { readonly [kid: string]: string };
}

/** The name of the key that comes with a stage. */
export const FIRST_KEY = "k1";
/** For people who have no key of their own: their links are made with the current key, and hold by any that is live. */
export const ANY_KEY = "";
/** A third one leaves room to answer a leak while an older one still leaves. */
export const MOST_KEYS = 3;

const name = /^k([1-9]\d{0,5})$/;
const held = z.looseObject({
  current: z.string().check(z.regex(name)),
  since: z.exactOptional(z.record(z.string(), z.string())),
});

/** A key's place in the order of its making; 0 for what is no key's name. */
export const placeOf = (kid: string) => Number(name.exec(kid)?.[1] ?? 0);

/** Reads the secret's text. Throws where it has no current key, without repeating what it holds. */
export function parseRing(text: string): LinkRing {
  const read = held.safeParse(parsed(text));
  if (!read.success) throw new Error("The link secret is not JSON with a current key; it was edited by hand.");
  const { current, since = {}, ...others } = read.data;
  const keys = Object.fromEntries(
    Object.entries(others).flatMap(([kid, key]) =>
      placeOf(kid) > 0 && typeof key === "string" && key !== "" ? [[kid, key]] : [],
    ),
  );
  if (!Object.hasOwn(keys, current)) throw new Error(`The link secret names ${current} and does not hold it.`);
  return { current, keys, since };
}
export function ringText({ current, keys, since }: LinkRing): string {
  return JSON.stringify({ current, since, ...keys });
}

/** The names, oldest first. */
export const kidsOf = ({ keys }: LinkRing) => Object.keys(keys).sort((a, b) => placeOf(a) - placeOf(b));

/** The ring with a fresh key that makes new links from now on; undefined where it holds as many as it may. */
export function rotated(ring: LinkRing, fresh: string, now: string): LinkRing | undefined {
  const kids = kidsOf(ring);
  if (kids.length >= MOST_KEYS) return undefined;
  const kid = `k${placeOf(kids.at(-1) ?? FIRST_KEY) + 1}`;
  return { current: kid, keys: { ...ring.keys, [kid]: fresh }, since: { ...ring.since, [kid]: now } };
}

/** The ring without a key: its links are dead from then on. The current one cannot be taken out. */
export function retired({ current, keys, since }: LinkRing, kid: string): LinkRing {
  if (kid === current) throw new Error(`${kid} makes the new links.`);
  const without = <T>(all: { readonly [kid: string]: T }) =>
    Object.fromEntries(Object.entries(all).filter(([other]) => other !== kid));
  return { current, keys: without(keys), since: without(since) };
}

/** The instant from which no new link was made with this key, because the next one had come; undefined for the current key. */
export function lastMade(ring: LinkRing, kid: string): string | undefined {
  const next = Object.keys(ring.since)
    .filter((other) => placeOf(other) > placeOf(kid))
    .sort((a, b) => placeOf(a) - placeOf(b))[0];
  return next === undefined ? undefined : ring.since[next];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
